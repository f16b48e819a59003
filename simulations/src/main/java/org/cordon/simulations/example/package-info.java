// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A worked example of a custom computation, both halves: the mean of one column over all exchanges.
 *
 * <p>Read first: {@link org.cordon.simulations.example.ColumnMean} (what is added up and what is done with the sum),
 * then {@link org.cordon.simulations.example.ColumnMeanContributor} (rows to integers). To write your own, copy the
 * two, name them in {@code META-INF/services}, and extend {@code ComputationContract} in a test, as {@code
 * ColumnMeanTest} does.
 */
@NullMarked
package org.cordon.simulations.example;

import org.jspecify.annotations.NullMarked;
