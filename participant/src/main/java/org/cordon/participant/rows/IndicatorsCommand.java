// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.computation.indicators.IndicatorNumber;
import org.cordon.computation.indicators.IndicatorSet;
import org.cordon.model.MalformedEncoding;
import org.cordon.participant.data.CsvOutput;
import org.cordon.participant.data.RecordFile;
import org.cordon.participant.data.RecordSink;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.suite.Bytes;
import org.cordon.suite.Secret;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon data indicators}. */
@Command(
        name = "indicators",
        description = "Write indicators as numbers, or add by how many exchanges each was seen.",
        footer = {
            "",
            "Examples:",
            "  cordon data indicators rows.csv --column address --key-file shared.key --out data.csv",
            "  cordon data indicators data.csv --column address --set indicators.bin --feature seen_by --out next.csv"
        })
final class IndicatorsCommand implements Callable<Integer> {
    private static final String MEND = "See 'Shared indicators' in docs/models.md";

    @Parameters(paramLabel = "FILE", description = "A table as CSV, TSV, JSON (each also gzipped) or Parquet.")
    private Path file = Path.of("");

    @Option(names = "--column", required = true, paramLabel = "NAME", description = "The column of indicators.")
    private String column = "";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Write the column's texts as numbers under this key of 32 bytes, which the exchanges share.")
    private Optional<Path> keyFile = Optional.empty();

    @Option(names = "--set", paramLabel = "FILE", description = "What a task with a stage indicators put out.")
    private Optional<Path> set = Optional.empty();

    @Option(names = "--feature", paramLabel = "NAME", description = "Name of the column that --set adds.")
    private String feature = "seen_by";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The table, as CSV; replaced.")
    private Path target = Path.of("");

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * What {@code --json} prints.
     *
     * @param without rows without an indicator
     * @param seen rows whose indicator enough exchanges have seen
     */
    private record Written(String file, long rows, long without, long seen) {}

    @Override
    public Integer call() {
        if (keyFile.isEmpty() && set.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "--key-file or --set must be given, but none was", MEND);
        }
        Optional<Secret> key = keyFile.map(IndicatorsCommand::key);
        Optional<IndicatorSet> seen = set.map(IndicatorsCommand::set);
        Written written;
        try (CsvOutput out = CsvOutput.to(target)) {
            Rows rows = new Rows(out, key, seen);
            RecordFile.read(file, rows);
            out.keep();
            written = new Written(target.toString(), rows.count, rows.without, rows.seenRows);
        } catch (UnreadableTable unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT, String.valueOf(unreadable.getMessage()), "Correct the file", unreadable);
        } catch (IOException | UncheckedIOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    target + " must be writable, but is not: " + failed.getMessage(),
                    "Name a file in a folder that is there and has room",
                    failed);
        }
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, written);
        } else {
            out.println(written.rows() + " rows in " + target + ", " + written.without() + " without an indicator"
                    + (seen.isPresent() ? ", " + written.seen() + " with one that enough exchanges have seen" : ""));
            out.flush();
        }
        return ExitCode.OK.value();
    }

    private static Secret key(Path file) {
        byte[] bytes = read(file);
        if (bytes.length != Secret.BYTES) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must hold " + Secret.BYTES + " bytes, but holds " + bytes.length,
                    "Make one with: head -c 32 /dev/urandom > " + file + ", and give it to the other exchanges");
        }
        return Secret.of(bytes);
    }

    private static IndicatorSet set(Path file) {
        try {
            return IndicatorSet.decode(Bytes.of(read(file)));
        } catch (MalformedEncoding malformed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be a set of indicators, but is none: " + malformed.getMessage(),
                    "Name the indicators.bin of a task's results",
                    malformed);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be readable, but is not",
                    "Name a file that is there",
                    failed);
        }
    }

    /** Copies rows with the column changed, and one appended. */
    private final class Rows implements RecordSink {
        private final CsvOutput out;
        private final Optional<Secret> key;
        private final Optional<IndicatorSet> seen;
        private int place;
        private long count;
        private long without;
        private long seenRows;

        Rows(CsvOutput out, Optional<Secret> key, Optional<IndicatorSet> seen) {
            this.out = out;
            this.key = key;
            this.seen = seen;
        }

        @Override
        public void columns(List<String> names) {
            place = names.indexOf(column);
            if (place < 0 || (seen.isPresent() && names.contains(feature))) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        place < 0
                                ? "--column must be one of " + names + ", but was " + column
                                : "--feature must be a new column, but " + feature + " is there",
                        "Name another column");
            }
            List<String> header = new ArrayList<>(names);
            seen.ifPresent(unused -> header.add(feature));
            write(header);
        }

        @Override
        public void row(List<String> values, int line) {
            count++;
            List<String> changed = new ArrayList<>(values);
            String text = values.get(place).strip();
            without += text.isEmpty() ? 1 : 0;
            if (!text.isEmpty() && key.isPresent()) {
                text = String.valueOf(IndicatorNumber.of(key.get(), text));
                changed.set(place, text);
            }
            if (seen.isPresent()) {
                long by = text.isEmpty() ? 0 : seen.get().seenBy(number(text, line));
                seenRows += by > 0 ? 1 : 0;
                changed.add(text.isEmpty() ? "" : String.valueOf(by));
            }
            write(changed);
        }

        private double number(String text, int line) {
            try {
                double value = Double.parseDouble(text);
                if (IndicatorNumber.isExact(value)) {
                    return value;
                }
            } catch (NumberFormatException unused) {
                // said below
            }
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + ", line " + line + ": column " + column + " must be a whole number within 2^24, but is not",
                    "Write texts as numbers first, with --key-file");
        }

        @Override
        public void malformed(String sentence, int line) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT, file + ", line " + line + ": row " + sentence, "Correct the row");
        }

        private void write(List<String> line) {
            try {
                out.line(line);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
