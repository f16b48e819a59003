// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Federated training of networks by secure sums of weighted updates, public half.
 *
 * <p>Read first: {@link org.cordon.computation.network.TrainingPlan}, {@link
 * org.cordon.computation.network.UpdateBounds}, {@link org.cordon.computation.network.NetworkTraining}, {@link
 * org.cordon.computation.network.TrainedNetwork}.
 *
 * <p>A round: everybody trains from the same model on own rows; the update is shrunk as a whole into public bounds,
 * weighed by the number of rows, and rounded to integers; the sum over the sum of weights is the mean update; the
 * server step, which everybody computes, makes the next model of it.
 */
@NullMarked
package org.cordon.computation.network;

import org.jspecify.annotations.NullMarked;
