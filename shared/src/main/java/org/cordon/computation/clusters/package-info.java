// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * k-means by secure sums, public half.
 *
 * <p>Read first: {@link org.cordon.computation.clusters.ClustersPlan}.
 *
 * <p>Invariants: centres are means of clipped rows and lie within the clip norm; first centres follow from the seed alone.
 */
@NullMarked
package org.cordon.computation.clusters;

import org.jspecify.annotations.NullMarked;
