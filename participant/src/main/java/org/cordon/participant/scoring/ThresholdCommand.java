// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.scoring;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.computation.Detector;
import org.cordon.participant.contribution.LocalThreshold;
import org.cordon.participant.contribution.UnfitRows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon model threshold}. */
@Command(
        name = "threshold",
        description = "Choose the score from which on a row is an alarm, for a rate of false alarms on one's own rows.",
        footer = {
            "",
            "Take rows that no model was trained on, for example those after the training's cut-off.",
            "",
            "Example:",
            "  cordon model threshold results/insider/trees.bin --data later.csv --label misuse --false-positive-rate 0.01"
        })
final class ThresholdCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = "--label", required = true, paramLabel = "COLUMN", description = "The column of labels, 0 or 1.")
    private String label = "";

    @Option(
            names = "--false-positive-rate",
            required = true,
            paramLabel = "RATE",
            description = "Share of rows with label 0 that may be alarms, above 0 and below 1.")
    private double rate;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * What {@code --json} prints.
     *
     * @param threshold a row is an alarm if it scores this or more; above 1 where no score keeps the rate
     * @param falsePositiveRate that the rows show
     * @param recall of the rows with label 1, the share that is an alarm
     */
    private record Chosen(
            double threshold, double falsePositiveRate, int negatives, Optional<Double> recall, long positives) {}

    @Override
    public Integer call() {
        Chosen chosen = chosen();
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, chosen);
        } else {
            out.println("threshold " + chosen.threshold());
            out.println(percent(chosen.falsePositiveRate()) + " of " + chosen.negatives()
                    + " rows with label 0 are alarms");
            chosen.recall()
                    .ifPresent(share -> out.println(
                            percent(share) + " of " + chosen.positives() + " rows with label 1 are alarms"));
            out.flush();
        }
        return ExitCode.OK.value();
    }

    private Chosen chosen() {
        if (!(rate > 0 && rate < 1)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--false-positive-rate must be above 0 and below 1, but was " + rate,
                    "Write for example 0.01 for one row in a hundred");
        }
        Detector detector = model.detector();
        try {
            ScoredTable scored = new ScoredTable(detector, model.rows(detector, Optional.of(label)));
            LocalThreshold threshold = scored.threshold(rate);
            return new Chosen(
                    threshold.score(),
                    threshold.falsePositiveRate(),
                    threshold.negatives(),
                    scored.recall(threshold.score()),
                    scored.positives());
        } catch (UnfitRows unfit) {
            throw ModelOptions.unfit(unfit);
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
