// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.PrivacyPromise;
import org.cordon.member.Threshold;
import org.cordon.privacy.Release;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.privacy.accountant.Composition;
import org.cordon.simulations.engine.NoisyContribution;
import org.cordon.simulations.experiment.Privacy;
import org.cordon.simulations.staged.StagedModel;
import org.cordon.sum.round.Crowd;
import org.cordon.task.LeastNoise;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;

/**
 * The noise under which the sums of a run are opened: what a charter with the same stages, epsilon and delta gets that leaves its
 * multipliers out, with the same rounds in reserve.
 *
 * <p><b>Guarantees.</b> All sums that the charter could open cost at most epsilon together.
 *
 * @param plan what the stages cost: that which counts rows, then the model's own
 * @param setting under the noise
 * @param exchanges that add their shares
 */
record PrivateSums(PrivacyPlan plan, StagedModel.Setting setting, int exchanges) {
    /**
     * Finds the noise.
     *
     * @param open the same setting without
     */
    static PrivateSums of(Privacy asked, StagedModel model, StagedModel.Setting open, int exchanges) {
        try {
            PrivacyTerms terms = asked.terms();
            List<Stage> sizes = stages(model, open);
            int counts = sizes.get(0).maxRounds();
            int own = sizes.get(1).maxRounds();
            long ofCounts =
                    LeastNoise.micro(terms, micro -> sums(micro, counts), LeastNoise.SHARE_OF_COUNTS * terms.epsilon());
            long ofModel = LeastNoise.micro(
                    terms,
                    micro -> sums(ofCounts, counts).plus(PrivacyPlan.mechanism(Release.ofAll(1, micro)), own),
                    terms.epsilon());
            StagedModel.Setting under = open.under(noise(terms, ofCounts, ofModel));
            return new PrivateSums(
                    PrivacyPlan.of(terms, stages(model, under))
                            .requireKept()
                            .requireShares(Crowd.of(new Threshold(exchanges), 0)),
                    under,
                    exchanges);
        } catch (IllegalArgumentException | AccountantRefused unfit) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "privacy: " + unfit.getMessage(),
                    "Grant a larger epsilon, or ask for fewer rounds",
                    unfit);
        }
    }

    private static Composition sums(long micro, int rounds) {
        return Composition.of(PrivacyPlan.mechanism(Release.ofAll(1, micro)), rounds);
    }

    private static StagedModel.Noise noise(PrivacyTerms terms, long ofCounts, long ofModel) {
        return new StagedModel.Noise(
                new NoisyCounts(terms.protects(), ofCounts), new NoisyCounts(terms.protects(), ofModel));
    }

    private static List<Stage> stages(StagedModel model, StagedModel.Setting setting) {
        return model.stages(setting).stream()
                .map(stage -> new Stage(stage.computation(), stage.parameters(), Stage.rounds(stage.sums(), true)))
                .toList();
    }

    private PrivacyPromise ofCounts() {
        return plan.parts().get(0).promise();
    }

    private PrivacyPromise ofModel() {
        return plan.parts().get(1).promise();
    }

    /** What is told of it. */
    Promised promised() {
        Release release = ofModel().release();
        return new Promised(
                plan.terms().protects().unit().name().toLowerCase(Locale.ROOT),
                plan.terms().epsilon(),
                plan.terms().delta(),
                plan.epsilon(),
                release.multiplier(),
                NoisyContribution.share(release, exchanges).effectiveMultiplierMicro(exchanges) / 1e6,
                ofModel().noiseToSignal(),
                ofCounts().noiseToSignal());
    }

    /** Why a consortium would not take such a charter, if it would not. */
    Optional<String> refusal() {
        return plan.parts().stream()
                .filter(part -> part.promise().noiseToSignal() > 1)
                .findFirst()
                .map(part -> String.format(
                        Locale.ROOT,
                        "privacy: the noise of stage %s is %.1f times its signal, and a charter must keep it at 1 or below",
                        part.computation(),
                        part.promise().noiseToSignal()));
    }
}
