// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.model.Loss;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.UnitBound;
import org.cordon.task.PrivacyTerms;

/**
 * How a network is trained with differential privacy: one sum is one step.
 *
 * @param samplingRate chance of a unit to take part in a step, above 0 and below 1
 * @param units how many units all exchanges have together
 * @param maxUnits how many units one exchange has at the most
 * @param noiseMultiplierMicro calibrated where it is left out
 */
record DpSgdFile(
        double samplingRate,
        long units,
        int maxUnits,
        Optional<Double> positiveWeight,
        Optional<Double> focalGamma,
        Optional<Long> noiseMultiplierMicro) {
    DpSgdFile {
        PoissonSampling unused = PoissonSampling.ofRate(samplingRate);
        Loss unusedLoss = loss(positiveWeight, focalGamma);
    }

    DpSgdFile under(long multiplierMicro) {
        return new DpSgdFile(samplingRate, units, maxUnits, positiveWeight, focalGamma, Optional.of(multiplierMicro));
    }

    private static Loss loss(Optional<Double> positiveWeight, Optional<Double> focalGamma) {
        return new Loss(positiveWeight.orElse(1.0), focalGamma.orElse(0.0));
    }

    PrivateSgd plan(PrivacyTerms terms) {
        boolean follows = terms.clip() instanceof PrivacyTerms.Clip.Adaptive;
        long norm = terms.clip() instanceof PrivacyTerms.Clip.Fixed fixed
                ? fixed.normMicro()
                : ((PrivacyTerms.Clip.Adaptive) terms.clip()).initialNormMicro();
        UnitBound protects = terms.protects();
        return new PrivateSgd(
                protects,
                norm / 1e6,
                follows
                        ? Optional.of(
                                new PrivateSgd.Adaptive(((PrivacyTerms.Clip.Adaptive) terms.clip()).quantilePercent()))
                        : Optional.empty(),
                noiseMultiplierMicro.orElseThrow(() -> new IllegalArgumentException(
                        "noiseMultiplierMicro must be calibrated before the plan is made, but is missing")),
                PoissonSampling.ofRate(samplingRate).threshold(),
                units,
                maxUnits,
                loss(positiveWeight, focalGamma));
    }
}
