// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.NodeFiles;
import org.cordon.enrol.Fingerprint;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon consortium init}. */
@Command(
        name = "init",
        description =
                "Make the operator's and the coordinator's keys and configurations of a new consortium; overwrite nothing.",
        footer = {
            "",
            "Example:",
            "  cordon consortium init --exchanges ash,birch,cedar,elm,fir --out consortium",
            "Then invite each exchange: cordon consortium invite ash --operator consortium/operator"
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
            names = "--consortium-port",
            paramLabel = "PORT",
            description = "Port of people, and of nodes that join (default: one above --port).")
    private Optional<Integer> consortiumPort = Optional.empty();

    @Option(
            names = "--min-approvals",
            defaultValue = "1",
            paramLabel = "M",
            description = "Approvals that a change or a charter takes at the least; never fewer than t (default: t).")
    private int minApprovals;

    @Option(
            names = "--trial",
            description =
                    "Make everything in one place, every exchange's keys included, and found it: for trials only.")
    private boolean trial;

    @Option(
            names = "--allow-four",
            description = "Accept four exchanges, although a sum then hides an input among two honest ones only.")
    private boolean allowFour;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints; {@code planned} are the members N once all have joined. */
    record Founded(
            String directory,
            int planned,
            int maxFaulty,
            int threshold,
            int dropOutsSurvived,
            int witnessQuorum,
            int honest,
            int approvals,
            boolean trial,
            String digest) {}

    @Override
    public Integer call() {
        requireEnough();
        ConsortiumPlan plan = plan();
        ConsortiumFiles files = new ConsortiumFiles(plan, out, host, port, consortiumPort());
        try {
            Randomness randomness = Randomness.secure();
            Digest digest = trial
                    ? files.tryOut(randomness, InstantSource.system())
                    : files.prepare(minApprovals, randomness, InstantSource.system());
            print(plan, digest);
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

    private int consortiumPort() {
        int chosen = consortiumPort.orElse(port + 1);
        if (chosen < 1 || chosen > 65_535 || chosen == port) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--consortium-port must be in [1, 65535] and not --port, but was " + chosen,
                    "Name another with --consortium-port");
        }
        return chosen;
    }

    private void requireEnough() {
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
        if (minApprovals < 1 || minApprovals > count) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--min-approvals must be in [1, " + count + "], but was " + minApprovals,
                    "Leave it out for t, or name at most as many as there are exchanges");
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

    private void print(ConsortiumPlan plan, Digest digest) {
        Threshold threshold = new Threshold(plan.exchanges().size());
        int approvals = Math.max(threshold.threshold(), minApprovals);
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
                            approvals,
                            trial,
                            digest.hex()));
            return;
        }
        writer.println("exchanges planned N     " + threshold.members());
        writer.println("may be faulty f         " + threshold.maxFaulty());
        writer.println("threshold t             " + threshold.threshold());
        writer.println("drop-outs survived      " + threshold.dropOutsSurvived());
        writer.println("witness quorum          " + threshold.witnessQuorum());
        writer.println("an input hides among    " + threshold.honest() + " honest ones");
        writer.println("approvals of a change   " + approvals);
        writer.println((trial ? "consortium              " : "authority               ") + Fingerprint.of(digest));
        writer.println();
        writer.println("Coordinator   " + out.resolve("coordinator/coordinator.yaml"));
        writer.println("Operator      " + out.resolve("operator") + "  invites, and may end tasks: keep it offline");
        if (trial) {
            plan.exchanges()
                    .forEach(exchange -> writer.println("Participant   " + out.resolve(exchange + "/participant.yaml")
                            + ", approver " + out.resolve("approvers/" + exchange)));
            writer.println();
            writer.println("A TRIAL: whoever holds this directory holds every key. Never put real data behind it.");
        } else {
            writer.println();
            writer.println(
                    "Each directory holds private keys: move it to its machine over a safe channel, unlock.key apart.");
            writer.println("Start the coordinator, then invite: cordon consortium invite "
                    + plan.exchanges().get(0) + " --operator " + out.resolve("operator"));
        }
        writer.flush();
    }
}
