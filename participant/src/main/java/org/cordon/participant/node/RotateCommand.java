// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.config.ConfigFile;
import org.cordon.config.NodeFiles;
import org.cordon.participant.governance.OwnAmendment;
import org.cordon.suite.Randomness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon participant rotate}. */
@Command(
        name = "rotate",
        description = {
            "Make new identity and TLS keys for the node and have them approved by the exchange's own approver.",
            "The node may run: it takes them up without a restart, and destroys the old ones when no open epoch needs them."
        },
        footer = {
            "",
            "Example:",
            "  cordon participant rotate --config ash/participant.yaml --approver ash-approver",
            "With the approver on another machine:",
            "  cordon participant rotate --config ash/participant.yaml --offline --out keys.json; there"
                    + " 'rotate --sign keys.json --approver DIR'; then 'rotate --deliver keys.json --approver DIR'"
        })
final class RotateCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "The participant's configuration, on the node.")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private OwnAmendment own = new OwnAmendment();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway") // picocli sets the spec
    RotateCommand() {}

    @Override
    public Integer call() {
        if (config.isEmpty()) {
            own.run(
                    Optional.empty(),
                    none -> {
                        throw new IllegalStateException("no node to make keys on");
                    },
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
            return ExitCode.OK.value();
        }
        ParticipantConfig read = ConfigFile.read(config.get(), ParticipantConfig.class);
        try (NodeFiles files = read.open(InstantSource.system())) {
            NextKeys next = new NextKeys(read, files, Randomness.secure());
            own.run(
                    Optional.of(files.consortium()),
                    next::rotation,
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
        }
        return ExitCode.OK.value();
    }
}
