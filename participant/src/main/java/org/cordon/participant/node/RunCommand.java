// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.StopSignal;
import org.cordon.config.ConfigFile;
import org.cordon.suite.Randomness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cordon participant run}. */
@Command(
        name = "run",
        description = "Run the node of an exchange until Ctrl-C or SIGTERM; open rounds go on at the next start.",
        footer = {"", "Example:", "  cordon participant run --config consortium/ash/participant.yaml"})
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The participant's configuration.")
    private Path file;

    @Override
    public Integer call() throws InterruptedException {
        ParticipantConfig config = ConfigFile.read(file, ParticipantConfig.class);
        ProcessLog log = new ProcessLog();
        StopSignal stop = StopSignal.install();
        new NodeProcess(config, InstantSource.system(), Randomness.secure(), log).run(stop);
        log.stopped();
        return ExitCode.OK.value();
    }
}
