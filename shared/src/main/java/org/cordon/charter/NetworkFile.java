// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.model.Activation;
import org.cordon.model.FedAdam;
import org.cordon.model.FedAvg;
import org.cordon.model.InitialParameters;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.model.ServerOptimiser;

/**
 * The network stage of a {@link CharterFile}.
 *
 * @param local what participants do between sums
 * @param clip public bounds on an update
 * @param holdoutPerMille share of the rows kept out of training
 * @param seed public seed of the first parameters
 */
record NetworkFile(
        Architecture architecture,
        LocalPlan local,
        Server server,
        UpdateBounds clip,
        int rounds,
        int holdoutPerMille,
        long seed) {
    NetworkFile {
        if (rounds < 1 || rounds > 100_000) {
            throw new IllegalArgumentException("rounds must be in [1, 100000], but was " + rounds);
        }
    }

    /**
     * The shape; the inputs are the charter's columns, and the output follows from the kind.
     *
     * @param layers widths of the hidden layers
     */
    record Architecture(NetworkKind kind, Activation activation, List<Integer> layers) {
        NetworkSpec spec(int features) {
            List<Integer> widths = new ArrayList<>();
            widths.add(features);
            widths.addAll(layers);
            widths.add(
                    switch (kind) {
                        case MLP_CLASSIFIER -> 1;
                        case AUTOENCODER -> features;
                        case SOFTMAX_CLASSIFIER -> 2; // labels of a charter are 0 or 1
                    });
            return new NetworkSpec(kind, widths, activation);
        }
    }

    /** The step that the coordinator and every participant do on the mean update: exactly one of the two. */
    record Server(Optional<FedAvg> average, Optional<FedAdam> adam) {
        Server {
            if (average.isPresent() == adam.isPresent()) {
                throw new IllegalArgumentException(
                        "server must be one of average and adam, but was " + (adam.isPresent() ? "both" : "neither"));
            }
        }

        ServerOptimiser optimiser() {
            return average.isPresent() ? average.get() : adam.orElseThrow();
        }
    }

    TrainingPlan plan(int features) {
        return new TrainingPlan(
                architecture.spec(features), local, server.optimiser(), clip, rounds, holdoutPerMille, seed);
    }

    ParameterVector firstParameters(int features) {
        return InitialParameters.draw(architecture.spec(features), seed);
    }
}
