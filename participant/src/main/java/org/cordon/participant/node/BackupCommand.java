// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.ConfigFile;
import org.cordon.config.NodeFiles;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.store.MemberBackup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon participant backup}. */
@Command(
        name = "backup",
        description =
                "Write what this node must not forget - no key, no secret, no copy of the protocol log - to one file; the node may run.",
        footer = {
            "",
            "Example:",
            "  cordon participant backup --config consortium/ash/participant.yaml --out ash.backup"
        })
final class BackupCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The participant's configuration.")
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
        ParticipantConfig config = ConfigFile.read(file, ParticipantConfig.class);
        Instant taken = Instant.now();
        try {
            MemberBackup.write(config.state(), out.toAbsolutePath(), taken);
        } catch (StoreFailure failed) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failed);
        }
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(writer, new Written(out.toString(), taken.toString()));
        } else {
            writer.println("backup written to " + out + "; keep the node directory and its keys apart from it");
            writer.flush();
        }
        return ExitCode.OK.value();
    }
}
