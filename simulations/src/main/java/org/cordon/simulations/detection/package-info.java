// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * {@code cordon simulate detection}: files, a label and a partition in, the four figures of a detector out: alone, averaging scores,
 * together, pooled.
 *
 * <p>Read first: {@link org.cordon.simulations.detection.DetectionCommand}, {@link org.cordon.simulations.detection.DetectionExperiment}.
 *
 * <p>Invariant: whatever it does an experiment's file does too; the file is written beside the results.
 */
@NullMarked
package org.cordon.simulations.detection;

import org.jspecify.annotations.NullMarked;
