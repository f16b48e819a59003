// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.network.PrivateSgd;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.suite.Randomness;

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

    /**
     * The clipped gradients of a secret sample of units, added up as integers, then, where the clip adapts, the sum of bits.
     *
     * @param scaled rows with their units ({@link Table#copyUnits}), at most the bound's of each
     * @param randomness decides which units take part, afresh in every call
     * @return {@link PrivateSgd#GRADIENT_UNITS} words at most in the L2 norm for each unit, one word a parameter
     * @throws UnfitRows if this trainer cannot keep differential privacy
     */
    default long[] clippedGradients(PrivateStep step, Table scaled, Randomness randomness) {
        throw new UnfitRows("a trainer of one's own cannot keep differential privacy, but the charter asks for it;"
                + " leave trainer out of the node's configuration");
    }

    /**
     * One step with differential privacy.
     *
     * @param at where gradients are taken
     * @param terms what the charter says
     * @param clipNorm the bound that holds now
     */
    record PrivateStep(NetworkSpec spec, ParameterVector at, PrivateSgd terms, double clipNorm) {}
}
