// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.cordon.disk.Incarnation;
import org.cordon.disk.Migrations;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StateFiles;
import org.cordon.disk.StoreDirectory;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.round.Ledger;
import org.cordon.participant.round.MemberStore;
import org.cordon.suite.Aead;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;

/**
 * A member's store in a directory: records in SQLite, secrets sealed, vectors and states in files.
 *
 * <p><b>Guarantees.</b> Guard and secrets of a record are one row of one table, so they change together or not at all.
 * The secrets are sealed by AES-256-GCM under a key drawn for this save, bound to session, generation and guard; that
 * key lies in a small file of its own, sealed by the node's local secret. A save writes and forces in this order: the
 * new key into its slot, the row, the overwriting of the old key. So at any moment the row that is readable has its
 * key: a crash leaves the old record or the new one. What a crash left undone is finished on {@link #open}, before
 * anything is read. When a save has returned, no byte on disk opens the secrets before it, in the table, in SQLite's
 * write-ahead log or in free pages: all copies of the sealed row stay sealed. A save is three forced writes, one where
 * there are no secrets before and after; one more in the node's directory when the guard moves.
 *
 * <p><b>Does not check</b> that overwriting reaches the medium: copy-on-write file systems (btrfs, ZFS), snapshots and
 * backups of the directory, and the spare blocks of flash disks can keep an old key, sealed by the local secret. Who
 * needs more keeps the directory on an encrypted volume without snapshots, and the local secret on another device. A
 * directory put back from a copy is noticed where an {@link Incarnation} is given. In memory, the values of {@link
 * MemberRecord} live as long as the collector lets them.
 *
 * <p>One process at a time; calls are safe from many threads. The newest three states of a session are kept.
 */
public final class SqliteMemberStore implements MemberStore {
    static final int STATES_KEPT = 3;

    static final Migrations MIGRATIONS = Migrations.in("db/participant", SqliteMemberStore.class);

    static final String DATABASE = "participant.db";

    private final StoreDirectory directory;
    private final MemberDatabase database;
    private final Secret local;
    private final RecordKeys keys;
    private final Randomness randomness;
    private final VectorFiles vectors;
    private final StateFiles states;
    private final Runnable betweenWrites;

    private SqliteMemberStore(
            StoreDirectory directory,
            Secret local,
            Randomness randomness,
            Optional<Incarnation> incarnation,
            Runnable betweenWrites) {
        this.directory = directory;
        this.local = local;
        this.randomness = randomness;
        this.betweenWrites = betweenWrites;
        this.keys = new RecordKeys(directory.directory("keys"), local, randomness);
        this.vectors = new VectorFiles(directory);
        this.states = new StateFiles(directory.directory("states"), STATES_KEPT);
        SqliteFile file = SqliteFile.at(directory.resolve(DATABASE));
        this.database = new MemberDatabase(file, MIGRATIONS.migrated(file), incarnation);
    }

    /**
     * Opens (or makes) the store in {@code root}.
     *
     * @param local the node's local secret, the same at every start; the store keeps a copy of its own
     * @throws StoreFailure where the directory is in use, unusable or damaged, or {@code local} is another secret
     */
    public static SqliteMemberStore open(Path root, Secret local, Randomness randomness) {
        return open(root, local, randomness, Optional.empty(), () -> {});
    }

    /** The same; refused where {@code incarnation} tells that this is not what the node had last. */
    public static SqliteMemberStore open(Path root, Secret local, Randomness randomness, Incarnation incarnation) {
        return open(root, local, randomness, Optional.of(incarnation), () -> {});
    }

    /** {@code betweenWrites} runs after each forced write of a save, for tests that look at the disk there. */
    static SqliteMemberStore open(Path root, Secret local, Randomness randomness, Runnable betweenWrites) {
        return open(root, local, randomness, Optional.empty(), betweenWrites);
    }

    private static SqliteMemberStore open(
            Path root, Secret local, Randomness randomness, Optional<Incarnation> incarnation, Runnable betweenWrites) {
        StoreDirectory directory = StoreDirectory.open(root);
        Secret copy = local.copy();
        Optional<SqliteMemberStore> store = Optional.empty();
        try {
            store = Optional.of(new SqliteMemberStore(directory, copy, randomness, incarnation, betweenWrites));
            store.get().database.begin();
            store.get().finishWhatACrashLeft();
            return store.get();
        } catch (RuntimeException failure) {
            store.ifPresentOrElse(SqliteMemberStore::close, () -> {
                copy.close();
                directory.close();
            });
            throw failure;
        }
    }

    private void finishWhatACrashLeft() {
        Set<Digest> known = new HashSet<>();
        for (Digest session : sessions()) {
            known.add(session);
            Row row = row(session).orElseThrow();
            keys.destroy(session, row.generation() + 1);
            if (row.sealed().isEmpty()) {
                keys.destroy(session, row.generation());
            } else {
                key(session, row).close();
            }
        }
        for (Digest session : keys.sessions()) {
            if (!known.contains(session)) {
                keys.remove(session);
            }
        }
    }

