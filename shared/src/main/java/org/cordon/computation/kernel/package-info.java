// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Detectors in the feature space of a Gaussian kernel, approximated by random Fourier features, public half.
 *
 * <p>Read first: {@link org.cordon.computation.kernel.FourierFeatures}, {@link org.cordon.computation.kernel.KernelMeanPlan}, {@link
 * org.cordon.computation.kernel.OneClassPlan}.
 *
 * <p>Invariants: the map follows from a public seed; every row has norm 1 in it, so nothing is clipped.
 */
@NullMarked
package org.cordon.computation.kernel;

import org.jspecify.annotations.NullMarked;
