// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.round.MemberStore.MemberRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are sealed on disk, and gone once the next record is saved; a crash between two writes loses neither. */
class DestroyedSecretsTest {
    private static final Digest SESSION = MemberStoreContract.SESSION;
    private static final Secret LOCAL = SqliteMemberStoreTest.LOCAL;
    private static final MemberRecord OLD = record("the secret of the old record");
    private static final MemberRecord NEW = record("the secret of the new record");
    private static final MemberRecord NOTHING_OPEN = new MemberRecord(text("guard, nothing open"), Bytes.EMPTY);

    @TempDir
    Path directory;

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MemberRecord record(String secret) {
        return new MemberRecord(text("guard " + secret.length() + secret.charAt(14)), text(secret.repeat(500)));
    }

    private SqliteMemberStore open(Path root) {
        return SqliteMemberStore.open(root, LOCAL, Randomness.secure());
    }

    @Test
    void noPlaintextIsOnDisk() throws IOException {
        Path root = directory.resolve("store");
        try (SqliteMemberStore store = open(root)) {
            store.save(SESSION, OLD);
            store.save(SESSION, NEW);
            assertThat(everyByte(root).contains("guard ")).isTrue();
            assertThat(everyByte(root).contains("the secret of")).isFalse();
        }
        assertThat(everyByte(root).contains("the secret of")).isFalse();
    }

    private static String everyByte(Path root) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /** Who kept the old database, with all its pages, and holds the local secret, still lacks the key. */
    @Test
    void theOldRowCannotBeOpenedWithTheKeysLeftOnDisk() throws IOException {
        for (MemberRecord next : List.of(NEW, NOTHING_OPEN)) {
            Path root = directory.resolve("store" + next.secrets().size());
            Path kept = directory.resolve("kept" + next.secrets().size());
            try (SqliteMemberStore store = open(root)) {
                store.save(SESSION, NOTHING_OPEN);
                store.save(SESSION, OLD);
                copy(root, kept);
                store.save(SESSION, next);
            }
            try (SqliteMemberStore store = open(copy(kept, kept.resolveSibling(kept.getFileName() + "-whole")))) {
                assertThat(store.load(SESSION)).contains(OLD);
            }
            copy(root.resolve("keys"), kept.resolve("keys"));
            assertThatThrownBy(() -> open(kept))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("cannot be opened with the key");
        }
    }

    @Test
    void atEveryMomentOfASaveTheOldRecordOrTheNewOneIsReadable() throws IOException {
        List<MemberRecord> steps = List.of(OLD, NEW, OLD, NOTHING_OPEN, NOTHING_OPEN, NEW, NOTHING_OPEN, OLD);
        Path root = directory.resolve("store");
        List<Path> moments = new ArrayList<>();
        Runnable copyDisk = () -> moments.add(copyUnchecked(root, directory.resolve("moment" + moments.size())));
        try (SqliteMemberStore store = SqliteMemberStore.open(root, LOCAL, Randomness.secure(), copyDisk)) {
            for (MemberRecord step : steps) {
                store.save(SESSION, step);
            }
        }
        assertThat(moments).hasSize(2 * steps.size());
        for (int i = 0; i < moments.size(); i++) {
            boolean committed = i % 2 == 1;
            int newest = committed ? i / 2 : i / 2 - 1;
            try (SqliteMemberStore store = open(moments.get(i))) {
                if (newest < 0) {
                    assertThat(store.load(SESSION)).as("moment " + i).isEmpty();
                } else {
                    assertThat(store.load(SESSION)).as("moment " + i).contains(steps.get(newest));
                    onlyTheNewestKeyIsLeft(moments.get(i), newest + 1L, steps.get(newest));
                }
                store.save(SESSION, NEW);
                assertThat(store.load(SESSION)).contains(NEW);
            }
        }
    }

    /** What the crash left undone was finished when the store was opened. */
    private static void onlyTheNewestKeyIsLeft(Path root, long generation, MemberRecord record) {
        RecordKeys keys = new RecordKeys(root.resolve("keys"), LOCAL, Randomness.secure());
        for (long other = Math.max(0, generation - 3); other < generation + 3; other++) {
            assertThat(keys.get(SESSION, other).isPresent())
                    .as("key of generation " + other)
                    .isEqualTo(other == generation && !record.secrets().isEmpty());
        }
    }

    @Test
    void aChangedGuardIsNoticed() throws Exception {
        Path root = directory.resolve("store");
        try (SqliteMemberStore store = open(root)) {
            store.save(SESSION, OLD);
            try (var connection =
                            java.sql.DriverManager.getConnection("jdbc:sqlite:" + root.resolve("participant.db"));
                    var statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE record SET guard = x'00'");
            }
            assertThatThrownBy(() -> store.load(SESSION)).isInstanceOf(StoreFailure.class);
        }
    }

    private static Path copyUnchecked(Path from, Path to) {
        try {
            return copy(from, to);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return to;
    }
}
