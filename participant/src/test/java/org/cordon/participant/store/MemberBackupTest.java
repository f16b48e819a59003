// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cordon.disk.Incarnation;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.round.Ledger;
import org.cordon.participant.round.MemberStore.MemberRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.EpochNumbers;
import org.cordon.sum.epoch.StoredReader;
import org.cordon.sum.round.RoundGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup holds no secret, and no restore of anything makes a member sign twice or forget what it counted. */
class MemberBackupTest {
    private static final Digest SESSION = MemberStoreContract.SESSION;
    private static final Secret LOCAL = SqliteMemberStoreTest.LOCAL;
    private static final Randomness RANDOM = Randomness.secure();
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final String SECRET = "a secret of the open round";

    @TempDir
    Path directory;

    private Path state() {
        return directory.resolve("state");
    }

    private Incarnation mark() {
        return Incarnation.in(directory.resolve("node.mark"), "cordon participant restore --config FILE", RANDOM);
    }

    private SqliteMemberStore open() {
        return SqliteMemberStore.open(state(), LOCAL, RANDOM, mark());
    }

    private MemberBackup.Restored restore(Optional<Path> in) {
        return MemberBackup.restore(state(), in, LOCAL, mark(), RANDOM, NOW);
    }

    /** A record as a follower writes it: the guard, the manifest of the epoch and its version, the progress. */
    private static MemberRecord record(RoundGuard guard) {
        return record(guard, 1);
    }

