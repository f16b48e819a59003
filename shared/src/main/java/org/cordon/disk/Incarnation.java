// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;

/*
 * The state holds (incarnation, previous, changes), the file beside it (incarnation, changes). A start reads both, draws a
 * new incarnation, writes (new, the file's, changes) into the state and then (new, changes) into the file. A crash between
 * the two writes leaves the file one behind, which is why the state remembers the one before. A count goes up in the state
 * first and in the file next, so the file's is never above the state's - unless the state was put back.
 */
/**
 * Tells whether a state is the one that this node had last: a mark drawn at random at each start is kept in the state and
 * in the node's directory, which is backed up apart from it.
 *
 * <p><b>Guarantees.</b> A state that was put back from a copy made before the last start, or before the last count, or
 * that belongs to another node directory, is refused with a {@link StoreFailure} that names the mend.
 *
 * <p><b>Does not check</b> a copy of state and node directory together, such as an image of the whole machine.
 */
public final class Incarnation {
    private static final int BYTES = 16;
    private static final int FILE_BYTES = BYTES + Long.BYTES + Digest.BYTES;
    private static final int SECTOR = 512;

    private final Path file;
    private final String mend;
    private final Randomness randomness;

    /**
     * What the state holds.
     *
     * @param changes how often what must never go back has moved
     */
    public record Mark(Bytes incarnation, Bytes previous, long changes) {}

    private record Beside(Bytes incarnation, long changes) {}

    private Incarnation(Path file, String mend, Randomness randomness) {
        this.file = file;
        this.mend = mend;
        this.randomness = randomness;
    }

    /**
     * A mark kept in {@code file}.
     *
     * @param mend the command that makes a state usable that is not the last one
     */
    public static Incarnation in(Path file, String mend, Randomness randomness) {
        return new Incarnation(file, mend, randomness);
    }

    /** A mark for a state that nothing beside it is compared with. */
    public static Mark unchecked(Optional<Mark> stored, Randomness randomness) {
        return next(stored.map(Mark::incarnation), stored.map(Mark::changes).orElse(0L), randomness);
    }

    /** The mark of this start, once the state and the file tell the same; neither is written. */
    public Mark next(Optional<Mark> stored, String place) {
        Optional<Beside> beside = read();
        boolean first = beside.isEmpty() && stored.filter(Incarnation::isFirst).isPresent();
        if (stored.isPresent() != beside.isPresent() && !first) {
            throw refused(
                    place, beside.isPresent() ? "is empty or new, but this node had one before" : "is not this node's");
        }
        if (stored.isEmpty() || beside.isEmpty()) {
            return next(Optional.empty(), 0, randomness);
        }
        Mark mark = stored.get();
        boolean known = beside.get().incarnation().equals(mark.incarnation())
                || beside.get().incarnation().equals(mark.previous());
        if (!known || beside.get().changes() > mark.changes()) {
            throw refused(place, "is not the one this node had last: a copy was put back, or another node used it");
        }
        return next(Optional.of(beside.get().incarnation()), mark.changes(), randomness);
    }

    /** The first start may have ended between its two writes. */
    private static boolean isFirst(Mark mark) {
        return mark.previous().equals(mark.incarnation()) && mark.changes() == 0;
    }

    private static Mark next(Optional<Bytes> previous, long changes, Randomness randomness) {
        Bytes drawn = random(randomness);
        return new Mark(drawn, previous.orElse(drawn), changes);
    }

    private static Bytes random(Randomness randomness) {
        byte[] drawn = new byte[BYTES];
        randomness.nextBytes(drawn);
        return Bytes.wrap(drawn);
    }

    private StoreFailure refused(String place, String why) {
        return new StoreFailure(place + " " + why + " (the mark in " + file + " differs), and going on could sign twice"
                + " what must be signed once; run '" + mend + "'");
    }

    /** Writes the file, durable on return; the state holds the mark already. */
    public void settle(Bytes incarnation, long changes) {
        ByteBuffer sector = ByteBuffer.allocate(SECTOR);
        byte[] said = said(incarnation, changes);
        sector.put(said).put(Hashes.blob(said).toByteArray()).clear();
        boolean fresh = !Files.exists(file);
        try (FileChannel channel = DurableFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (sector.hasRemaining()) {
                channel.write(sector, sector.position());
            }
            channel.force(false);
            if (fresh) {
                DurableFiles.syncName(file);
            }
        } catch (IOException failure) {
            throw StoreFailure.of("write", file, failure);
        }
    }

    /** Forgets the mark: whatever state comes next is taken for this node's. Only a restore may do so. */
    public void forget() {
        try {
            if (Files.deleteIfExists(file)) {
                DurableFiles.syncName(file);
            }
        } catch (IOException failure) {
            throw StoreFailure.of("remove", file, failure);
        }
    }

    private Optional<Beside> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            byte[] content = Files.readAllBytes(file);
            if (content.length >= FILE_BYTES) {
                Bytes incarnation = Bytes.of(Arrays.copyOf(content, BYTES));
                long changes = ByteBuffer.wrap(content).getLong(BYTES);
                byte[] sum = Arrays.copyOfRange(content, BYTES + Long.BYTES, FILE_BYTES);
                if (Hashes.blob(said(incarnation, changes)).equals(Digest.of(sum))) {
                    return Optional.of(new Beside(incarnation, changes));
                }
            }
            throw new StoreFailure("the mark in " + file + " is damaged; run '" + mend + "'");
        } catch (IOException failure) {
            throw StoreFailure.of("read", file, failure);
        }
    }

    private static byte[] said(Bytes incarnation, long changes) {
        return ByteBuffer.allocate(BYTES + Long.BYTES)
                .put(incarnation.toByteArray())
                .putLong(changes)
                .array();
    }

    /** The mark in a database's table {@code mark}. */
    public static Optional<Mark> stored(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT incarnation, previous, changes FROM mark WHERE id = 1");
                ResultSet result = select.executeQuery()) {
            return result.next()
                    ? Optional.of(
                            new Mark(Bytes.wrap(result.getBytes(1)), Bytes.wrap(result.getBytes(2)), result.getLong(3)))
                    : Optional.empty();
        }
    }

    /** Puts a mark into a database's table {@code mark}. */
    public static void store(Connection connection, Mark mark) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT INTO mark (id, incarnation, previous, changes) VALUES (1, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                        + " SET incarnation = excluded.incarnation, previous = excluded.previous,"
                        + " changes = excluded.changes")) {
            upsert.setBytes(1, mark.incarnation().toByteArray());
            upsert.setBytes(2, mark.previous().toByteArray());
            upsert.setLong(3, mark.changes());
            upsert.executeUpdate();
        }
    }
}
