// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Tells a person what is learnt from which rows, and what came of it. */
final class DetectionReport {
    private static final int NAME = 36;
    private static final int ENOUGH_SEEDS = 3;

    private final PrintWriter out;

    DetectionReport(PrintWriter out) {
        this.out = out;
    }

    /** Before it begins. */
    void introduce(DetectionExperiment experiment, DetectionGround ground) {
        DetectionInput rows = experiment.rows();
        line(
                "Rows: %,d to train on, %,d of them with %s 1; %,d held out, %,d with 1 (%s).",
                ground.train().rows(),
                ground.train().found(),
                rows.label(),
                ground.test().rows(),
                ground.test().found(),
                rows.heldOut());
        line(
                "%d features, %d exchanges (%s), model %s, %d rounds, %d seed%s.",
                ground.features(),
                experiment.exchanges(),
                rows.spread(),
                experiment.model().word(),
                experiment.rounds(),
                experiment.seeds(),
                experiment.seeds() == 1 ? "" : "s");
        line("");
        out.flush();
    }

    /** After its end. */
    void tell(DetectionResult result, DetectionExperiment experiment, Path folder) {
        line(
                "%-" + NAME + "s %17s %9s %18s",
                result.seeds().size() == 1
                        ? "On the held-out rows"
                        : "On the held-out rows, mean of " + result.seeds().size() + " seeds",
                "average precision",
                "ROC AUC",
                "recall at 1 % FPR");
        row("alone, mean of " + experiment.exchanges(), result.alone(), DetectionResult.Figure::mean);
        row("alone, worst", result.alone(), DetectionResult.Figure::worst);
        row("averaging the scores of all", result.scoreAveraging(), DetectionResult.Figure::mean);
        row("together, rows stay at home", result.together(), DetectionResult.Figure::mean);
        row("pooled (possible only in simulation)", result.pooled(), DetectionResult.Figure::mean);
        line("");
        seeds(result);
        result.privacy().ifPresent(kept -> {
            line("Differential privacy, of together only: %s.", kept.sentence());
            line(
                    "Alone, averaged scores and pooled have no noise; averaging would have to tell scores of models without it.");
        });
        scripts(result);
        line("");
        line("Results: %s", folder);
        line("Next: cordon simulate report %s", folder);
        out.flush();
    }

    private void scripts(DetectionResult result) {
        if (result.scripts().isEmpty()) {
            return;
        }
        line("");
        line(
                "%-" + NAME + "s %17s %9s %18s",
                "Above what 1 % of honest rows are above",
                "rows, together",
                "alone",
                "times, together");
        result.scripts()
                .forEach((name, script) -> line(
                        "%-" + NAME + "s %17.3f %9.3f %18.3f",
                        name,
                        script.rows().together(),
                        script.rows().alone(),
                        script.plays().together()));
    }

    private void row(String name, DetectionResult.Scores scores, ToDoubleFunction<DetectionResult.Figure> part) {
        line(
                "%-" + NAME + "s %17.3f %9.3f %18.3f",
                name,
                part.applyAsDouble(scores.averagePrecision()),
                part.applyAsDouble(scores.rocAuc()),
                part.applyAsDouble(scores.recallAt1PctFpr()));
    }

    private void seeds(DetectionResult result) {
        List<Double> together = result.together().averagePrecision().perSeed();
        List<Double> averaging = result.scoreAveraging().averagePrecision().perSeed();
        int better = 0;
        for (int i = 0; i < together.size(); i++) {
            better += together.get(i) > averaging.get(i) ? 1 : 0;
        }
        line("Average precision by seed: together %s; averaging scores %s.", spelled(together), spelled(averaging));
        line(
                "Together beats averaging with %d of %d seeds.%s",
                better,
                together.size(),
                together.size() < ENOUGH_SEEDS ? " Fewer than three seeds: it may be luck." : "");
    }

    private static String spelled(List<Double> values) {
        return String.join(
                ", ",
                values.stream()
                        .map(value -> String.format(Locale.ROOT, "%.3f", value))
                        .toList());
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
