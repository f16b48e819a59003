// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.Keys;
import org.cordon.config.Unlock;
import org.cordon.coordinator.store.PostgresSettings;
import org.cordon.disk.Incarnation;
import org.cordon.suite.Randomness;

/**
 * The configuration of {@code cordon coordinator serve}.
 *
 * @param node the node directory that was made for the coordinator
 * @param keys where its private keys are, if not in locked files
 * @param data where journal, uploads and states lie, unless {@code database} is given
 * @param database the PostgreSQL database that holds them instead
 * @param results where the results of tasks are written
 */
record CoordinatorConfig(
        Path node,
        Unlock unlock,
        Optional<Keys> keys,
        Listen listen,
        Optional<Path> data,
        Optional<PostgresSettings> database,
        Path results) {
    CoordinatorConfig {
        if (data.isPresent() == database.isPresent()) {
            throw new IllegalArgumentException(
                    "data or database must be set, but not both: a directory, or a PostgreSQL database");
        }
        List<Path> directories =
                Stream.concat(data.stream(), Stream.of(node, results)).toList();
        if (new HashSet<>(directories).size() != directories.size()) {
            throw new IllegalArgumentException("node, data and results must be three directories, but two are one");
        }
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
     * @param port of members; 0 takes a free one, which the log names
     * @param consortiumPort of people, and of nodes that join; likewise
     */
    record Listen(String host, int port, int consortiumPort) {
        Listen {
            if (host.isBlank()) {
                throw new IllegalArgumentException("host must be a name or an address, but was blank");
            }
            requirePort("port", port);
            requirePort("consortiumPort", consortiumPort);
            if (port == consortiumPort && port != 0) {
                throw new IllegalArgumentException("consortiumPort must not be port, but both were " + port);
            }
        }

        private static void requirePort(String name, int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException(name + " must be in [0, 65535], but was " + port);
            }
        }

        /** A port that cannot be had. */
        CommandFailure refused(int taken, Exception failed) {
            return new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot listen on " + host + ":" + taken + ": " + reason(failed),
                    "Stop what listens there ('ss -ltnp' shows it), or correct host and port under listen",
                    failed);
        }

        private static String reason(Throwable failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    return String.valueOf(cause.getMessage());
                }
            }
            return failed instanceof UnresolvedAddressException
                    ? "the host is not known"
                    : String.valueOf(failed.getMessage());
        }
    }
}