    @Override
    public synchronized Optional<MemberRecord> load(Digest session) {
        return row(session).map(row -> new MemberRecord(row.guard(), secrets(session, row)));
    }

    private Bytes secrets(Digest session, Row row) {
        if (row.sealed().isEmpty()) {
            return Bytes.EMPTY;
        }
        try (Secret key = key(session, row)) {
            return Aead.open(key, row.sealed(), associated(session, row.generation(), row.guard()))
                    .map(Bytes::wrap)
                    .orElseThrow(() -> unreadable(session));
        }
    }

    private Secret key(Digest session, Row row) {
        return keys.get(session, row.generation()).orElseThrow(() -> unreadable(session));
    }

    private StoreFailure unreadable(Digest session) {
        return new StoreFailure("the secrets of session " + session.shortHex() + " cannot be opened with the key in "
                + keys.file(session) + ": start with the local secret this store was made with, or, if that is lost or"
                + " the file was changed, move the store directory away once the open round has ended");
    }

    @Override
    public synchronized void save(Digest session, MemberRecord record, SortedMap<String, Long> counts) {
        Optional<Row> before = row(session);
        long generation = before.map(Row::generation).orElse(0L) + 1;
        Bytes sealed = record.secrets().isEmpty() ? Bytes.EMPTY : seal(session, generation, record);
        betweenWrites.run();
        Row next = new Row(generation, record.guard(), sealed);
        boolean guarded =
                before.filter(row -> row.guard().equals(record.guard())).isPresent();
        if (guarded && counts.isEmpty()) {
            database.change("save a record", connection -> put(connection, session, next));
        } else {
            database.changeAndCount("save a record", connection -> {
                put(connection, session, next);
                for (Map.Entry<String, Long> count : counts.entrySet()) {
                    SqliteLedger.raise(connection, count.getKey(), count.getValue());
                }
            });
        }
        betweenWrites.run();
        if (before.isPresent() && !before.get().sealed().isEmpty()) {
            keys.destroy(session, generation - 1);
        }
    }

    private Bytes seal(Digest session, long generation, MemberRecord record) {
        byte[] plaintext = record.secrets().toByteArray();
        try (Secret key = Secret.random(randomness)) {
            keys.put(session, generation, key);
            return Aead.seal(key, plaintext, associated(session, generation, record.guard()), randomness);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    private static byte[] associated(Digest session, long generation, Bytes guard) {
        return ByteBuffer.allocate(Digest.BYTES + Long.BYTES + guard.size())
                .put(session.toByteArray())
                .putLong(generation)
                .put(guard.toByteArray())
                .array();
    }

    private static void put(Connection connection, Digest session, Row row) throws SQLException {
        String upsert = "INSERT INTO record (session, generation, guard, sealed) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (session) DO UPDATE SET generation = excluded.generation, guard = excluded.guard,"
                + " sealed = excluded.sealed";
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            statement.setBytes(1, session.toByteArray());
            statement.setLong(2, row.generation());
            statement.setBytes(3, row.guard().toByteArray());
            statement.setBytes(4, row.sealed().toByteArray());
            statement.executeUpdate();
        }
    }

    private Optional<Row> row(Digest session) {
        String select = "SELECT generation, guard, sealed FROM record WHERE session = ?";
        return database.read("load a record", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setBytes(1, session.toByteArray());
                try (ResultSet result = statement.executeQuery()) {
                    return result.next()
                            ? Optional.of(new Row(result.getLong(1), bytes(result, 2), bytes(result, 3)))
                            : Optional.empty();
                }
            }
        });
    }

    /** The driver hands out null for an empty byte string. */
    private static Bytes bytes(ResultSet result, int column) throws SQLException {
        byte[] value = result.getBytes(column);
        return value == null ? Bytes.EMPTY : Bytes.wrap(value);
    }

    @Override
    public synchronized List<Digest> sessions() {
        return database.read("list the records", connection -> {
            List<Digest> sessions = new ArrayList<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT session FROM record ORDER BY session");
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    sessions.add(Digest.of(result.getBytes(1)));
                }
            }
            return List.copyOf(sessions);
        });
    }

    @Override
    public void saveVector(Digest session, String name, ByteBuffer content) {
        vectors.save(session, name, content);
    }

    @Override
    public Optional<byte[]> loadVector(Digest session, String name) {
        return vectors.load(session, name);
    }

    @Override
    public void deleteVector(Digest session, String name) {
        vectors.delete(session, name);
    }

    @Override
    public void saveState(Digest session, Digest state, Bytes content) {
        states.save(session, state, content);
    }

    @Override
    public Optional<Bytes> loadState(Digest session, Digest state) {
        return states.load(session, state);
    }

    @Override
    public int epochFloor() {
        return database.epochFloor();
    }

    /** In the same database; closed with this store. */
    @Override
    public Ledger ledger() {
        return new SqliteLedger(database);
    }

    MemberDatabase database() {
        return database;
    }

    @Override
    public synchronized void close() {
        try {
            database.close();
        } finally {
            local.close();
            directory.close();
        }
    }

    private record Row(long generation, Bytes guard, Bytes sealed) {}
}
