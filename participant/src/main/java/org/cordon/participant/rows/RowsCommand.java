// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.participant.event.EventSource;
import org.cordon.participant.event.IntakeOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon data rows}. */
@Command(
        name = "rows",
        description = "Make a table of features of a file of events: what data.file of a participant names.",
        footer = {
            "",
            "Examples:",
            "  cordon data rows events.csv --threat insider --labels labels.csv --cut-off 2026-11-01T00:00:00Z --out data.csv",
            "  cordon data rows events.parquet --features features.yaml --own-labels --out data.csv"
        })
final class RowsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            description = {
                "Events as CSV, TSV, JSON (each also gzipped) or Parquet,",
                "or a .yaml that names a table of PostgreSQL or a topic of Kafka."
            })
    private Path file = Path.of("");

    @Option(names = "--features", paramLabel = "FILE", description = "The features; this or --threat.")
    private Optional<Path> features = Optional.empty();

    @Option(names = "--threat", paramLabel = "ID", description = "Those of a threat of 'cordon threat list'.")
    private Optional<String> threat = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The table, as CSV; replaced.")
    private Path target = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Labels of the events, with the columns event, label and labelled_at; needs --cut-off.")
    private Optional<Path> labels = Optional.empty();

    @Option(
            names = "--cut-off",
            paramLabel = "TIME",
            description = "What happened or was labelled later is left out, as if it were then; ISO 8601 with offset.")
    private Optional<String> cutOff = Optional.empty();

    @Option(names = "--own-labels", description = "Take the label column of the events; rows without one are left out.")
    private boolean ownLabels;

    @Mixin
    private IntakeOptions intake = new IntakeOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        require(
                features.isPresent() != threat.isPresent(),
                "one of --features and --threat must be given, but "
                        + (features.isPresent() ? "both were" : "none was"),
                "Name a file of features, or a threat that has some");
        require(
                labels.isEmpty() || cutOff.isPresent(),
                "--labels must be given with --cut-off, but --cut-off was left out",
                "Give both, for example --cut-off 2026-11-01T00:00:00Z");
        require(
                !(ownLabels && labels.isPresent()),
                "--own-labels must be left out with --labels, but was given",
                "Leave one of them out");
        List<Path> read = Stream.of(Optional.of(file), features, labels)
                .flatMap(Optional::stream)
                .toList();
        require(
                !isAmong(target, read)
                        && !isAmong(target, intake.setAside().stream().toList()),
                "--out must be another file than those that are read, and than --set-aside, but was " + target,
                "Name another file");
        require(
                intake.setAside().filter(aside -> isAmong(aside, read)).isEmpty(),
                "--set-aside must be another file than those that are read, but is one of them",
                "Name another file");
        RowsPlan.Made made = plan().make(EventSource.of(file), target, (unused, unfinished) -> {});
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, made);
        } else {
            out.println(made.events() + " events, " + made.rows() + " rows of "
                    + made.columns().size() + " features in " + target
                    + (made.later() > 0 ? "; " + made.later() + " events after the cut-off" : "")
                    + (made.leftOut() > 0 ? "; " + made.leftOut() + " left out, as their label was not known" : "")
                    + (made.refused() > 0 ? "; " + made.refused() + " rows set aside" : ""));
            out.println("a charter over it says schema: " + made.schema());
            out.println("name it in participant.yaml: data: {file: " + target.getFileName()
                    + made.label().map(column -> ", label: " + column).orElse("")
                    + ", drop: \"^event$\", customer: account}");
            out.flush();
        }
        return ExitCode.OK.value();
    }

    private RowsPlan plan() {
        ChosenFeatures chosen =
                features.map(ChosenFeatures::ofFile).orElseGet(() -> ChosenFeatures.ofThreat(threat.orElseThrow()));
        boolean isLabelled = ownLabels || labels.isPresent();
        return new RowsPlan(
                chosen,
                isLabelled ? Optional.of(new RowsPlan.Labelled(labels)) : Optional.empty(),
                cutOff.map(RowsCommand::moment),
                intake.rules());
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--cut-off must be a time with an offset, but was " + text,
                    "Write for example 2026-11-01T00:00:00Z",
                    malformed);
        }
    }

    private static boolean isAmong(Path file, List<Path> files) {
        return files.stream().anyMatch(other -> {
            try {
                return (Files.exists(file) && Files.exists(other))
                        ? Files.isSameFile(file, other)
                        : file.toAbsolutePath()
                                .normalize()
                                .equals(other.toAbsolutePath().normalize());
            } catch (IOException unknown) {
                return true;
            }
        });
    }

    private static void require(boolean holds, String sentence, String mend) {
        if (!holds) {
            throw new CommandFailure(ExitCode.USAGE, sentence, mend);
        }
    }
}
