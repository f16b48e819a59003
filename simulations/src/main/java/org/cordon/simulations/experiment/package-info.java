// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The experiment file: what people write, everything that is wrong with it at once, and the runs that come of it.
 *
 * <p>Read first: {@link org.cordon.simulations.experiment.Experiment}, {@link
 * org.cordon.simulations.experiment.ExperimentReading}, {@link org.cordon.simulations.experiment.Run}.
 *
 * <p>Invariant: a run's name is a function of what it computes, not of how its file is written.
 */
@NullMarked
package org.cordon.simulations.experiment;

import org.jspecify.annotations.NullMarked;
