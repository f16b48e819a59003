// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;

/** One stage of a {@link CharterFile}: exactly one of the three. */
public record StageFile(
        Optional<ScalingFile> scaling, Optional<NetworkFile> network, Optional<EvaluationFile> evaluation) {
    public StageFile {
        long set = Stream.of(scaling, network, evaluation)
                .filter(Optional::isPresent)
                .count();
        if (set != 1) {
            throw new IllegalArgumentException(
                    "a stage must be one of scaling, network and evaluation, but was " + set + " of them");
        }
    }

    /**
     * Scaling by secure quantile counts.
     *
     * @param maxRows public cap on an exchange's rows
     * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
     */
    record ScalingFile(
            long maxRows,
            Optional<Integer> coarseBins,
            Optional<Integer> zoomBins,
            Optional<Integer> zooms,
            Optional<Long> noiseMultiplierMicro) {
        ScalingPlan plan(List<String> columns, Optional<PrivacyTerms> terms) {
            ScalingPlan usual = ScalingPlan.of(columns, maxRows);
            return new ScalingPlan(
                    columns,
                    maxRows,
                    coarseBins.orElse(usual.coarseBins()),
                    zoomBins.orElse(usual.zoomBins()),
                    zooms.orElse(usual.zooms()),
                    noise(terms, noiseMultiplierMicro));
        }

        /** One coarse pass, then the zooms. */
        int sums() {
            return 1 + zooms.orElse(2);
        }

        ScalingFile under(long multiplierMicro) {
            return new ScalingFile(maxRows, coarseBins, zoomBins, zooms, Optional.of(multiplierMicro));
        }
    }

    /**
     * {@link EvaluationPlan} as the file writes it.
     *
     * @param maxRows public cap on an exchange's held-out rows
     * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
     */
    record EvaluationFile(int bins, long maxRows, int holdoutPerMille, Optional<Long> noiseMultiplierMicro) {
        EvaluationFile {
            EvaluationPlan unused = new EvaluationPlan(bins, maxRows, holdoutPerMille);
        }

        EvaluationPlan plan(Optional<PrivacyTerms> terms) {
            return new EvaluationPlan(bins, maxRows, holdoutPerMille, noise(terms, noiseMultiplierMicro));
        }

        EvaluationFile under(long multiplierMicro) {
            return new EvaluationFile(bins, maxRows, holdoutPerMille, Optional.of(multiplierMicro));
        }
    }

    private static Optional<NoisyCounts> noise(Optional<PrivacyTerms> terms, Optional<Long> multiplierMicro) {
        return terms.map(kept -> new NoisyCounts(
                kept.protects(),
                multiplierMicro.orElseThrow(() -> new IllegalArgumentException(
                        "noiseMultiplierMicro must be calibrated before the plan is made, but is missing"))));
    }

    String computation() {
        if (scaling.isPresent()) {
            return Scaling.NAME;
        }
        return network.isPresent() ? NetworkTraining.NAME : Evaluation.NAME;
    }

    /** The computation that must come before. */
    Optional<String> needs() {
        if (network.isPresent()) {
            return Optional.of(Scaling.NAME);
        }
        return evaluation.map(plan -> NetworkTraining.NAME);
    }

    /** Whether the stage is one of training, by steps that are sampled; others count every row. */
    boolean isSampled() {
        return network.isPresent();
    }

    /** The noise multiplier that the file asks for, if it does. */
    Optional<Long> noiseMultiplierMicro() {
        return scaling.flatMap(ScalingFile::noiseMultiplierMicro)
                .or(() -> network.flatMap(NetworkFile::dpSgd).flatMap(DpSgdFile::noiseMultiplierMicro))
                .or(() -> evaluation.flatMap(EvaluationFile::noiseMultiplierMicro));
    }

    /** The same under a noise multiplier, in millionths. */
    StageFile under(long multiplierMicro) {
        return new StageFile(
                scaling.map(file -> file.under(multiplierMicro)),
                network.map(file -> file.dpSgd()
                        .map(steps -> file.with(steps.under(multiplierMicro)))
                        .orElse(file)),
                evaluation.map(file -> file.under(multiplierMicro)));
    }

    Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        return scaling.map(file -> file.plan(columns, terms).encode())
                .or(() -> network.map(file -> file.plan(columns.size(), terms).encode()))
                .or(() -> evaluation.map(file -> file.plan(terms).encode()))
                .orElseThrow();
    }

    /** The stage as the charter lists it: the sums that it needs, and room for rounds that die. */
    Stage toStage(List<String> columns, Optional<PrivacyTerms> terms) {
        return new Stage(computation(), parameters(columns, terms), rounds(terms.isPresent()));
    }

    /**
     * Sums that the stage may open. A round that dies after its survivors were endorsed counts as opened with those who
     * endorsed it; without room for some the first of them would end the task for good. With differential privacy all that may
     * be opened is paid for in noise, so there is less.
     */
    int rounds(boolean isPrivate) {
        int sums = scaling.map(ScalingFile::sums)
                .or(() -> network.map(NetworkFile::rounds))
                .orElse(1);
        int room = isPrivate ? 1 + sums / 50 : 2 + sums / 4;
        return Math.min(sums + room, Stage.MAX_ROUNDS);
    }
}
