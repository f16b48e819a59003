// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import java.util.Optional;
import org.cordon.model.LocalPlan;
import org.cordon.simulations.learner.LocalWork;

/**
 * How a federation learns from the mean update of a round; the laboratory's counterpart of a charter's server step.
 *
 * <p>One method has to be written; the others have the meaning of plain averaging. Stateless: what is to be remembered from round to
 * round goes into {@link Mean#memory()} (the federation's) or {@link Own#memory()} (an exchange's). What an exchange puts there in a
 * round whose sum is not opened is forgotten.
 */
@FunctionalInterface
public interface Strategy {
    /** The next parameters. */
    float[] step(Mean mean);

    /** What an exchange does before the sum; {@code plan} is the experiment's. */
    default LocalWork work(LocalPlan plan, Own own) {
        return LocalWork.of(plan);
    }

    /** What an exchange sends for the update that it trained. */
    default double[] sent(Own own, double[] update) {
        return update;
    }

    /**
     * More words that an exchange adds up beside its update, once it has trained; empty for none. They are averaged without
     * weights, and the mean arrives as {@link Mean#extra()}.
     */
    default Optional<double[]> extra(Own own, Local local) {
        return Optional.empty();
    }

    /** A model of the exchange's own that is trained beside the shared one and is what it is judged by; empty for none. */
    default Optional<LocalWork> personal(LocalPlan plan, Own own) {
        return Optional.empty();
    }
}
