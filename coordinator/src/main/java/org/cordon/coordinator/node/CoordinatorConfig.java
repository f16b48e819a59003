// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.Default;
import org.cordon.config.Keys;
import org.cordon.config.Meaning;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;
import org.cordon.config.PostgresSettings;
import org.cordon.config.Unlock;
import org.cordon.disk.Incarnation;
import org.cordon.suite.Randomness;
import org.cordon.telemetry.TelemetryConfig;

/**
 * The configuration of {@code cordon coordinator serve}.
 *
 * @param node the node directory that was made for the coordinator
 * @param keys where its private keys are, if not in locked files
 * @param data where journal, uploads and states lie, unless {@code database} is given
 * @param database the PostgreSQL database that holds them instead
 * @param results where the results of tasks are written
 * @param log where the protocol log lies; in the data directory where it is left out
 * @param telemetry metrics, health and traces
 */
record CoordinatorConfig(
        @Meaning(value = "The directory with the coordinator's keys, certificate and history.", example = ".")
        Path node,

        @Meaning("What opens the private keys: exactly one of the three.")
        Unlock unlock,

        @Meaning("Where the private keys are, if not in locked files.")
        Optional<Keys> keys,

        @Meaning("Where members, and people, dial in.") Listen listen,

        @Meaning(
                value = "The directory of journal, uploads and states of open tasks, in SQLite and files.",
                example = "data",
                shown = true)
        Optional<Path> data,

        @Meaning("The PostgreSQL database that keeps them instead of data.")
        Optional<PostgresSettings> database,

        @Meaning("Where the last state, the model and the report of each task are written.") @Default("results")
        Path results,

        @Meaning("The protocol log, which members mirror and auditors read.")
        Optional<Log> log,

        @Meaning("What the node reports of itself; what is left out is off.")
        Optional<TelemetryConfig> telemetry)
        implements NodeConfig {
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

    @Override
    public NodeFiles open(InstantSource clock) {
        if (!Files.exists(node.resolve("history.bin")) && Files.exists(node.resolve("founding.bin"))) {
            throw new CommandFailure(
                    ExitCode.EVIDENCE_MISSING,
                    "the consortium is not founded yet",
                    "Start the coordinator, invite the exchanges, and have all founders approve");
        }
        return NodeFiles.open(node, keys, unlock, clock);
    }

    @Override
    public List<Path> directories() {
        return Stream.concat(data.stream(), Stream.of(node, results)).toList();
    }

    /** Where the protocol log lies: with a database, in the node directory. */
    Path logDirectory() {
        return log.flatMap(Log::directory).orElseGet(() -> data.orElse(node).resolve("log"));
    }

    boolean archivesInputs() {
        return log.map(Log::archiveInputs).orElse(false);
    }

    /** There from a restore until the next start, which says so in the protocol log. */
    Path restoredMark() {
        return node.resolve("restored.mark");
    }

    /**
     * The protocol log.
     *
     * @param directory on a local disk; not part of a backup, as members hold mirrors
     * @param archiveInputs whether masked inputs are kept, so that sums can be audited again
     */
    record Log(
            @Meaning(
                    value = "Its directory, on a local disk; log in the data directory, or in node with a database.",
                    example = "data/log")
            Optional<Path> directory,

            @Meaning("Whether the masked inputs of survivors are kept until the charter's retention has passed, so that"
                    + " auditors can add them up again: on disk one vector of each survivor for every round, such as 40 MB"
                    + " for 10 members and 10^6 words of 4 bytes.")
            @Default("false")
            boolean archiveInputs) {}

    @Override
    public List<Path> secrets() {
        return Stream.concat(unlock.files().stream(), database.stream().map(PostgresSettings::passwordFile))
                .toList();
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
    record Listen(
            @Meaning(value = "Name or address to bind; all of the machine's by default.", example = "localhost")
            @Default("0.0.0.0")
            String host,

            @Meaning("Members' port, in [0, 65535]; 0 takes a free one, which the log names.") @Default("7443")
            int port,

            @Meaning("Port of people, and of nodes that join; likewise.") @Default("7444")
            int consortiumPort) {
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
