// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.event.Label;
import org.cordon.event.Labels;
import org.cordon.feature.FeatureSet;
import org.cordon.feature.FeatureSetReading;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.participant.event.EventSource;
import org.cordon.participant.event.EventsRefused;
import org.cordon.participant.event.IntakeReport;
import org.cordon.participant.event.IntakeRules;
import org.cordon.participant.event.LabelFile;
import org.cordon.threat.ThreatCatalogue;
import org.cordon.threat.ThreatModel;
import org.cordon.threat.ThreatReading;
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
    private static final String LABEL = "label";

    @Parameters(paramLabel = "FILE", description = {
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
            description = "Labels of the events, with the columns event, label and labelled_at; with --cut-off.")
    private Optional<Path> labels = Optional.empty();

    @Option(
            names = "--cut-off",
            paramLabel = "TIME",
            description = "What was labelled later is left out, as if training were then; ISO 8601 with offset.")
    private Optional<String> cutOff = Optional.empty();

    @Option(names = "--own-labels", description = "Take the label column of the events; rows without one are left out.")
    private boolean ownLabels;

    @Option(
            names = "--leave-out-new-columns",
            description = "Leave out columns that are not of the schema, in place of refusing the file.")
    private boolean leaveOut;

    @Option(names = "--set-aside", paramLabel = "FILE", description = "Add rows that are no events to this file.")
    private Optional<Path> setAside = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * What {@code --json} prints.
     *
     * @param rows of the table
     * @param leftOut rows whose label was not known at the cut-off
     * @param refused rows of the file that are no events
     */
    private record Made(
            String file,
            List<String> columns,
            Optional<String> label,
            long events,
            long rows,
            long leftOut,
            long refused) {}

    @Override
    public Integer call() {
        require(
                features.isPresent() != threat.isPresent(),
                "one of --features and --threat must be given, but "
                        + (features.isPresent() ? "both were" : "none was"),
                "Name a file of features, or a threat that has some");
        require(
                labels.isPresent() == cutOff.isPresent(),
                "--labels and --cut-off must be given together, but " + (labels.isPresent() ? "--cut-off" : "--labels")
                        + " was left out",
                "Give both, for example --cut-off 2026-11-01T00:00:00Z");
        require(
                !(ownLabels && labels.isPresent()),
                "--own-labels must be left out with --labels, but was given",
                "Leave one of them out");
        require(
                !target.toAbsolutePath()
                        .normalize()
                        .equals(file.toAbsolutePath().normalize()),
                "--out must be another file than the events, but was " + target,
                "Name another file");
        Optional<ThreatModel> model = threat.map(RowsCommand::model);
        FeatureSet set = model.flatMap(ThreatModel::features)
                .orElseGet(() -> features.map(FeatureSetReading::of)
                        .map(FeatureSetReading::orFail)
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.USAGE,
                                "--threat must name a threat with features of events, but " + threat.orElse("it")
                                        + " has a ready table",
                                "Use the table as it is")));
        for (String taken : List.of(
                "event", "account", model.map(known -> known.label().column()).orElse(LABEL))) {
            require(
                    !set.names().contains(taken),
                    "features must not be called " + taken + ", as the table has such a column, but one is",
                    "Rename the feature");
        }
        Made made = make(set, model.map(known -> known.label().column()).orElse(LABEL));
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, made);
        } else {
            out.println(made.events() + " events, " + made.rows() + " rows of "
                    + set.features().size() + " features in " + target
                    + (made.leftOut() > 0 ? "; " + made.leftOut() + " left out, as their label was not known" : "")
                    + (made.refused() > 0 ? "; " + made.refused() + " rows set aside" : ""));
            out.println("name it in participant.yaml: data: {file: " + target.getFileName()
                    + made.label().map(column -> ", label: " + column).orElse("")
                    + ", drop: \"^event$\", customer: account}");
            out.flush();
        }
        return ExitCode.OK.value();
    }

    private Made make(FeatureSet set, String label) {
        IntakeRules strict = setAside.map(IntakeRules.strict()::settingAside).orElseGet(IntakeRules::strict);
        IntakeRules rules = leaveOut ? strict.leavingOutNewColumns() : strict;
        Optional<Labels> known = labels.map(this::known);
        boolean labelled = ownLabels || known.isPresent();
        try (RowsFile rows =
                labelled ? RowsFile.labelled(target, set, label, known) : RowsFile.unlabelled(target, set)) {
            IntakeReport report = EventSource.of(file).read(rules, rows);
            rows.finish();
            if (rows.late() > 0) {
                throw new CommandFailure(
                        ExitCode.CHECK_FAILED,
                        file + " must be in order of time, but " + rows.late()
                                + " events came later than the features' " + set.lateness() + " allow",
                        "Sort the file by time, or give the features a longer lateness");
            }
            rows.keep();
            return new Made(
                    target.toString(),
                    set.names(),
                    Optional.of(label).filter(column -> labelled),
                    report.events(),
                    rows.written(),
                    rows.leftOut(),
                    report.refused());
        } catch (EventsRefused refused) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(refused.getMessage()),
                    "See 'cordon data check " + file + "'; --set-aside FILE goes on without such rows",
                    refused);
        } catch (UnreadableTable unreadable) {
            throw unreadable(unreadable);
        } catch (IOException | UncheckedIOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    target + " must be writable, but is not: " + failed.getMessage(),
                    "Name a file in a folder that is there and has room",
                    failed);
        }
    }

    private static CommandFailure unreadable(UnreadableTable cause) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                String.valueOf(cause.getMessage()),
                "Name a file of .csv, .tsv, .json, .jsonl, .ndjson or .parquet, or a .yaml that names a source; see docs/events.md",
                cause);
    }

    private Labels known(Path from) {
        List<Label> all = read(from);
        Instant until = moment();
        try {
            return Labels.asOf(until, all);
        } catch (IllegalArgumentException contradiction) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    from + ": " + contradiction.getMessage(),
                    "Keep one of the labels that contradict each other",
                    contradiction);
        }
    }

    private Instant moment() {
        String text = cutOff.orElse("");
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

    private static List<Label> read(Path from) {
        try {
            return LabelFile.read(from);
        } catch (UnreadableTable unreadable) {
            throw unreadable(unreadable);
        } catch (EventsRefused refused) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(refused.getMessage()),
                    refused.report().problems().get(0).mend(),
                    refused);
        }
    }

    private static ThreatModel model(String id) {
        return ThreatCatalogue.find(id)
                .map(ThreatReading::orFail)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "--threat must be one of " + String.join(", ", ThreatCatalogue.IDS) + ", but was " + id,
                        "See 'cordon threat list'"));
    }

    private static void require(boolean holds, String sentence, String mend) {
        if (!holds) {
            throw new CommandFailure(ExitCode.USAGE, sentence, mend);
        }
    }
}
