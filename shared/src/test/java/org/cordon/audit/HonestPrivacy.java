// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.UnitBound;
import org.cordon.task.PrivacyTerms;

/** The differential privacy of an honest log's main task. */
final class HonestPrivacy {
    static final long COUNTS_MICRO = 12_000_000;
    static final long STEPS_MICRO = 2_000_000;

    private static final UnitBound PROTECTS = UnitBound.RECORD;
    private static final NoisyCounts COUNTS = new NoisyCounts(PROTECTS, COUNTS_MICRO);

    private HonestPrivacy() {}

    static PrivacyTerms terms(long epsilonMicro) {
        return new PrivacyTerms(
                PROTECTS,
                Optional.of("made-up numbers belong to nobody"),
                epsilonMicro,
                6,
                new PrivacyTerms.Clip.Fixed(1_000_000),
                PrivacyTerms.Accountant.RDP);
    }

    static ScalingPlan scaling(List<String> columns) {
        return new ScalingPlan(columns, 1000, 4, 2, 1).under(COUNTS);
    }

    static PrivateSgd steps() {
        return new PrivateSgd(
                PROTECTS,
                1,
                Optional.empty(),
                STEPS_MICRO,
                PoissonSampling.ofRate(0.1).threshold(),
                4000,
                1000);
    }

    static EvaluationPlan evaluation() {
        return new EvaluationPlan(4, 1000, 100, Optional.of(COUNTS));
    }
}
