// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.suite.Randomness;

/**
 * Trains networks of every kind: dense ones as {@link DenseTrainer} does, sequences as {@link SequenceTrainer} does.
 *
 * <p><b>Guarantees.</b> Those of the two. Any threads may share one.
 */
public final class NetworkTrainer implements LocalTrainer {
    private final DenseTrainer dense = new DenseTrainer();
    private final SequenceTrainer sequences = new SequenceTrainer();

    @Override
    public Trained train(NetworkSpec spec, ParameterVector start, Table scaled, LocalPlan plan, long seed) {
        return train(spec, start, scaled, plan, seed, Correction.NONE);
    }

    /** The same with something added to the gradient of every step, beside the proximal term of the plan. */
    public Trained train(
            NetworkSpec spec, ParameterVector start, Table scaled, LocalPlan plan, long seed, Correction correction) {
        return spec.isSequence()
                ? sequences.train(spec, start, scaled, plan, seed, correction)
                : dense.train(spec, start, scaled, plan, seed, correction);
    }

    @Override
    public long[] clippedGradients(PrivateStep step, Table scaled, Randomness randomness) {
        return step.spec().isSequence()
                ? sequences.clippedGradients(step, scaled, randomness)
                : dense.clippedGradients(step, scaled, randomness);
    }
}
