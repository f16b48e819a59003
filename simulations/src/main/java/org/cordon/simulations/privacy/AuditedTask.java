// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.time.Instant;
import java.util.List;
import org.cordon.charter.CharterFile;
import org.cordon.charter.CharterReading;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.member.Threshold;
import org.cordon.privacy.NoiseShare;
import org.cordon.privacy.Release;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.privacy.accountant.AnalyticAccountant;
import org.cordon.privacy.accountant.Composition;
import org.cordon.privacy.accountant.Mechanism;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;

/**
 * What a charter claims, and the training that is held against it.
 *
 * @param charter with differential privacy and a network trained by {@link PrivateSgd}
 * @param plan of the network
 * @param share of noise that each exchange adds: with the fewest survivors, and those of them who may tell theirs
 * @param exchanges N
 */
record AuditedTask(Charter charter, TrainingPlan plan, NoiseShare share, int exchanges) {
    private static final int USUAL_EXCHANGES = 5;

    /**
     * Reads a charter as {@code task submit} would, for a consortium of so many exchanges.
     *
     * @param exchanges 0 for five, or more where minSurvivors asks for more
     */
    static AuditedTask of(CharterReading reading, int exchanges) {
        CharterFile file = reading.orFail();
        int members = exchanges > 0
                ? exchanges
                : Math.max(USUAL_EXCHANGES, file.minSurvivors().orElse(0));
        Threshold threshold = new Threshold(members);
        CharterFile kept =
                reading.against(threshold, file.begins(Instant.EPOCH)).orFail();
        Charter charter =
                kept.charter(Hashes.blob(new byte[0]), threshold, kept.firstState(), file.begins(Instant.EPOCH));
        TrainingPlan plan = charter.stages().stream()
                .filter(stage -> stage.computation().equals(NetworkTraining.NAME))
                .map(Stage::parameters)
                .map(TrainingPlan::decode)
                .filter(network -> charter.privacy().isPresent() && network.work() instanceof PrivateSgd)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        "charter must promise differential privacy and have a network stage with dpSgd, but "
                                + charter.name() + " does not",
                        "Declare privacy, and dpSgd in the network stage, or audit another charter"));
        PrivateSgd steps = (PrivateSgd) plan.work();
        NoiseShare share = new NoiseShare(steps.release(), charter.survivors(threshold), threshold.maxFaulty());
        return new AuditedTask(charter, plan, share, members);
    }

    PrivacyTerms terms() {
        return charter.privacy().orElseThrow();
    }

    PrivateSgd steps() {
        return (PrivateSgd) plan.work();
    }

    /** What the accountant charges for one sum to which every unit contributes, at the charter's delta. */
    double epsilonOfOneSum() {
        return epsilonOfOneSum(share.release().multiplier());
    }

    /** The same at another noise multiplier. */
    double epsilonOfOneSum(double multiplier) {
        return new AnalyticAccountant()
                .epsilon(Composition.of(new Mechanism.Gaussian(multiplier), 1), terms().delta())
                .epsilon();
    }

    /**
     * What the charter's accountant charges for all its sums if the training has this noise multiplier and all others are off by as
     * much.
     *
     * @return infinite where there is too little noise to tell
     */
    double epsilonAt(double multiplier) {
        double ratio = multiplier / share.release().multiplier();
        Composition all = Composition.NONE;
        for (PrivacyPlan.Part part : PrivacyPlan.of(charter).orElseThrow().parts()) {
            Release promised = part.promise().release();
            long micro =
                    Math.max(1, Math.min(Release.MAX_MULTIPLIER_MICRO, (long) (promised.multiplierMicro() * ratio)));
            Release real = new Release(promised.sensitivitySquared(), micro, promised.samplingThreshold());
            all = all.plus(PrivacyPlan.mechanism(real), part.rounds());
        }
        try {
            return PrivacyPlan.epsilon(terms(), all);
        } catch (AccountantRefused tooLittleNoise) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** What the charter's accountant charges for so many steps of the training. */
    double epsilonOfSteps(int count) {
        return PrivacyPlan.epsilon(terms(), Composition.of(PrivacyPlan.mechanism(share.release()), count));
    }

    List<String> columns() {
        return charter.columns();
    }
}
