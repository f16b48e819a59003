// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import java.util.Optional;
import org.cordon.model.LocalPlan;
import org.cordon.simulations.learner.LocalWork;

/**
 * Averaging of exchanges that are pulled towards the model they started from, so that uneven work does less harm.
 *
 * <p>Source: Li et al. 2020, "Federated Optimization in Heterogeneous Networks", Algorithm 2.
 *
 * @param mu strength of the pull; 0 is {@link FedAveraging}
 */
public record FedProx(double mu) implements Strategy {
    public FedProx {
        if (!(mu >= 0 && mu <= 1e6)) {
            throw new IllegalArgumentException("mu must be in [0, 1e6], but was " + mu);
        }
    }

    @Override
    public float[] step(Mean mean) {
        return new FedAveraging(1).step(mean);
    }

    @Override
    public LocalWork work(LocalPlan plan, Own own) {
        return mu == 0
                ? LocalWork.of(plan)
                : new LocalWork(plan, Optional.of(new LocalWork.Pull(mu, own.parameters())), Optional.empty());
    }
}
