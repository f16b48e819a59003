// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.doctor.Examination.Found;
import org.cordon.doctor.Finding.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon doctor}. */
@Command(
        name = "doctor",
        description = {
            "Say what is wrong with this machine or with a node on it, and how to mend it; change nothing.",
            "Exit code 0 when no check failed, 1 when one did."
        },
        footer = {
            "",
            "Example:",
            "  cordon doctor                                # the machine alone",
            "  cordon doctor --config participant.yaml      # a node, before it is started or while it runs"
        })
final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration of a coordinator or a participant; without it the machine alone.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        InstantSource clock = InstantSource.system();
        Setting setting = file.map(named -> Setting.node(named, clock)).orElseGet(() -> Setting.machine(clock));
        List<Found> found = Examination.installed().examine(setting);
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, found.stream().map(Found::result).toList());
        } else {
            print(out, found);
        }
        boolean failed = found.stream().anyMatch(one -> one.finding().status() == Status.FAILED);
        return (failed ? ExitCode.CHECK_FAILED : ExitCode.OK).value();
    }

    private static void print(PrintWriter out, List<Found> found) {
        int width = found.stream().mapToInt(one -> one.check().length()).max().orElse(0);
        for (Found one : found) {
            Finding finding = one.finding();
            String start = String.format("%-7s  %-" + width + "s  ", finding.status(), one.check());
            out.println((start + (finding.problem().isEmpty() ? finding.seen() : finding.problem())).stripTrailing());
            if (!finding.mend().isEmpty()) {
                out.println(" ".repeat(start.length()) + "-> " + finding.mend());
            }
        }
        out.flush();
    }
}
