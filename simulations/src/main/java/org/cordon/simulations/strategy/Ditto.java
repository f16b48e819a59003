// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import java.util.Optional;
import org.cordon.model.LocalPlan;
import org.cordon.simulations.learner.LocalWork;

/**
 * Averaging, and beside it a model of each exchange's own that is pulled towards the shared one.
 *
 * <p>Source: Li et al. 2021, "Ditto", Algorithm 1. The personal model takes as many passes as the shared one does.
 *
 * @param lambda strength of the pull: 0 is training alone, and large is the shared model
 */
public record Ditto(double lambda) implements Strategy {
    public Ditto {
        Adaptive.require(lambda >= 0 && lambda <= 1e6, "lambda must be in [0, 1e6]", lambda);
    }

    @Override
    public float[] step(Mean mean) {
        return new FedAveraging(1).step(mean);
    }

    @Override
    public Optional<LocalWork> personal(LocalPlan plan, Own own) {
        return Optional.of(
                new LocalWork(plan, Optional.of(new LocalWork.Pull(lambda, own.parameters())), Optional.empty()));
    }
}
