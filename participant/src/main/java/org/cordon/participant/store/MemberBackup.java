// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.disk.Archive;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.Incarnation;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;
import org.cordon.disk.TableCopy;
import org.cordon.participant.round.MemberStore.MemberRecord;
import org.cordon.participant.round.RestoredRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.sum.epoch.EpochNumbers;

/**
 * Backups of a member's state.
 *
 * <p><b>Guarantees.</b> A backup holds guards, counts and public states; no epoch key, no secret of a round, no vector, sealed
 * or not. A restored member has left every round it was in: it takes part again only in an epoch above every epoch that
 * was begun before the restore, whatever the backup knew of them, so what it signed once it never signs again. Counts
 * are the higher of disk and backup; where the disk is not the node's last, the ledger says that it has a gap.
 *
 * <p><b>Does not check</b> the clock: one that is behind by hours lets an epoch of these hours through.
 */
public final class MemberBackup {
    private static final String KIND = "participant";

    private MemberBackup() {}

    /** What a restore found. */
    public record Restored(int sessions, boolean diskWasLast) {}

    /** Backs up the state in a directory, whether a node runs on it or not. */
    public static void write(Path state, Path out, Instant taken) {
        Path file = state.resolve(SqliteMemberStore.DATABASE);
        if (!Files.isRegularFile(file)) {
            throw new StoreFailure("there is no participant's state in " + state
                    + "; name the state directory of a node" + " that has run");
        }
        SqliteFile database = SqliteFile.at(file);
        try (Connection connection = database.open();
                Statement begin = connection.createStatement()) {
            begin.execute("PRAGMA query_only=ON");
            begin.execute("BEGIN");
            Map<String, Bytes> contents = new TreeMap<>();
            guards(connection).forEach((session, guard) -> contents.put("guards/" + session.hex(), guard));
            contents.put("tables/ledger", TableCopy.read(connection, "SELECT name, value FROM ledger"));
            states(state.resolve("states"), guards(connection), contents);
            Archive.write(out, new Archive.Header(KIND, TableCopy.schema(connection), taken), sink -> {
                for (Map.Entry<String, Bytes> content : contents.entrySet()) {
                    sink.put(content.getKey(), content.getValue());
                }
            });
        } catch (SQLException failure) {
            throw database.failure("back up", failure);
        } catch (IOException failure) {
            throw StoreFailure.of("back up", state, failure);
        }
    }

    private static Map<Digest, Bytes> guards(Connection connection) throws SQLException {
        Map<Digest, Bytes> guards = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT session, guard FROM record")) {
            while (result.next()) {
                guards.put(Digest.of(result.getBytes(1)), Bytes.wrap(result.getBytes(2)));
            }
        }
        return guards;
    }

    /** Those that are still there; a member asks the coordinator for any other. */
    private static void states(Path root, Map<Digest, Bytes> guards, Map<String, Bytes> contents) throws IOException {
        for (Map.Entry<Digest, Bytes> session : guards.entrySet()) {
            List<Digest> named = RestoredRecord.states(session.getValue());
            for (Path file : DurableFiles.list(root.resolve(session.getKey().hex()))) {
                String name = file.getFileName().toString();
                Optional<Digest> state = named.stream()
                        .filter(each -> name.endsWith("-" + each.hex()))
                        .findFirst();
                if (state.isPresent() && Files.exists(file)) {
                    contents.put(
                            Archive.stateName(session.getKey(), state.get()), Bytes.wrap(Files.readAllBytes(file)));
                }
            }
        }
    }

    /**
     * Makes the state in {@code state} - what is there, a backup, or both - one that the node can go on from.
     *
     * @param in a backup; without one the disk alone counts
     * @param local the node's local secret
     */
    public static Restored restore(
            Path state, Optional<Path> in, Secret local, Incarnation own, Randomness randomness, Instant now) {
        Optional<Archive> backup = in.map(file -> Archive.open(file, KIND));
        try {
            RestorableState.forgetSecrets(state);
            try (SqliteMemberStore store = SqliteMemberStore.open(state, local, randomness)) {
                boolean last = own.isLast(store.database().storedMark());
                int floor = Math.max(store.epochFloor(), EpochNumbers.at(now));
                store.database().raiseEpochFloor(floor, randomness);
                Map<Digest, List<MemberRecord>> found = new TreeMap<>();
                for (Digest session : store.sessions()) {
                    store.load(session)
                            .ifPresent(record -> found.computeIfAbsent(session, any -> new ArrayList<>())
                                    .add(record));
                }
                backup.ifPresent(archive -> take(archive, store, found));
                found.forEach((session, records) -> store.save(session, RestoredRecord.of(records, floor)));
                if (!last) {
                    new SqliteLedger(store.database()).open(now);
                }
                store.database().adopt(own);
                long sessions = found.values().stream()
                        .filter(records -> RestoredRecord.isOfSession(records.get(0)))
                        .count();
                return new Restored((int) sessions, last);
            }
        } finally {
            backup.ifPresent(Archive::close);
        }
    }

    private static void take(Archive backup, SqliteMemberStore store, Map<Digest, List<MemberRecord>> found) {
        for (String name : backup.names("guards/")) {
            Digest session = Digest.parseHex(name.substring("guards/".length()));
            found.computeIfAbsent(session, any -> new ArrayList<>())
                    .add(new MemberRecord(backup.read(name), Bytes.EMPTY));
        }
        for (String name : backup.names("states/")) {
            String[] parts = name.split("/", -1);
            Digest session = Digest.parseHex(parts[1]);
            Digest state = Digest.parseHex(parts[2]);
            if (store.loadState(session, state).isEmpty()) {
                store.saveState(session, state, backup.read(name));
            }
        }
        store.database().raiseLedger(backup.read("tables/ledger"));
    }
}
