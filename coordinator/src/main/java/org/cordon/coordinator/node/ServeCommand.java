// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.StopSignal;
import org.cordon.config.ConfigFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cordon coordinator serve}. */
@Command(
        name = "serve",
        description = "Run the coordinator until Ctrl-C or SIGTERM; open tasks go on at the next start.",
        footer = {"", "Example:", "  cordon coordinator serve --config consortium/coordinator/coordinator.yaml"})
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The coordinator's configuration.")
    private Path file;

    @Override
    public Integer call() throws InterruptedException {
        CoordinatorConfig config = ConfigFile.read(file, CoordinatorConfig.class);
        CoordinatorLog log = new CoordinatorLog();
        StopSignal stop = StopSignal.install();
        try (CoordinatorNode node = CoordinatorNode.start(config, InstantSource.system(), log)) {
            node.runUntil(stop);
            log.stopping();
        }
        log.stopped();
        return ExitCode.OK.value();
    }
}
