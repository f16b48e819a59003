// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.suite.VerifyKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRelockTest {
    private static final Randomness RANDOM = Randomness.secure();
    private static final String NEW = "a passphrase of some length";

    @TempDir
    private Path parent;

    private Path directory;
    private VerifyKey node;
    private VerifyKey older;

    @BeforeEach
    void makeKeys() throws IOException {
        directory = parent.resolve("node");
        PrivateFiles.createDirectory(directory);
        PrivateFiles.createDirectory(directory.resolve("keys"));
        try (KeyHolder holder = KeyHolder.files(KeyLock.createKeyFile(unlock(), RANDOM), RANDOM);
                NodeKeys first = holder.makeNode(directory.resolve("node"));
                NodeKeys second = holder.makeNode(directory.resolve("keys").resolve("3"))) {
            node = first.identity().verifyKey();
            older = second.identity().verifyKey();
        }
    }

    @Test
    void everyKeyOpensWithTheNewLockOnly() throws IOException {
        assertThat(relock()).containsExactly(file("node.key"), file("keys/3.key"));
        opens(fresh());
        try (KeyHolder holder = KeyHolder.files(KeyLock.keyFile(unlock()), RANDOM)) {
            KeyHolderContract.refused(() -> holder.openNode(directory.resolve("node")), Reason.WRONG_LOCK);
        }
        assertThat(names()).doesNotContain("node.key.relocked", "3.key.relocked");
        assertThat(KeyInventory.of(directory))
                .extracting(KeyInventory::file, KeyInventory::kind, KeyInventory::lock)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("node.key", "node", "passphrase (scrypt, N = 2^14)"),
                        org.assertj.core.groups.Tuple.tuple("keys/3.key", "node", "passphrase (scrypt, N = 2^14)"));
    }

    @Test
    void aWrongOldLockChangesNothing() throws IOException {
        byte[] before = Files.readAllBytes(file("node.key"));
        try (KeyLock wrong = KeyLock.createKeyFile(parent.resolve("wrong.key"), RANDOM);
                KeyLock fresh = fresh()) {
            KeyRelock relock = new KeyRelock(wrong, fresh, RANDOM);
            KeyHolderContract.refused(() -> relock.relock(directory), Reason.WRONG_UNLOCK_KEY);
        }
        assertThat(Files.readAllBytes(file("node.key"))).isEqualTo(before);
        opens(KeyLock.keyFile(unlock()));
    }

    @Test
    void oneUnreadableFileKeepsAllAsTheyWere() throws IOException {
        byte[] before = Files.readAllBytes(file("node.key"));
        byte[] damaged = Files.readAllBytes(file("keys/3.key"));
        damaged[60] ^= 1;
        Files.write(file("keys/3.key"), damaged);
        KeyHolderContract.refused(this::relock, Reason.ALTERED);
        assertThat(Files.readAllBytes(file("node.key"))).isEqualTo(before);
        assertThat(names()).doesNotContain("node.key.relocked");
    }

    /** A crash between two renames: one file has the new lock, the draft of the other is still there. */
    @Test
    void aSecondRunGoesOnWhereACrashStopped() throws IOException {
        byte[] old = Files.readAllBytes(file("keys/3.key"));
        relock();
        Files.write(file("keys/3.key"), old);
        Files.write(file("keys/3.key.relocked"), new byte[] {1});
        assertThat(relock()).containsExactly(file("keys/3.key"));
        opens(fresh());
        assertThat(relock()).isEmpty();
    }

    @Test
    void aDirectoryWithoutKeysIsNamed() {
        assertThatThrownBy(() -> {
                    try (KeyLock old = KeyLock.keyFile(unlock());
                            KeyLock fresh = fresh()) {
                        new KeyRelock(old, fresh, RANDOM).relock(parent);
                    }
                })
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageContaining(parent + " must hold locked key files, but holds none; check the path");
    }

    @Test
    void theInventoryTellsThePublicHalvesOfApprovers() throws IOException {
        RoleDirectory approver =
                RoleDirectory.approver(parent.resolve("approver")).create();
        try (KeyHolder holder = KeyHolder.files(KeyLock.createKeyFile(approver.unlockFile(), RANDOM), RANDOM);
                Signer key = approver.makeKey(holder)) {
            assertThat(KeyInventory.of(approver.path()))
                    .containsExactly(new KeyInventory(
                            "approver.key",
                            "approver",
                            "key file",
                            List.of(KeyInventory.PublicHalf.of("approver", key.verifyKey()))));
        }
    }

    private void opens(KeyLock lock) throws IOException {
        try (KeyHolder holder = KeyHolder.files(lock, RANDOM);
                NodeKeys first = holder.openNode(directory.resolve("node"));
                NodeKeys second = holder.openNode(directory.resolve("keys").resolve("3"))) {
            assertThat(first.identity().verifyKey()).isEqualTo(node);
            assertThat(second.identity().verifyKey()).isEqualTo(older);
        }
    }

    private List<Path> relock() throws IOException {
        try (KeyLock old = KeyLock.keyFile(unlock());
                KeyLock fresh = fresh()) {
            return new KeyRelock(old, fresh, RANDOM).relock(directory);
        }
    }

    private static KeyLock fresh() {
        return KeyLock.passphrase(NEW.toCharArray(), new ScryptCost(14, 1));
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private Path unlock() {
        return directory.resolve("unlock.key");
    }
}
