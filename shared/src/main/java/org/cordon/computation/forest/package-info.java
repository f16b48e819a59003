// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * An isolation forest on public random splits by one secure sum, public half.
 *
 * <p>Read first: {@link org.cordon.computation.forest.ForestPlan}, {@link org.cordon.computation.forest.PublicTrees}.
 *
 * <p>Invariants: the splits follow from a public seed and no row; only how many rows reach each leaf is added up.
 */
@NullMarked
package org.cordon.computation.forest;

import org.jspecify.annotations.NullMarked;
