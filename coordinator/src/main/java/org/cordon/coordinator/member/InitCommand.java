// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.NodeFiles;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.Threshold;
import org.cordon.suite.Randomness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon consortium init}. */
@Command(
        name = "init",
        description = "Make keys, certificates, founding and configurations of a trial consortium; overwrite nothing.",
        footer = {
            "",
            "Example:",
            "  cordon consortium init --trial --exchanges ash,birch,cedar,elm,fir --out consortium"
        })
public final class InitCommand implements Callable<Integer> {
    @Option(
            names = "--exchanges",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "Names of the exchanges, comma-separated; at least five.")
    private List<String> exchanges;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Directory to make; must not exist.")
    private Path out;

    @Option(
            names = "--name",
            defaultValue = "consortium",
            description = "Name of the consortium (default: consortium).")
    private String name;

    @Option(
            names = "--coordinator-host",
            defaultValue = "localhost",
            paramLabel = "HOST",
            description = "DNS name or IP address that participants dial (default: localhost).")
    private String host;

    @Option(names = "--port", defaultValue = "7443", description = "Port that participants dial (default: 7443).")
    private int port;

    @Option(
            names = "--allow-four",
            description = "Accept four exchanges, although a sum then hides an input among two honest ones only.")
    private boolean allowFour;

    @Option(
            names = "--trial",
            description =
                    "Make every key here, also those of the exchanges and their approvers, and approve the founding"
                            + " with them.")
    private boolean trial;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Founded(
            String directory,
            int exchanges,
            int maxFaulty,
            int threshold,
            int dropOutsSurvived,
            int witnessQuorum,
            int honest,
            String manifest) {}

    @Override
    public Integer call() {
        requireEnough();
        ConsortiumPlan plan = plan();
        try {
            ConsortiumFiles files =
                    ConsortiumFiles.found(plan, out, host, port, Randomness.secure(), InstantSource.system());
            print(plan, files);
            return ExitCode.OK.value();
        } catch (KeyFileRefused refused) {
            throw refused.reason() == KeyFileRefused.Reason.EXISTS
                    ? new CommandFailure(
                            ExitCode.SYSTEM_REFUSED,
                            out + " exists, and keys are never overwritten",
                            "Name another directory, or move that one away",
                            refused)
                    : NodeFiles.failure(ExitCode.SYSTEM_REFUSED, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot write " + out + ": " + failed,
                    "Name a directory below one that this user may write",
                    failed);
        }
    }

    private void requireEnough() {
        if (!trial) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "init makes a trial consortium only, whose keys are all made in one place",
                    "Add --trial");
        }
        int count = exchanges.size();
        if (count <= 3) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "exchanges must be at least five, but were " + count
                            + ": with three, one drop-out ends a round, and the coordinator with one member learns the"
                            + " sum of the other two",
                    "Name five exchanges or more; a firm may run several nodes only if they are independent");
        }
        if (count == 4 && !allowFour) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "exchanges must be at least five, but were 4: a sum over four hides an input among two honest ones",
                    "Name five exchanges or more, or accept that with --allow-four");
        }
        if (port < 1 || port > 65_535) {
            throw new CommandFailure(
                    ExitCode.USAGE, "port must be in [1, 65535], but was " + port, "Name another with --port");
        }
        if (Files.exists(out)) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    out + " exists, and keys are never overwritten",
                    "Name another directory, or move that one away");
        }
    }

    private ConsortiumPlan plan() {
        try {
            ConsortiumPlan plan =
                    allowFour ? ConsortiumPlan.ofFour(name, exchanges) : ConsortiumPlan.of(name, exchanges);
            return host.equals("localhost") ? plan : plan.withCoordinatorHosts(List.of(host));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(
                    ExitCode.USAGE, String.valueOf(wrong.getMessage()), "See cordon consortium init --help", wrong);
        }
    }

    private void print(ConsortiumPlan plan, ConsortiumFiles files) {
        Threshold threshold = new Threshold(plan.exchanges().size());
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(
                    writer,
                    new Founded(
                            out.toString(),
                            threshold.members(),
                            threshold.maxFaulty(),
                            threshold.threshold(),
                            threshold.dropOutsSurvived(),
                            threshold.witnessQuorum(),
                            threshold.honest(),
                            files.manifest().hex()));
            return;
        }
        writer.println("exchanges N             " + threshold.members());
        writer.println("may be faulty f         " + threshold.maxFaulty());
        writer.println("threshold t             " + threshold.threshold());
        writer.println("drop-outs survived      " + threshold.dropOutsSurvived());
        writer.println("witness quorum          " + threshold.witnessQuorum());
        writer.println("an input hides among    " + threshold.honest() + " honest ones");
        writer.println("manifest                " + files.manifest().shortHex());
        writer.println();
        writer.println("Coordinator   " + out.resolve("coordinator/coordinator.yaml"));
        plan.exchanges()
                .forEach(exchange -> writer.println("Participant   " + out.resolve(exchange + "/participant.yaml")));
        writer.println(
                "Approvers     " + out.resolve("approvers") + "  approve charters and members: keep them offline");
        writer.println("Operator      " + out.resolve("operator"));
        writer.println();
        writer.println("Each directory holds private keys: move it to its node over a safe channel, unlock.key apart.");
        writer.flush();
    }
}
