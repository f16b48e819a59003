// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Deep support vector data description by secure sums of clipped gradients, public half.
 *
 * <p>Read first: {@link org.cordon.computation.svdd.SvddPlan}, {@link org.cordon.computation.svdd.Embedding}.
 *
 * <p>Invariants: the network has no biases; the centre is fixed after the first sum; the gradients of rows are computed in a fixed order in
 * double precision, so that a federation trains bit for bit the network of its rows in one place.
 */
@NullMarked
package org.cordon.computation.svdd;

import org.jspecify.annotations.NullMarked;
