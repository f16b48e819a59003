// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.cordon.config.Keys;
import org.cordon.config.Unlock;

/**
 * The configuration of {@code cordon coordinator serve}.
 *
 * @param node the node directory that was made for the coordinator
 * @param keys where its private keys are, if not in locked files
 * @param data journal, uploads and states
 * @param tasks the inbox
 * @param results where the results of tasks are written
 */
record CoordinatorConfig(
        Path node, Unlock unlock, Optional<Keys> keys, Listen listen, Path data, Path tasks, Path results) {
    CoordinatorConfig {
        if (new HashSet<>(List.of(node, data, tasks, results)).size() != 4) {
            throw new IllegalArgumentException(
                    "node, data, tasks and results must be four directories, but two are one");
        }
    }

    /**
     * Where members dial in.
     *
     * @param host address to bind; 0.0.0.0 binds all
     * @param port 0 takes a free one, which the log names
     */
    record Listen(String host, int port) {
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
