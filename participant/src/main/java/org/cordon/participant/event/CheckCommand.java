// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.event.Event;
import org.cordon.event.Label;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.yaml.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon data check}. */
@Command(
        name = "check",
        description = "Check events against cordon/events-v1: every fault with its line and column.",
        footer = {
            "",
            "Examples:",
            "  cordon data check events.csv",
            "  cordon data check events.parquet --labels labels.csv",
            "  cordon data check events.yaml --set-aside refused.jsonl"
        })
final class CheckCommand implements Callable<Integer> {
    private static final String MEND =
            "Correct the source, which is a file of CSV, TSV, JSON or Parquet or a .yaml; see docs/events.md";

    @Parameters(
            paramLabel = "FILE",
            description = {
                "Events as CSV, TSV, JSON (each also gzipped) or Parquet,",
                "or a .yaml that names a table of PostgreSQL or a topic of Kafka."
            })
    private Path file = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Labels of the events, with the columns event, label and labelled_at.")
    private Optional<Path> labels = Optional.empty();

    @Mixin
    private IntakeOptions intake = new IntakeOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * What {@code --json} prints.
     *
     * @param kinds events of each kind
     * @param labels of the file of labels
     * @param labelsWithoutEvent of them, those of no event here
     */
    record Checked(
            String schema,
            boolean passed,
            IntakeReport intake,
            Map<String, Long> kinds,
            Optional<String> first,
            Optional<String> last,
            long labels,
            long labelsWithoutEvent) {}

    @Override
    public Integer call() {
        Checked checked;
        try {
            checked = check();
        } catch (UnreadableTable unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT, String.valueOf(unreadable.getMessage()), MEND, unreadable);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, checked);
        } else {
            print(out, checked);
        }
        out.flush();
        return checked.passed() ? ExitCode.OK.value() : ExitCode.CHECK_FAILED.value();
    }

    private Checked check() {
        Seen seen = new Seen(labels.isPresent());
        IntakeReport report;
        try {
            report = EventSource.of(file).read(intake.rules(), seen);
        } catch (EventsRefused refused) {
            report = refused.report();
        }
        List<Label> known = labels.map(CheckCommand::labels).orElse(List.of());
        return new Checked(
                Event.SCHEMA,
                report.problemCount() == 0,
                report,
                seen.kinds,
                seen.first.map(Instant::toString),
                seen.last.map(Instant::toString),
                known.size(),
                known.stream()
                        .filter(label -> !seen.ids.contains(label.event()))
                        .count());
    }

    private static List<Label> labels(Path file) {
        try {
            return LabelFile.read(file);
        } catch (EventsRefused refused) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(refused.getMessage()),
                    refused.report().problems().get(0).mend(),
                    refused);
        }
    }

    private static void print(PrintWriter out, Checked checked) {
        IntakeReport report = checked.intake();
        for (Problem problem : report.problems()) {
            out.println(problem.in(report.source()));
            out.println("  " + problem.mend());
        }
        if (report.problemCount() > report.problems().size()) {
            out.println("and " + (report.problemCount() - report.problems().size()) + " more problems");
        }
        out.println(report.rows() + " rows, " + report.events() + " events, "
                + (report.repeated() > 0 ? report.repeated() + " repeated, " : "") + report.refused() + " refused");
        List<String> refused = new ArrayList<>();
        new TreeMap<>(report.refusedByColumn()).forEach((column, count) -> refused.add(column + " " + count));
        if (!refused.isEmpty()) {
            out.println("refused for: " + String.join(", ", refused));
        }
        checked.kinds().forEach((kind, count) -> out.println("  " + kind + " " + count));
        checked.first()
                .ifPresent(first ->
                        out.println("from " + first + " to " + checked.last().orElseThrow()));
        if (!report.extras().isEmpty()) {
            out.println("extra columns: " + String.join(", ", report.extras()));
        }
        if (!report.leftOut().isEmpty()) {
            out.println("not read, as not of the schema: " + String.join(", ", report.leftOut()));
        }
        if (checked.labels() > 0) {
            out.println(checked.labels() + " labels, " + checked.labelsWithoutEvent() + " of no event in the file");
        }
    }

    /** What a check tells of the events. */
    private static final class Seen implements EventSink {
        private final boolean keepIds;
        private final Set<String> ids = new HashSet<>();
        private final Map<String, Long> kinds = new TreeMap<>();
        private Optional<Instant> first = Optional.empty();
        private Optional<Instant> last = Optional.empty();

        Seen(boolean keepIds) {
            this.keepIds = keepIds;
        }

        @Override
        public void accept(Event event) {
            if (keepIds) {
                ids.add(event.id());
            }
            kinds.merge(event.kind().text(), 1L, Long::sum);
            first = first.filter(time -> !event.time().isBefore(time)).or(() -> Optional.of(event.time()));
            last = last.filter(time -> !event.time().isAfter(time)).or(() -> Optional.of(event.time()));
        }
    }
}
