// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cordon.member.KeyFile.Kind;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private static final long SEED = 20261121;
    private static final byte[] KEYS =
            "thirty-two bytes of secret key!!".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final String PASSPHRASE = "correct horse battery";
    private static final ScryptCost CHEAP = new ScryptCost(14, 1);

    private final Randomness randomness = TestConsortium.seeded(SEED);

    @TempDir
    private Path directory;

    @Test
    void opensWithTheSameLock() throws IOException {
        Path file = directory.resolve("a.key");
        try (KeyLock lock = KeyLock.createKeyFile(directory.resolve("unlock.key"), randomness)) {
            KeyFile.write(file, Kind.NODE, KEYS, lock, randomness);
        }
        try (KeyLock lock = KeyLock.keyFile(directory.resolve("unlock.key"))) {
            assertThat(KeyFile.read(file, Kind.NODE, lock)).isEqualTo(KEYS);
        }
        assertThat(contains(Files.readAllBytes(file), KEYS))
                .as("keys in the clear")
                .isFalse();
    }

    @Test
    void opensWithTheSamePassphrase() throws IOException {
        Path file = directory.resolve("a.key");
        try (KeyLock lock = passphrase(PASSPHRASE)) {
            KeyFile.write(file, Kind.OPERATOR, KEYS, lock, randomness);
        }
        try (KeyLock lock = passphrase(PASSPHRASE)) {
            assertThat(KeyFile.read(file, Kind.OPERATOR, lock)).isEqualTo(KEYS);
        }
    }

    @Test
    void theDefaultCostIsStrongAndInTheHeader() {
        try (KeyLock lock = KeyLock.passphrase(PASSPHRASE.toCharArray())) {
            assertThat(lock.cost()).isEqualTo(new ScryptCost(17, 1));
            byte[] content = KeyFile.encode(Kind.NODE, KEYS, lock, randomness);
            assertThat(Arrays.copyOfRange(content, 8, 14)).containsExactly(1, 1, 1, 17, 8, 1);
        }
    }

    @Test
    void equalKeysMakeDifferentFiles() {
        try (KeyLock lock = passphrase(PASSPHRASE)) {
            assertThat(KeyFile.encode(Kind.NODE, KEYS, lock, randomness))
                    .isNotEqualTo(KeyFile.encode(Kind.NODE, KEYS, lock, randomness));
        }
    }

    @Test
    void aWrongPassphraseIsToldFromDamage() throws IOException {
        Path file = written(PASSPHRASE);
        try (KeyLock lock = passphrase("correct horse batterz")) {
            refused(
                    () -> KeyFile.read(file, Kind.NODE, lock),
                    Reason.WRONG_PASSPHRASE,
                    " does not open with this passphrase");
        }
    }

    @Test
    void aWrongKeyFileIsToldFromDamage() throws IOException {
        Path file = directory.resolve("a.key");
        try (KeyLock lock = unlockKey("one");
                KeyLock other = unlockKey("two")) {
            KeyFile.write(file, Kind.NODE, KEYS, lock, randomness);
            refused(
                    () -> KeyFile.read(file, Kind.NODE, other),
                    Reason.WRONG_UNLOCK_KEY,
                    " does not open with this key file");
        }
    }

    @Test
    void theOtherKindOfLockIsNamed() throws IOException {
        Path byPassphrase = written(PASSPHRASE);
        Path byKeyFile = directory.resolve("b.key");
        try (KeyLock unlockKey = unlockKey("one");
                KeyLock passphrase = passphrase(PASSPHRASE)) {
            KeyFile.write(byKeyFile, Kind.NODE, KEYS, unlockKey, randomness);
            refused(
                    () -> KeyFile.read(byPassphrase, Kind.NODE, unlockKey),
                    Reason.WRONG_LOCK,
                    " is locked with a passphrase, but a key file was given; give the passphrase");
            refused(
                    () -> KeyFile.read(byKeyFile, Kind.NODE, passphrase),
                    Reason.WRONG_LOCK,
                    " is locked with a key file, but a passphrase was given; give the key file");
        }
    }

    @Test
    void anotherKindOfKeysIsNamed() throws IOException {
        Path file = written(PASSPHRASE);
        try (KeyLock lock = passphrase(PASSPHRASE)) {
            refused(
                    () -> KeyFile.read(file, Kind.AUTHORITY, lock),
                    Reason.WRONG_KIND,
                    " holds a node's keys and not the certificate authority's key; check the path");
        }
    }

    @Test
    void everyTruncationIsTold() throws IOException {
        try (KeyLock lock = unlockKey("one")) {
            byte[] good = KeyFile.encode(Kind.NODE, KEYS, lock, randomness);
            for (int size = 0; size < good.length; size++) {
                byte[] cut = Arrays.copyOf(good, size);
                refused(() -> decode(cut, lock), Reason.TRUNCATED, " ends after " + size + " bytes");
            }
        }
    }

    @Test
    void anythingElseIsNotAKeyFile() throws IOException {
        try (KeyLock lock = unlockKey("one")) {
            refused(
                    () -> decode(
                            "-----BEGIN PRIVATE KEY-----".getBytes(java.nio.charset.StandardCharsets.US_ASCII), lock),
                    Reason.NOT_A_KEY_FILE,
                    " is not a Cordon key file");
        }
    }

    @Test
    void aLaterVersionIsNamed() throws IOException {
        try (KeyLock lock = unlockKey("one")) {
            byte[] content = KeyFile.encode(Kind.NODE, KEYS, lock, randomness);
            content[8] = 2;
            refused(
                    () -> decode(content, lock),
                    Reason.UNSUPPORTED_VERSION,
                    " is a key file of version 2, but this program reads version 1");
        }
    }

    @Test
    void aDearOrCheapScryptCostIsRefusedBeforeAnyWork() {
        try (KeyLock lock = passphrase(PASSPHRASE)) {
            byte[] good = KeyFile.encode(Kind.NODE, KEYS, lock, randomness);
            int[][] costs = {
                {31, 8, 1}, {19, 8, 1}, {1, 8, 1}, {-1, 8, 1}, {14, 1, 1}, {14, 127, 1}, {14, 8, 0}, {14, 8, 5}
            };
            for (int[] cost : costs) {
                byte[] bad = good.clone();
                for (int i = 0; i < 3; i++) {
                    bad[11 + i] = (byte) cost[i];
                }
                refused(
                        () -> decode(rechecked(bad), lock),
                        Reason.ALTERED,
                        " was altered: its scrypt cost is out of range");
            }
        }
    }

    @Test
    void aPassphraseMustBeLongAndWellFormed() {
        assertThatThrownBy(() -> KeyLock.passphrase("elevenchars".toCharArray()))
                .hasMessage("passphrase must be at least 12 characters, but was 11");
        assertThatThrownBy(() -> KeyLock.passphrase("lone surrogate \ud800 in it".toCharArray()))
                .hasMessage("passphrase must be well-formed text, but was not");
        assertThatThrownBy(() -> new ScryptCost(13, 1)).hasMessageContaining("but was 13 and 1");
    }

    @Test
    void aKeyFileOfAnotherLengthIsRefused() throws IOException {
        Path unlock = directory.resolve("short.key");
        PrivateFiles.write(unlock, new byte[31]);
        refused(() -> KeyLock.keyFile(unlock), Reason.TRUNCATED, " must be 32 bytes, but was 31");
        Path longer = directory.resolve("long.key");
        PrivateFiles.write(longer, new byte[33]);
        refused(() -> KeyLock.keyFile(longer), Reason.ALTERED, " must be at most 32 bytes, but was longer");
    }

    @Test
    void nothingSecretIsPrinted() throws IOException {
        Path file = written(PASSPHRASE);
        try (KeyLock lock = passphrase("another secret phrase")) {
            assertThat(lock.toString()).isEqualTo("KeyLock");
            assertThatThrownBy(() -> KeyFile.read(file, Kind.NODE, lock))
                    .hasMessageNotContaining("another secret")
                    .hasNoCause();
        }
    }

    private byte[] decode(byte[] content, KeyLock lock) throws KeyFileRefused {
        return KeyFile.decode(directory.resolve("a.key"), content, Kind.NODE, lock);
    }

    /** What an attacker who knows the format does: the checksum fits again. */
    static byte[] rechecked(byte[] content) {
        byte[] fixed = content.clone();
        if (fixed.length >= 32) {
            byte[] checksum =
                    Hashes.sha256(Arrays.copyOf(fixed, fixed.length - 32)).toByteArray();
            System.arraycopy(checksum, 0, fixed, fixed.length - 32, 32);
        }
        return fixed;
    }

    private Path written(String passphrase) throws IOException {
        Path file = directory.resolve("node.key");
        try (KeyLock lock = passphrase(passphrase)) {
            KeyFile.write(file, Kind.NODE, KEYS, lock, randomness);
        }
        return file;
    }

    private KeyLock unlockKey(String name) throws IOException {
        return KeyLock.createKeyFile(directory.resolve(name), randomness);
    }

    private static KeyLock passphrase(String text) {
        return KeyLock.passphrase(text.toCharArray(), CHEAP);
    }

    private static boolean contains(byte[] content, byte[] part) {
        for (int i = 0; i + part.length <= content.length; i++) {
            if (Arrays.equals(content, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private static void refused(ThrowingCallable call, Reason reason, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyFileRefused.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