    private static MemberRecord record(RoundGuard guard, int version) {
        Digest state = Digest.of(new byte[Digest.BYTES]);
        Bytes progress = new Transcript()
                .raw(state)
                .raw(state)
                .u32(0)
                .u16(0)
                .u32(0)
                .u16(0)
                .u8(1)
                .u32(0)
                .toBytes();
        Bytes open = new Transcript()
                .lp(guard.encode())
                .raw(state)
                .u32(version)
                .lp(progress)
                .toBytes();
        return new MemberRecord(open, Bytes.wrap(SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    private static RoundGuard guard(SqliteMemberStore store) {
        return RoundGuard.decode(
                new StoredReader(store.load(SESSION).orElseThrow().guard()).lp());
    }

    private static int manifestVersion(SqliteMemberStore store) {
        StoredReader in = new StoredReader(store.load(SESSION).orElseThrow().guard());
        assertThat(in.lp().isEmpty()).isFalse();
        assertThat(in.digest()).isEqualTo(Digest.of(new byte[Digest.BYTES]));
        return in.u32();
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(state())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** Whatever a coordinator shows the member again, of rounds before the restore, known to the backup or not. */
    private static void signsNothingOfBefore(RoundGuard guard) {
        for (int epoch : List.of(1, 6, 7, 8, 500, EpochNumbers.at(NOW))) {
            assertThat(guard.mayAdvertise(epoch)).as("keys for epoch %d", epoch).isEmpty();
            for (int round = 1; round <= 100; round++) {
                for (int attempt : List.of(0, 1, 0xffff)) {
                    Scope scope = new Scope(SESSION, epoch, round, attempt, Scope.COORDINATOR);
                    assertThat(guard.mayEnter(scope)).isEmpty();
                    assertThat(guard.mayEndorse(scope)).isEmpty();
                }
            }
        }
        assertThat(guard.mayAdvertise(EpochNumbers.at(NOW) + 1)).isPresent();
    }

    @Test
    void aBackupHoldsNoSecretSealedOrNot() throws IOException {
        Path backup = directory.resolve("backup");
        try (SqliteMemberStore store = open()) {
            store.save(SESSION, record(new RoundGuard(7, 3, 0, 2)));
            store.saveVector(SESSION, "x", ByteBuffer.wrap(new byte[100]));
            MemberBackup.write(state(), backup, NOW);
        }
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertThat(names).containsExactly("cordon-backup", "guards/" + SESSION.hex(), "tables/ledger", "digest");
            byte[] guard =
                    zip.getInputStream(zip.getEntry("guards/" + SESSION.hex())).readAllBytes();
            assertThat(Bytes.wrap(guard))
                    .isEqualTo(record(new RoundGuard(7, 3, 0, 2)).guard());
        }
        if (Files.getFileStore(backup).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(backup)).hasSize(2);
        }
    }

    @Test
    void aRestoredGuardSignsNothingOfBeforeWithoutTheDisk() throws IOException {
        Path backup = directory.resolve("backup");
        try (SqliteMemberStore store = open()) {
            store.save(SESSION, record(new RoundGuard(6, 3, 0, 2)));
            MemberBackup.write(state(), backup, NOW);
            store.save(SESSION, record(new RoundGuard(7, 9, 1, 9)));
        }
        delete();
        assertThatThrownBy(this::open).isInstanceOf(StoreFailure.class).hasMessageContaining("is empty or new");
        delete();
        assertThat(restore(Optional.of(backup))).isEqualTo(new MemberBackup.Restored(1, false));
        try (SqliteMemberStore store = open()) {
            signsNothingOfBefore(guard(store));
            assertThat(store.load(SESSION).orElseThrow().secrets().isEmpty()).isTrue();
            assertThat(store.epochFloor())
                    .as("a task that the backup does not know is joined above it too")
                    .isEqualTo(EpochNumbers.at(NOW));
            assertThat(store.ledger().gap()).contains(NOW);
        }
    }

    @Test
    void whatTheDiskKnowsIsNeverLowered() throws IOException {
        Path backup = directory.resolve("backup");
        int later = EpochNumbers.at(NOW) + 1_000;
        try (SqliteMemberStore store = open()) {
            store.ledger().raise("rounds/2026-11-21", 3);
            store.ledger().raise("only the backup's", 5);
            store.save(SESSION, record(new RoundGuard(6, 3, 0, 2)));
            MemberBackup.write(state(), backup, NOW);
            store.ledger().raise("rounds/2026-11-21", 9);
            store.ledger().raise("rounds/2026-11-21", 4);
            store.save(SESSION, record(new RoundGuard(later, 9, 1, 9)));
        }
        assertThat(restore(Optional.of(backup))).isEqualTo(new MemberBackup.Restored(1, true));
        try (SqliteMemberStore store = open()) {
            RoundGuard guard = guard(store);
            assertThat(guard.mayAdvertise(later)).isEmpty();
            assertThat(guard.mayAdvertise(later + 1)).isPresent();
            Ledger ledger = store.ledger();
            assertThat(ledger.value("rounds/2026-11-21")).isEqualTo(9);
            assertThat(ledger.value("only the backup's")).isEqualTo(5);
            assertThat(ledger.gap()).as("the disk was the last").isEmpty();
        }
    }

    /** A member never adverts under an older manifest than it used: whoever knows the newer one is believed. */
    @Test
    void theNewerManifestOfDiskAndBackupIsKept() throws IOException {
        Path backup = directory.resolve("backup");
        try (SqliteMemberStore store = open()) {
            store.save(SESSION, record(new RoundGuard(6, 3, 0, 2), 5));
            MemberBackup.write(state(), backup, NOW);
            store.save(SESSION, record(new RoundGuard(7, 3, 0, 2), 4));
        }
        restore(Optional.of(backup));
        try (SqliteMemberStore store = open()) {
            assertThat(manifestVersion(store)).isEqualTo(5);
        }
    }

    @Test
    void aGapStaysUntilAPersonAcceptsIt() throws IOException {
        Path backup = directory.resolve("backup");
        try (SqliteMemberStore store = open()) {
            store.ledger().raise("epsilon", 3);
            MemberBackup.write(state(), backup, NOW);
        }
        delete();
        restore(Optional.of(backup));
        try (SqliteMemberStore store = open()) {
            assertThat(store.ledger().gap()).contains(NOW);
            assertThat(store.ledger().value("epsilon")).isEqualTo(3);
        }
        try (SqliteMemberStore store = open()) {
            assertThat(store.ledger().gap()).contains(NOW);
            store.ledger().accept();
        }
        try (SqliteMemberStore store = open()) {
            assertThat(store.ledger().gap()).isEmpty();
        }
    }

    /** A copy made while the node ran, put back before any other start: the moves of the guard tell. */
    @Test
    void aHotCopyThatWasPutBackIsNoticedAndMadeUsable() throws IOException {
        Path copy = directory.resolve("copy");
        SqliteMemberStore store = open();
        store.save(SESSION, record(new RoundGuard(6, 3, 0, 2)));
        store.close();
        copy(state(), copy);
        try (SqliteMemberStore next = open()) {
            next.save(SESSION, record(new RoundGuard(6, 4, 0, 4)));
        }
        delete();
        copy(copy, state());
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("is not the one this node had last: a copy was put back")
                .hasMessageContaining("run 'cordon participant restore --config FILE'");
        assertThat(restore(Optional.empty())).isEqualTo(new MemberBackup.Restored(1, false));
        try (SqliteMemberStore next = open()) {
            signsNothingOfBefore(guard(next));
        }
    }

    /** Within one run, without any start in between. */
    @Test
    void aCopyOfTheSameRunIsNoticedByItsCount() throws IOException {
        Path copy = directory.resolve("copy");
        try (SqliteMemberStore store = open()) {
            store.save(SESSION, record(new RoundGuard(6, 3, 0, 2)));
            copy(state(), copy);
            store.save(SESSION, record(new RoundGuard(6, 4, 0, 4)));
        }
        delete();
        copy(copy, state());
        assertThatThrownBy(this::open).hasMessageContaining("a copy was put back");
    }

    @Test
    void anotherKindOfBackupIsRefused() throws IOException {
        Path backup = directory.resolve("backup");
        Files.writeString(backup, "no backup");
        assertThatThrownBy(() -> restore(Optional.of(backup)))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("must be a whole backup, but is not");
    }
}
