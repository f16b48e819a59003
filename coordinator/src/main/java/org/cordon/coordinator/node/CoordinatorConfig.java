// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.config.Default;
import org.cordon.config.Meaning;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;
import org.cordon.config.Unlock;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.store.PostgresCoordinatorStore;
import org.cordon.coordinator.store.PostgresSettings;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.disk.Incarnation;
import org.cordon.suite.Randomness;

/**
 * The configuration of {@code cordon coordinator serve}.
 *
 * @param node the node directory that was made for the coordinator
 * @param data where journal, uploads and states lie, unless {@code database} is given
 * @param database the PostgreSQL database that holds them instead
 * @param tasks the inbox
 * @param results where the results of tasks are written
 */
record CoordinatorConfig(
        @Meaning(value = "The directory with the coordinator's keys, certificate and manifest.", example = ".")
        Path node,

        @Meaning("What opens the private keys: exactly one of the three.")
        Unlock unlock,

        @Meaning("Where members dial in.") Listen listen,

        @Meaning(
                value = "The directory of journal, uploads and states of open tasks, in SQLite and files.",
                example = "data",
                shown = true)
        Optional<Path> data,

        @Meaning("The PostgreSQL database that keeps them instead of data.")
        Optional<PostgresSettings> database,

        @Meaning("The inbox: task directories that are moved here are started.") @Default("tasks")
        Path tasks,

        @Meaning("Where the last state, the model and the report of each task are written.") @Default("results")
        Path results)
        implements NodeConfig {
    CoordinatorConfig {
        if (data.isPresent() == database.isPresent()) {
            throw new IllegalArgumentException(
                    "data or database must be set, but not both: a directory, or a PostgreSQL database");
        }
        List<Path> directories =
                Stream.concat(data.stream(), Stream.of(node, tasks, results)).toList();
        if (new HashSet<>(directories).size() != directories.size()) {
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
        return Stream.concat(data.stream(), Stream.of(node, tasks, results)).toList();
    }

    @Override
    public List<Path> secrets() {
        return Stream.concat(unlock.files().stream(), database.stream().map(PostgresSettings::passwordFile))
                .toList();
    }

    /** Opens the store; refused where it is not what this node had last. */
    CoordinatorStore openStore(Randomness randomness) {
        Incarnation incarnation = incarnation(randomness);
        return database.<CoordinatorStore>map(settings -> PostgresCoordinatorStore.open(settings, incarnation))
                .orElseGet(() -> SqliteCoordinatorStore.open(data.orElseThrow(), incarnation));
    }

    /** The mark of the last start, in the node directory. */
    Incarnation incarnation(Randomness randomness) {
        return Incarnation.in(
                node.resolve("state.mark"), "cordon coordinator restore --config FILE --in BACKUP", randomness);
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
