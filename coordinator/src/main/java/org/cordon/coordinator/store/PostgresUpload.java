// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.cordon.coordinator.store.PostgresUploads.Place;

/*
 * The length is kept in memory while nothing fails. A server that crashed may have lost pieces that were not forced yet:
 * sync() compares what is there with what was accepted, so a vector is never taken for complete that is not, and after
 * a failure the length is asked for again.
 */
/** One upload; safe from many threads. */
final class PostgresUpload implements UploadContent {
    private final PostgresUploads uploads;
    private final Place place;
    private OptionalLong length = OptionalLong.empty();
    private boolean dropped;
    private int users;

    PostgresUpload(PostgresUploads uploads, Place place) {
        this.uploads = uploads;
        this.place = place;
    }

    synchronized UploadFile handle(Runnable onClose) {
        users++;
        return new UploadHandle(this, onClose);
    }

    /** A handle was closed; whether it was the last. */
    synchronized boolean released() {
        users--;
        return users == 0;
    }

    /** From now on nothing is stored. */
    synchronized void drop() {
        length = OptionalLong.of(length());
        dropped = true;
    }

    @Override
    public synchronized long length() {
        if (length.isEmpty()) {
            length = OptionalLong.of(
                    uploads.beside("measure an upload", connection -> PostgresUploads.length(connection, place)));
        }
        return length.getAsLong();
    }

    @Override
    public synchronized void append(long offset, ByteBuffer data) {
        UploadContent.requireEnd(offset, length());
        byte[] piece = new byte[data.remaining()];
        data.get(piece);
        if (!dropped && piece.length > 0) {
            length = OptionalLong.empty();
            uploads.beside("append to an upload", connection -> {
                // The same piece again, after a connection that broke in between, changes nothing.
                String insert = "INSERT INTO upload (session, epoch, round, attempt, member, start, content)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
                try (PreparedStatement statement = connection.prepareStatement(insert)) {
                    int next = place.set(statement, 1);
                    statement.setLong(next, offset);
                    statement.setBytes(next + 1, piece);
                    return statement.executeUpdate();
                }
            });
        }
        length = OptionalLong.of(offset + piece.length);
    }

    @Override
    public synchronized void truncate(long shorter) {
        UploadContent.requireShorter(shorter, length());
        if (dropped) {
            length = OptionalLong.of(shorter);
            return;
        }
        length = OptionalLong.empty();
        uploads.writer().commit("cut back an upload", connection -> {
            try (PreparedStatement cut = connection.prepareStatement("UPDATE upload"
                            + " SET content = substring(content FROM 1 FOR (? - start)::int) WHERE " + Place.MATCHES
                            + " AND start < ? AND start + octet_length(content) > ?");
                    PreparedStatement drop = connection.prepareStatement(
                            "DELETE FROM upload WHERE " + Place.MATCHES + " AND start >= ?")) {
                cut.setLong(1, shorter);
                int next = place.set(cut, 2);
                cut.setLong(next, shorter);
                cut.setLong(next + 1, shorter);
                cut.executeUpdate();
                drop.setLong(place.set(drop, 1), shorter);
                drop.executeUpdate();
            }
        });
    }

    @Override
    public synchronized void sync() {
        long accepted = length();
        if (dropped) {
            return;
        }
        length = OptionalLong.empty();
        uploads.writer().commit("force an upload", connection -> {
            long present = PostgresUploads.length(connection, place);
            if (present != accepted) {
                throw new SQLException("the server lost pieces that were not forced yet: " + present + " of " + accepted
                        + " bytes are there; the member sends them again");
            }
        });
        length = OptionalLong.of(accepted);
    }

    @Override
    public synchronized void read(long offset, ByteBuffer target) {
        long end = offset + target.remaining();
        UploadContent.requireWithin(offset, end, length());
        byte[] found = uploads.beside("read an upload", connection -> {
            String select = "SELECT start, substring(content FROM (greatest(? - start, 0) + 1)::int"
                    + " FOR (least(?, start + octet_length(content)) - greatest(?, start))::int) FROM upload WHERE "
                    + Place.MATCHES + " AND start < ? AND start + octet_length(content) > ? ORDER BY start";
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setLong(1, offset);
                statement.setLong(2, end);
                statement.setLong(3, offset);
                int next = place.set(statement, 4);
                statement.setLong(next, end);
                statement.setLong(next + 1, offset);
                try (ResultSet result = statement.executeQuery()) {
                    return joined(result, (int) (end - offset));
                }
            }
        });
        target.put(found);
    }

    private static byte[] joined(ResultSet pieces, int size) throws SQLException {
        ByteBuffer whole = ByteBuffer.allocate(size);
        while (pieces.next()) {
            whole.put(pieces.getBytes(2));
        }
        if (whole.hasRemaining()) {
            throw new SQLException(
                    "pieces of an upload are missing: " + whole.position() + " of " + size + " bytes are there");
        }
        return whole.array();
    }
}
