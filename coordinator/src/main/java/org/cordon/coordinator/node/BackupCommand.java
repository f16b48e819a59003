// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.ConfigFile;
import org.cordon.config.NodeFiles;
import org.cordon.coordinator.store.CoordinatorBackup;
import org.cordon.disk.StoreFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon coordinator backup}. */
@Command(
        name = "backup",
        description =
                "Write tasks, journals, states and the consortium's records to one file; the coordinator may run.",
        footer = {
            "",
            "Example:",
            "  cordon coordinator backup --config consortium/coordinator/coordinator.yaml --out coordinator.backup"
        })
final class BackupCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The coordinator's configuration.")
    private Path file;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "A new file, of mode 0600.")
    private Path out;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Written(String file, String taken) {}

    @Override
    public Integer call() {
        CoordinatorConfig config = ConfigFile.read(file, CoordinatorConfig.class);
        Instant taken = Instant.now();
        try {
            config.data().ifPresent(data -> CoordinatorBackup.ofDirectory(data, out.toAbsolutePath(), taken));
            config.database().ifPresent(at -> CoordinatorBackup.ofDatabase(at, out.toAbsolutePath(), taken));
        } catch (StoreFailure failed) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failed);
        }
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(writer, new Written(out.toString(), taken.toString()));
        } else {
            writer.println("backup written to " + out + "; keep node directories and keys apart from it");
            writer.println("the protocol log is not in it: members hold mirrors of " + config.logDirectory());
            writer.flush();
        }
        return ExitCode.OK.value();
    }
}
