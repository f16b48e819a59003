// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import org.cordon.config.Default;
import org.cordon.config.Meaning;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;
import org.cordon.config.Unlock;

/**
 * The configuration of {@code cordon coordinator serve}.
 *
 * @param node the node directory that was made for the coordinator
 * @param data journal, uploads and states
 * @param tasks the inbox
 * @param results where the results of tasks are written
 */
record CoordinatorConfig(
        @Meaning(value = "The directory with the coordinator's keys, certificate and manifest.", example = ".")
        Path node,

        @Meaning("What opens the private keys: exactly one of the three.")
        Unlock unlock,

        @Meaning("Where members dial in.") Listen listen,

        @Meaning("Journal, uploads and states of open tasks.") @Default("data")
        Path data,

        @Meaning("The inbox: task directories that are moved here are started.") @Default("tasks")
        Path tasks,

        @Meaning("Where the last state, the model and the report of each task are written.") @Default("results")
        Path results)
        implements NodeConfig {
    CoordinatorConfig {
        if (new HashSet<>(List.of(node, data, tasks, results)).size() != 4) {
            throw new IllegalArgumentException(
                    "node, data, tasks and results must be four directories, but two are one");
        }
    }

    @Override
    public NodeFiles open(InstantSource clock) {
        return NodeFiles.open(node, unlock, clock);
    }

    @Override
    public List<Path> directories() {
        return List.of(node, data, tasks, results);
    }

    @Override
    public List<Path> secrets() {
        return unlock.files();
    }

    /**
     * Where members dial in.
     *
     * @param host address to bind; 0.0.0.0 binds all
     * @param port 0 takes a free one, which the log names
     */
    record Listen(
            @Meaning(value = "Name or address to bind; all of the machine's by default.", example = "localhost")
            @Default("0.0.0.0")
            String host,

            @Meaning("Port to bind, in [0, 65535]; 0 takes a free one, which the log names.") @Default("7443")
            int port) {
        Listen {
            if (host.isBlank()) {
                throw new IllegalArgumentException("host must be a name or an address, but was blank");
            }
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be in [0, 65535], but was " + port);
            }
        }
    }
}
