// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.scoring;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.computation.Detector;
import org.cordon.participant.contribution.UnfitRows;
import org.cordon.participant.data.CsvOutput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon model score}. */
@Command(
        name = "score",
        description = "Score rows with a trained model, each in [0, 1].",
        footer = {
            "",
            "Example:",
            "  cordon model score results/insider/trees.bin --data today.csv --key event --threshold 0.83 --out scores.csv"
        })
final class ScoreCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "A column that names the row, such as event; else its number.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description = "Mark rows that score this or more as alarms; 'cordon model threshold' chooses it.")
    private Optional<Double> threshold = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The scores, as CSV; replaced.")
    private Path target = Path.of("");

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /** What {@code --json} prints. */
    private record Scored(String file, long rows, Optional<Long> alarms) {}

    @Override
    public Integer call() {
        Detector detector = model.detector();
        ScoredTable scored;
        try {
            scored = new ScoredTable(detector, model.rows(detector, Optional.empty()));
        } catch (UnfitRows unfit) {
            throw ModelOptions.unfit(unfit);
        }
        write(scored, key.map(column -> model.texts(detector, column)));
        Scored said = new Scored(target.toString(), scored.rows(), threshold.map(scored::alarms));
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, said);
        } else {
            out.println(said.rows() + " rows scored in " + target
                    + said.alarms()
                            .map(alarms -> ", " + alarms + " of them alarms")
                            .orElse(""));
            out.flush();
        }
        return ExitCode.OK.value();
    }

    private void write(ScoredTable scored, Optional<List<String>> keys) {
        try (CsvOutput out = CsvOutput.to(target)) {
            List<String> header = new ArrayList<>(List.of(key.orElse("row"), "score"));
            threshold.ifPresent(unused -> header.add("alarm"));
            out.line(header);
            for (int row = 0; row < scored.rows(); row++) {
                int place = row;
                List<String> line = new ArrayList<>();
                line.add(keys.map(texts -> texts.get(place)).orElseGet(() -> String.valueOf(place + 1)));
                line.add(String.valueOf(scored.score(row)));
                threshold.ifPresent(from -> line.add(scored.score(place) >= from ? "1" : "0"));
                out.line(line);
            }
            out.keep();
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    target + " must be writable, but is not: " + failed.getMessage(),
                    "Name a file in a folder that is there and has room",
                    failed);
        }
    }
}
