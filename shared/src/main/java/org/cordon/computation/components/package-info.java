// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Mean, covariance and principal components by one secure sum, public half.
 *
 * <p>Read first: {@link org.cordon.computation.components.ComponentsPlan}, {@link org.cordon.computation.components.Jacobi}.
 *
 * <p>Invariants: the eigenvectors are the same on every machine, signs and order included.
 */
@NullMarked
package org.cordon.computation.components;

import org.jspecify.annotations.NullMarked;
