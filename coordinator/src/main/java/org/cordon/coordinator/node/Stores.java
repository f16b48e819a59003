// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.log.ProtocolLog;
import org.cordon.coordinator.member.ConsortiumStore;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.store.PostgresCoordinatorStore;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.disk.Incarnation;
import org.cordon.disk.StoreFailure;
import org.cordon.log.DirectoryLog;
import org.cordon.log.LogRefused;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;

/**
 * What outlives the process, in one place: the tasks, what the members decided, and the protocol log.
 *
 * @param rounds closed with this
 * @param decisions a view of the same database
 * @param log closed with this
 * @param restored a file that is there if the state was put back since the last start
 */
record Stores(CoordinatorStore rounds, ConsortiumStore decisions, LogPlace log, Path restored)
        implements AutoCloseable {
    /** Opens what the configuration names; refused where it is not what this node had last. */
    static Stores open(CoordinatorConfig config, Incarnation incarnation) {
        if (config.database().isPresent()) {
            PostgresCoordinatorStore store =
                    PostgresCoordinatorStore.open(config.database().get(), incarnation);
            return with(store, store.consortium(), config);
        }
        SqliteCoordinatorStore store = SqliteCoordinatorStore.open(config.data().orElseThrow(), incarnation);
        return with(store, store.consortium(), config);
    }

    /** The log after the store: whoever is started twice hears so of the store. */
    private static Stores with(CoordinatorStore rounds, ConsortiumStore decisions, CoordinatorConfig config) {
        try {
            LogPlace log = LogPlace.in(openLog(config.logDirectory()), config.archivesInputs());
            return new Stores(rounds, decisions, log, config.restoredMark());
        } catch (RuntimeException failed) {
            rounds.close();
            throw failed;
        }
    }

    private static DirectoryLog openLog(Path directory) {
        try {
            return DirectoryLog.open(directory);
        } catch (LogRefused refused) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(refused.getMessage()),
                    "Stop what else uses " + directory
                            + "; if the log is damaged, put back a member's mirror of it: members"
                            + " refuse a log that holds less than theirs",
                    refused);
        }
    }

    /** Says in the log that the state was put back, if it was. */
    void sayRestored(ProtocolLog open) {
        if (!Files.exists(restored)) {
            return;
        }
        SignedCheckpoint unused =
                open.append(List.of(new LogRecord.Incident(LogRecord.Incident.Event.RESTORED, Digest.ZERO)));
        try {
            Files.delete(restored);
        } catch (IOException failed) {
            throw StoreFailure.of("delete", restored, failed);
        }
    }

    @Override
    public void close() {
        try {
            rounds.close();
        } finally {
            log.storage().close();
        }
    }
}
