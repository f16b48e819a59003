// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.cordon.computation.Detector;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.participant.data.Table;
import org.cordon.simulations.engine.Seeds;
import org.cordon.suite.Bytes;

/** A model as an experiment names it that is not averaged from updates but comes of a pipeline of sums: counts of rows, then its own. */
public interface StagedModel {
    /**
     * What the experiment says beside the model.
     *
     * @param columns names of features
     * @param maxRows cap on an exchange's rows
     * @param rounds of the experiment
     * @param run the run's seed
     * @param noise under which sums are opened; empty without differential privacy
     */
    record Setting(List<String> columns, int maxRows, int rounds, long run, Optional<Noise> noise) {
        public Setting {
            columns = List.copyOf(columns);
        }

        /** Of a fit; nothing is held out, as the experiment has its own rows for that. */
        FitTerms terms() {
            return new FitTerms(columns.size(), maxRows, 0, ofModel());
        }

        /** Of what is drawn. */
        long seed() {
            return Seeds.of(run, "first parameters");
        }

        Optional<NoisyCounts> ofCounts() {
            return noise.map(Noise::ofCounts);
        }

        Optional<NoisyCounts> ofModel() {
            return noise.map(Noise::ofModel);
        }

        /** The same with sums under noise. */
        public Setting under(Noise of) {
            return new Setting(columns, maxRows, rounds, run, Optional.of(of));
        }
    }

    /** The noise of the counts that go before, and that of the model's own sums. */
    record Noise(NoisyCounts ofCounts, NoisyCounts ofModel) {}

    /**
     * A stage of the pipeline.
     *
     * @param sums that it asks for, at the most
     */
    record Planned(String computation, Bytes parameters, int sums) {}

    /** The model so far, after so many steps that it grew by. */
    record Grown(int steps, Detector model) {}

    /** A setting for checks of what a model itself says. */
    Setting ANY = new Setting(Collections.nCopies(1024, "any"), 1, 1, 0, Optional.empty());

    /** Name of the computation, which puts out the model. */
    String computation();

    /** Canonical parameters of the computation. */
    Bytes parameters(Setting setting);

    /** The number of rounds, where no experiment can choose it. */
    OptionalInt rounds();

    /** Sums of the computation, at the most. */
    default int sums(Setting setting) {
        return rounds().orElse(setting.rounds());
    }

    /** What counts rows for the model. */
    default Planned before(Setting setting) {
        ScalingPlan usual = ScalingPlan.of(setting.columns(), setting.maxRows());
        ScalingPlan plan = setting.ofCounts().map(usual::under).orElse(usual);
        return new Planned(Scaling.NAME, plan.encode(), 1 + plan.zooms());
    }

    /** The whole pipeline. */
    default List<Planned> stages(Setting setting) {
        return List.of(before(setting), new Planned(computation(), parameters(setting), sums(setting)));
    }

    /** Most rows of one exchange, for whoever trains: the largest has so many, and all together so many. */
    default int cap(int largest, int all) {
        return Math.max(1, all);
    }

    /** Whether there is anything to learn from: rows with label 0, or rows without labels. */
    default boolean learnsFrom(Table rows) {
        return IntStream.range(0, rows.rows()).anyMatch(row -> !rows.labelled() || rows.label(row) == 0f);
    }

    /** Whether a score is the probability of label 1; others only rank. */
    default boolean isProbable() {
        return false;
    }

    /** Whether the model grows by steps, one a round, and can be judged after each. */
    default boolean grows() {
        return false;
    }

    /** Of a model that grows, how far it is while its stage runs. */
    default Optional<Grown> grown(StagedComputation.Position at) {
        return Optional.empty();
    }

    /** Numbers that are learnt, at the most, where they are told. */
    default int learnt(int rounds) {
        return 0;
    }
}
