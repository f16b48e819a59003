// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.event.Label;
import org.cordon.event.Labels;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.participant.event.EventSource;
import org.cordon.participant.event.EventsRefused;
import org.cordon.participant.event.IntakeReport;
import org.cordon.participant.event.IntakeRules;
import org.cordon.participant.event.LabelFile;

/**
 * How a table to learn from is made of events.
 *
 * <p><b>Guarantees.</b> Of events after the cut-off, and of labels of a file that were not known at it, nothing is in the table; labels that
 * stand with their events are as they are when it is made. What keeps a table
 * from being made is a {@link CommandFailure}, and the file that was there stays.
 *
 * @param labelled where labels come from; without it rows have none
 * @param cutOff the moment as of which the table is
 */
public record RowsPlan(
        ChosenFeatures features, Optional<Labelled> labelled, Optional<Instant> cutOff, IntakeRules rules) {
    /**
     * Where labels come from.
     *
     * @param file of labels, which needs a cut-off; without it the events' own column
     */
    public record Labelled(Optional<Path> file) {}

    /**
     * What was made.
     *
     * @param events that were read, those after the cut-off among them
     * @param rows of the table
     * @param leftOut events that would give a row, but whose label was not known at the cut-off
     * @param later events after the cut-off
     * @param refused rows of the source that are no events
     */
    public record Made(
            String file,
            String schema,
            List<String> columns,
            Optional<String> label,
            long events,
            long rows,
            long leftOut,
            long later,
            long refused) {}

    public RowsPlan {
        if (labelled.flatMap(Labelled::file).isPresent() && cutOff.isEmpty()) {
            throw new IllegalArgumentException("cut-off must be given with labels of a file, but is not");
        }
    }

    /** Hears of a table that is whole before it takes its name; what it throws leaves the old one in place. */
    @FunctionalInterface
    public interface BeforeKeeping {
        void accept(Made made, Path unfinished) throws IOException;
    }

    /** Makes the table; {@code target} is replaced when it is whole. */
    public Made make(EventSource source, Path target, BeforeKeeping before) {
        Optional<String> label = labelled.map(from -> features.label());
        Optional<Labels> known = labelled.flatMap(Labelled::file).map(this::known);
        try (RowsFile rows = label.isPresent()
                ? RowsFile.labelled(target, features.set(), label.get(), known)
                : RowsFile.unlabelled(target, features.set())) {
            UpTo upTo = new UpTo(cutOff, rows);
            IntakeReport report = source.read(rules, upTo);
            rows.finish();
            if (rows.late() > 0) {
                throw new CommandFailure(
                        ExitCode.CHECK_FAILED,
                        source.name() + " must be in order of time, but " + rows.late()
                                + " events came later than the features' "
                                + features.set().lateness() + " allow",
                        "Sort the file by time, or give the features a longer lateness");
            }
            Made made = new Made(
                    target.toString(),
                    features.set().schema(),
                    features.set().names(),
                    label,
                    report.events(),
                    rows.written(),
                    rows.leftOut(),
                    upTo.later(),
                    report.refused());
            before.accept(made, rows.whole());
            rows.keep();
            return made;
        } catch (EventsRefused refused) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(refused.getMessage()),
                    "See 'cordon data check'; setting such rows aside goes on without them",
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

    private Labels known(Path from) {
        List<Label> all = labels(from);
        try {
            return Labels.asOf(cutOff.orElseThrow(), all);
        } catch (IllegalArgumentException contradiction) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    from + ": " + contradiction.getMessage(),
                    "Keep one of the labels that contradict each other",
                    contradiction);
        }
    }

    private static List<Label> labels(Path from) {
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

    private static CommandFailure unreadable(UnreadableTable cause) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                String.valueOf(cause.getMessage()),
                "Correct the source, which is a file of CSV, TSV, JSON or Parquet or a .yaml; see docs/events.md",
                cause);
    }
}
