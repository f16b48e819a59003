// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon bench secure-sum}: one real round in this process, measured beside the cipher's own limit. */
@Command(
        name = "secure-sum",
        description = "Measure a secure sum against the keystream it needs at the least.",
        footer =
                "Example: cordon bench secure-sum --participants 100 --length 1000000 --drop-before 10 --drop-after 10")
final class SecureSumCommand implements Callable<Integer> {
    private static final int[] SWEEP_PARTICIPANTS = {10, 20, 50, 100, 200};
    private static final int[] SWEEP_LENGTHS = {10_000, 100_000, 1_000_000, 10_000_000};
    private static final int SWEEP_BASE_PARTICIPANTS = 50;
    private static final int SWEEP_BASE_LENGTH = 1_000_000;
    private static final int SWEEP_RUNS = 3;

    @Option(
            names = "--participants",
            paramLabel = "N",
            defaultValue = "100",
            description = "Participants, 3 to 255 (default ${DEFAULT-VALUE}).")
    private int participants;

    @Option(
            names = "--length",
            paramLabel = "WORDS",
            defaultValue = "1000000",
            description = "Words in a vector (default ${DEFAULT-VALUE}).")
    private int length;

    @Option(
            names = "--value-bits",
            paramLabel = "BITS",
            defaultValue = "16",
            description = "Bits of a value with its sign (default ${DEFAULT-VALUE}).")
    private int valueBits;

    @Option(
            names = "--drop-before",
            paramLabel = "COUNT",
            defaultValue = "10",
            description = "Participants that vanish before upload (default ${DEFAULT-VALUE}).")
    private int dropBefore;

    @Option(
            names = "--drop-after",
            paramLabel = "COUNT",
            defaultValue = "10",
            description = "Participants that vanish after upload (default ${DEFAULT-VALUE}).")
    private int dropAfter;

    @Option(
            names = "--runs",
            paramLabel = "COUNT",
            defaultValue = "7",
            description = "Measured runs of each step; the median counts (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--sweep",
            description =
                    "Show how it grows: 10 to 200 participants, 10^4 to 10^7 words, a tenth dropping at each moment.")
    private boolean sweep;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (sweep) {
            sweep(out);
        } else {
            single(out);
        }
        return ExitCode.OK.value();
    }

    private void single(PrintWriter out) {
        SumRound round = new SumRound(setting());
        SumReport report = round.run();
        if (json.asked()) {
            json.print(out, report);
        } else {
            print(out, report, round);
        }
    }

    private SumSetting setting() {
        try {
            return new SumSetting(participants, length, valueBits, dropBefore, dropAfter, runs);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, String.valueOf(e.getMessage()), "Correct the option and run the command again.", e);
        }
    }

    private void sweep(PrintWriter out) {
        List<SumReport> reports = new ArrayList<>();
        if (!json.asked()) {
            out.println(SweepTable.HEAD);
        }
        for (int n : SWEEP_PARTICIPANTS) {
            reports.add(show(out, new SumSetting(n, SWEEP_BASE_LENGTH, valueBits, n / 10, n / 10, SWEEP_RUNS)));
        }
        for (int words : SWEEP_LENGTHS) {
            int n = SWEEP_BASE_PARTICIPANTS;
            if (words != SWEEP_BASE_LENGTH) {
                reports.add(show(out, new SumSetting(n, words, valueBits, n / 10, n / 10, SWEEP_RUNS)));
            }
        }
        if (json.asked()) {
            json.print(out, reports);
        }
    }

    private SumReport show(PrintWriter out, SumSetting setting) {
        SumReport report = new SumRound(setting).run();
        if (!json.asked()) {
            out.println(SweepTable.line(report));
            out.flush();
        }
        return report;
    }

    private static void print(PrintWriter out, SumReport report, SumRound round) {
        out.printf(
                "%d participants (t = %d), %d words of %d bits, sum %s%n",
                report.participants(),
                report.threshold(),
                report.length(),
                report.wordBits(),
                report.exact() ? "exact" : "WRONG");
        out.printf("%nparticipant, CPU ms%n");
        for (MeasuredMember.Work work : MeasuredMember.Work.values()) {
            out.printf("  %-34s %10.2f%n", work.label(), round.millis(work));
        }
        out.printf(
                "  %-34s %10.2f%n", "all but block checks", report.participant().cpuMillis());
        out.printf(
                "  %-34s %10.2f   ratio %.2f%n",
                "keystream alone",
                report.participant().keystreamLimitMillis(),
                report.participant().ratio());
        out.printf("%ncoordinator, CPU ms%n");
        out.printf(
                "  %-34s %10.2f%n",
                "reconstruct and unmask", report.coordinator().unmaskCpuMillis());
        out.printf(
                "  %-34s %10.2f   ratio %.2f%n",
                "keystream alone",
                report.coordinator().keystreamLimitMillis(),
                report.coordinator().ratio());
        out.printf("%nupload: %.3f bytes a coordinate, and%n", report.upload().bytesPerCoordinate());
        bytes(out, round.sentBytes(), report.upload().otherBytes());
        out.printf("%ndownload beside sum and blocks:%n");
        bytes(out, round.receivedBytes(), report.download().otherBytes());
        out.flush();
    }

    private static void bytes(PrintWriter out, Map<String, Long> parts, long total) {
        parts.forEach((name, size) -> out.printf("  %-34s %10d bytes%n", name, size));
        out.printf("  %-34s %10d bytes%n", "in all", total);
    }
}
