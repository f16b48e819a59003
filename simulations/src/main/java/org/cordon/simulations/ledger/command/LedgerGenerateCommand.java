// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.laboratory.Stoppable;
import org.cordon.simulations.ledger.LedgerFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon simulate ledger generate}. */
@Command(
        name = "generate",
        description = {
            "Write the events of made-up exchanges in the columns of cordon/events-v1.",
            "For each exchange NAME.events.csv and NAME.labels.csv; truth.csv has what is true of all scripts, and"
                    + " ledger.json what was drawn. The same options give the same bytes."
        },
        footer = {
            "",
            "Examples:",
            "  cordon simulate ledger generate --out ledger --exchanges 5 --days 30 --seed 7 \\",
            "      --incident m2,coinex --exchange borealis",
            "  cordon simulate ledger generate --out takeover --scenario takeover --seed 1"
        })
final class LedgerGenerateCommand implements Callable<Integer> {
    private static final String MANIFEST = "ledger.json";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to; made if it is not there, refused if anything is in it.")
    private Path directory = Path.of("");

    @Mixin
    private LedgerOptions options = new LedgerOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "Of events: csv, or json for a JSON object on each line (default: ${DEFAULT-VALUE}).")
    private LedgerFiles.Format format = LedgerFiles.Format.CSV;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LedgerOptions.Chosen chosen = options.chosen();
        PrintWriter err = Optional.ofNullable(spec).orElseThrow().commandLine().getErr();
        Manifest manifest = Stoppable.into(directory, err, () -> write(chosen));
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, manifest);
        } else {
            tell(out, manifest);
        }
        out.flush();
        return ExitCode.OK.value();
    }

    /** The manifest comes last: a folder without one is not whole. */
    private Manifest write(LedgerOptions.Chosen chosen) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> there = Files.list(directory)) {
            if (there.findAny().isPresent()) {
                throw new CommandFailure(
                        ExitCode.SYSTEM_REFUSED,
                        directory + " must be empty, but is not",
                        "Name a folder that is not there yet with --out");
            }
        }
        List<LedgerFiles.Written> files = LedgerFiles.write(chosen.ledger(), directory, format);
        Manifest manifest = Manifest.of(chosen, files);
        try (PrintWriter to = new PrintWriter(Files.newBufferedWriter(directory.resolve(MANIFEST)))) {
            json.print(to, manifest);
            if (to.checkError()) {
                throw new IOException(MANIFEST + " could not be written");
            }
        }
        return manifest;
    }

    private void tell(PrintWriter out, Manifest manifest) {
        out.printf(Locale.ROOT, "%-14s %10s %9s %9s%n", "exchange", "events", "attacks", "scripted");
        manifest.files()
                .forEach(one -> out.printf(
                        Locale.ROOT,
                        "%-14s %10d %9d %9d%n",
                        one.exchange(),
                        one.count(),
                        one.attacks(),
                        one.scripted()));
        if (!manifest.incidents().isEmpty()) {
            out.println();
            manifest.incidents().stream()
                    .filter(one -> !one.route().isEmpty())
                    .forEach(one -> out.println(one.start() + "  " + one.name() + " at " + one.exchange()));
        }
        manifest.learnUntil()
                .ifPresent(
                        until -> out.println("Learn from what was known before " + until + "; the rest is the test."));
        manifest.files().stream()
                .filter(one -> one.leftOut() > 0)
                .forEach(one -> out.println("Warning: " + one.leftOut() + " events of scripts at " + one.exchange()
                        + " lie after the end and are left out; give more --days."));
        out.println();
        out.println("Events, labels, truth.csv and " + MANIFEST + ": " + directory);
    }
}
