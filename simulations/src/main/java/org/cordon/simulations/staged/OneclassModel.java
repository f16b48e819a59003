// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.computation.kernel.FourierFeatures;
import org.cordon.computation.kernel.OneClass;
import org.cordon.computation.kernel.OneClassPlan;
import org.cordon.suite.Bytes;

/**
 * A one-class SVM on random Fourier features.
 *
 * @param pairs half the dimension of the feature map
 * @param bandwidth of the kernel, in scaled units a feature
 * @param nu share of the rows that are to lie outside; 0.05 where it is left out
 */
public record OneclassModel(Optional<Integer> pairs, Optional<Double> bandwidth, Optional<Double> nu)
        implements StagedModel {
    private static final double USUAL_NU = 0.05;

    public OneclassModel {
        OneClassPlan unused = plan(pairs, bandwidth, nu, ANY);
    }

    @Override
    public String computation() {
        return OneClass.NAME;
    }

    @Override
    public OptionalInt rounds() {
        return OptionalInt.empty();
    }

    @Override
    public Bytes parameters(Setting setting) {
        return plan(pairs, bandwidth, nu, setting).encode();
    }

    private static OneClassPlan plan(
            Optional<Integer> pairs, Optional<Double> bandwidth, Optional<Double> nu, Setting setting) {
        return new OneClassPlan(
                setting.terms(),
                FourierFeatures.usual(pairs, bandwidth, setting.seed()),
                nu.orElse(USUAL_NU),
                setting.rounds());
    }
}
