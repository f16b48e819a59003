// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;

/** The port through which a private half trains a network on local rows. */
@FunctionalInterface
public interface LocalTrainer {
    /**
     * What came of local training.
     *
     * @param parameters after the last step
     * @param rows that were trained on, at most those that were given: the update's weight
     * @param steps of the optimiser
     */
    record Trained(ParameterVector parameters, int rows, int steps) {}

    /**
     * Trains from {@code start} as {@code plan} says.
     *
     * @param spec the network; {@code start} fits it
     * @param scaled scaled features in the order of the network's inputs, no missing values; labels where the kind
     *     needs them
     * @param seed decides the order of rows, afresh in every pass; the same arguments give the same result on one
     *     machine
     */
    Trained train(NetworkSpec spec, ParameterVector start, Table scaled, LocalPlan plan, long seed);
}
