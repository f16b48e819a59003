// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.StopSignal;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.TruthFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon simulate ledger stream}. */
@Command(
        name = "stream",
        description = {
            "Print the events of all exchanges in order of time, a JSON object on each line with the name of the"
                    + " exchange first.",
            "It ends with the last day, on Ctrl-C, or when nobody reads any more."
        },
        footer = {
            "",
            "Examples:",
            "  cordon simulate ledger stream --speed 3600 --incident m2",
            "  cordon simulate ledger stream --days 7 --truth truth.csv > events.jsonl"
        })
final class LedgerStreamCommand implements Callable<Integer> {
    @Mixin
    private LedgerOptions options = new LedgerOptions();

    @Option(
            names = "--speed",
            paramLabel = "F",
            defaultValue = "0",
            description = "1 is real time, 3600 an hour in a second, 0 as fast as it goes (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Write what is true of the events of scripts to this file, which must not be there.")
    private @Nullable Path truth;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!(speed >= 0 && speed <= 1e9)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--speed must be in [0, 1e9], but was " + speed,
                    "See cordon simulate ledger stream --help");
        }
        LedgerOptions.Chosen chosen = options.chosen();
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        Pace pace =
                new Pace(chosen.ledger().setting().startMicros(), speed, StopSignal.install()::await, System::nanoTime);
        Iterator<Ledger.Located> events = chosen.ledger().all();
        try {
            if (truth == null) {
                pace.print(events, out, located -> {});
            } else {
                try (TruthFile file = TruthFile.create(truth)) {
                    pace.print(events, out, file::add);
                }
            }
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "truth must be writable and its file not be there yet, but is not: " + failed.getMessage(),
                    "Name another file with --truth",
                    failed);
        }
        return ExitCode.OK.value();
    }
}
