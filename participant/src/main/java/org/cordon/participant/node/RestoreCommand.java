// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.ConfigFile;
import org.cordon.config.NodeFiles;
import org.cordon.disk.Incarnation;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.store.MemberBackup;
import org.cordon.suite.Randomness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon participant restore}. */
@Command(
        name = "restore",
        description = {
            "Make a state one that the node can go on from: what is on the disk, a backup, or both.",
            "The node leaves every round it was in and takes part again from the next new epoch."
        },
        footer = {
            "",
            "Example:",
            "  cordon participant restore --config consortium/ash/participant.yaml --in ash.backup"
        })
final class RestoreCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The participant's configuration.")
    private Path file;

    @Option(
            names = "--in",
            paramLabel = "FILE",
            description = "What 'cordon participant backup' wrote; without it the disk alone counts.")
    private Optional<Path> in = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Restored(int sessions, boolean diskWasLast) {}

    @Override
    public Integer call() {
        ParticipantConfig config = ConfigFile.read(file, ParticipantConfig.class);
        Randomness randomness = Randomness.secure();
        Incarnation own = config.incarnation(randomness);
        MemberBackup.Restored done;
        Instant now = Instant.now();
        try (NodeFiles files = NodeFiles.open(config.node(), config.unlock(), Instant::now)) {
            done = MemberBackup.restore(config.state(), in, files.keys().localSecret(), own, randomness, now);
        } catch (StoreFailure failed) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failed);
        }
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(writer, new Restored(done.sessions(), done.diskWasLast()));
        } else {
            writer.println("restored " + done.sessions() + " sessions; the node takes part again from the next epoch");
            writer.println(
                    "a backup holds no copy of the protocol log: what is missing comes back from the coordinator");
            if (!done.diskWasLast()) {
                writer.println("what was counted since is not known: limits of today count as reached, and no privacy"
                        + " budget is charged until a person accepts the counts as they stand");
            }
            writer.flush();
        }
        return ExitCode.OK.value();
    }
}
