// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import org.cordon.model.LocalPlan;
import org.cordon.simulations.learner.LocalWork;

/**
 * Averaging of exchanges that are pulled towards the model they started from, so that uneven work does less harm.
 *
 * <p>Source: Li et al. 2020, "Federated Optimization in Heterogeneous Networks", Algorithm 2.
 *
 * @param mu strength of the pull, in [0, 1000]; 0 is {@link FedAveraging}. It is the plan's proximal term, whatever that was
 */
public record FedProx(double mu) implements Strategy {
    public FedProx {
        if (!(mu >= 0 && mu <= 1000)) {
            throw new IllegalArgumentException("mu must be in [0, 1000], but was " + mu);
        }
    }

    @Override
    public float[] step(Mean mean) {
        return new FedAveraging(1).step(mean);
    }

    @Override
    public LocalWork work(LocalPlan plan, Own own) {
        return LocalWork.of(plan.withProximal(mu));
    }
}
