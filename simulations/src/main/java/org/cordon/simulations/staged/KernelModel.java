// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.computation.kernel.FourierFeatures;
import org.cordon.computation.kernel.KernelMean;
import org.cordon.computation.kernel.KernelMeanPlan;
import org.cordon.suite.Bytes;

/**
 * The mean in the space of a Gaussian kernel; the score is the distance from it.
 *
 * @param pairs half the dimension of the feature map
 * @param bandwidth of the kernel, in scaled units a feature
 */
public record KernelModel(Optional<Integer> pairs, Optional<Double> bandwidth) implements StagedModel {
    public KernelModel {
        KernelMeanPlan unused = plan(pairs, bandwidth, ANY);
    }

    @Override
    public String computation() {
        return KernelMean.NAME;
    }

    @Override
    public OptionalInt rounds() {
        return OptionalInt.of(1);
    }

    @Override
    public Bytes parameters(Setting setting) {
        return plan(pairs, bandwidth, setting).encode();
    }

    private static KernelMeanPlan plan(Optional<Integer> pairs, Optional<Double> bandwidth, Setting setting) {
        return new KernelMeanPlan(setting.terms(), FourierFeatures.usual(pairs, bandwidth, setting.seed()));
    }
}
