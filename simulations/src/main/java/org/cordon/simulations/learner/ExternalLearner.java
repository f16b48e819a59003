// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.learner;

import java.util.SortedMap;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;

/** A network that another trainer trains; it begins, and is judged, as {@link NetworkLearner} does it. */
public final class ExternalLearner implements Learner {
    private final NetworkSpec spec;
    private final NetworkLearner network;
    private final LocalTrainer trainer;

    /** @param trainer safe for concurrent use */
    public ExternalLearner(NetworkSpec spec, LocalTrainer trainer) {
        this.spec = spec;
        this.network = new NetworkLearner(spec);
        this.trainer = trainer;
    }

    @Override
    public int parameters() {
        return network.parameters();
    }

    @Override
    public float[] start(long seed) {
        return network.start(seed);
    }

    @Override
    public Trained train(float[] start, Table rows, LocalWork work, long seed) {
        if (work.pull().isPresent() || work.shift().isPresent()) {
            throw new IllegalArgumentException(
                    "a strategy must leave the steps of an external trainer as they are but for the"
                            + " proximal term, but corrected them; leave trainer out, or use another strategy");
        }
        Table seen = seen(rows);
        if (seen.rows() == 0) {
            return new Trained(start.clone(), 0, 0);
        }
        LocalTrainer.Trained trained = trainer.train(spec, ParameterVector.of(start), seen, work.plan(), seed);
        return new Trained(trained.parameters().toFloatArray(), trained.rows(), trained.steps());
    }

    @Override
    public Table seen(Table rows) {
        return network.seen(rows);
    }

    @Override
    public float[] outputs(float[] parameters, Table rows) {
        return network.outputs(parameters, rows);
    }

    @Override
    public SortedMap<String, Double> judge(float[] outputs, Table test) {
        return network.judge(outputs, test);
    }
}
