// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.ConfigFile;
import org.cordon.config.NodeFiles;
import org.cordon.coordinator.store.CoordinatorBackup;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.Incarnation;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Randomness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon coordinator restore}. */
@Command(
        name = "restore",
        description = {
            "Fill an empty data directory or database from a backup, SQLite's or PostgreSQL's; without --in, make a state"
                    + " that was put back from a copy usable.",
            "Rounds that were open are given up; tasks go on from their newest published state, in new epochs.",
            "The protocol log is in no backup: leave its directory in place, or copy a member's mirror there; members refuse"
                    + " a log that holds less than theirs."
        },
        footer = {
            "",
            "Example:",
            "  cordon coordinator restore --config consortium/coordinator/coordinator.yaml --in coordinator.backup"
        })
final class RestoreCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The coordinator's configuration.")
    private Path file;

    @Option(names = "--in", paramLabel = "FILE", description = "What 'cordon coordinator backup' wrote.")
    private Optional<Path> in = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Restored(int openTasks) {}

    @Override
    public Integer call() {
        CoordinatorConfig config = ConfigFile.read(file, CoordinatorConfig.class);
        int open;
        try {
            open = restore(config, config.incarnation(Randomness.secure()), Instant.now());
            mark(config.restoredMark());
        } catch (StoreFailure failed) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failed);
        }
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(writer, new Restored(open));
        } else {
            writer.println("restored; " + open + " open tasks go on in new epochs at the next start");
            writer.println("the protocol log must be in " + config.logDirectory()
                    + ", with all that members hold of it: leave it there, or copy a member's mirror");
            writer.flush();
        }
        return ExitCode.OK.value();
    }

    /** The next start says in the protocol log that the state was put back. */
    private static void mark(Path restored) {
        try {
            DurableFiles.replace(restored, ByteBuffer.allocate(0));
        } catch (IOException failed) {
            throw StoreFailure.of("write", restored, failed);
        }
    }

    private int restore(CoordinatorConfig config, Incarnation own, Instant now) {
        if (config.database().isPresent()) {
            return in.map(backup ->
                            CoordinatorBackup.intoDatabase(config.database().get(), backup, own, now))
                    .orElseGet(() -> CoordinatorBackup.inPlace(config.database().get(), own, now));
        }
        Path data = config.data().orElseThrow();
        return in.map(backup -> CoordinatorBackup.intoDirectory(data, backup, own, now))
                .orElseGet(() -> CoordinatorBackup.inPlace(data, own, now));
    }
}
