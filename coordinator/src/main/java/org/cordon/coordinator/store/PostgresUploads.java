// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.cordon.coordinator.round.CoordinatorStore.UploadKey;
import org.cordon.suite.Digest;

/*
 * Rows of pieces, not large objects: ten vectors of 4 MB came in within 0.39 s as rows of 256 KiB and 0.54 s as large
 * objects, and were read in 0.05 s and 0.11 s (PostgreSQL 18.6, four connections, best of four); and rows go with a
 * DELETE, while a large object that nobody names any more stays.
 */
/**
 * Uploads in the database, one row for each piece that came in.
 *
 * <p>Pieces go in beside the journal, without waiting for the disk; {@code sync} is a commit of the writer, which forces
 * all that was committed before it and is shared with the journal's appends.
 */
final class PostgresUploads {
    private final PostgresServer server;
    private final DataSource beside;
    private final GroupCommit writer;
    private final Map<Place, PostgresUpload> open = new HashMap<>();

    /** An upload of a session. */
    record Place(Digest session, UploadKey key) {
        private static final int COLUMNS = 5;

        static final String MATCHES = "session = ? AND epoch = ? AND round = ? AND attempt = ? AND member = ?";

        /** Sets the columns of {@link #MATCHES} and returns the index of the next parameter. */
        int set(PreparedStatement statement, int from) throws SQLException {
            statement.setBytes(from, session.toByteArray());
            statement.setInt(from + 1, key.epoch());
            statement.setInt(from + 2, key.round());
            statement.setInt(from + 3, key.attempt());
            statement.setInt(from + 4, key.member());
            return from + COLUMNS;
        }

        boolean isBefore(int epoch, int round) {
            return key.epoch() < epoch || (key.epoch() == epoch && key.round() < round);
        }
    }

    PostgresUploads(PostgresServer server, DataSource beside, GroupCommit writer) {
        this.server = server;
        this.beside = beside;
        this.writer = writer;
    }

    synchronized UploadFile open(Digest session, UploadKey key) {
        Place place = new Place(session, key);
        PostgresUpload upload = open.computeIfAbsent(place, any -> new PostgresUpload(this, place));
        return upload.handle(() -> release(place, upload));
    }

    private synchronized void release(Place place, PostgresUpload upload) {
        if (upload.released()) {
            open.remove(place, upload);
        }
    }

    /** Removes all uploads of earlier rounds; who still has one open writes to nowhere. */
    void dropBefore(Digest session, int epoch, int round) {
        synchronized (this) {
            open.entrySet().removeIf(entry -> {
                boolean drops = entry.getKey().session().equals(session)
                        && entry.getKey().isBefore(epoch, round);
                if (drops) {
                    entry.getValue().drop();
                }
                return drops;
            });
        }
        String delete = "DELETE FROM upload WHERE session = ? AND (epoch < ? OR (epoch = ? AND round < ?))";
        writer.commit("drop uploads", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setBytes(1, session.toByteArray());
                statement.setInt(2, epoch);
                statement.setInt(3, epoch);
                statement.setInt(4, round);
                statement.executeUpdate();
            }
        });
    }

    GroupCommit writer() {
        return writer;
    }

    /** A step on a connection of its own; asked again once where the connection had died unnoticed. */
    <T> T beside(String act, TransactionalDatabase.Query<T> step) {
        try {
            try (Connection connection = beside.getConnection()) {
                return step.read(connection);
            } catch (SQLException failed) {
                if (!PostgresServer.isLost(failed)) {
                    throw failed;
                }
                try (Connection connection = beside.getConnection()) {
                    return step.read(connection);
                }
            }
        } catch (SQLException failure) {
            throw server.failure(act, failure);
        }
    }

    static long length(Connection connection, Place place) throws SQLException {
        String select = "SELECT start + octet_length(content) FROM upload WHERE " + Place.MATCHES
                + " ORDER BY start DESC LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            place.set(statement, 1);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }
}
