// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Randomness;

/**
 * Locks all key files of a directory with another passphrase or key file.
 *
 * <p>Every file is first written anew beside the old one, read back from disk and opened with the new lock; only when all
 * have been proven so does each take the place of its old one, by a rename.
 *
 * <p><b>Guarantees.</b> At every moment each file opens with the old lock or the new one. After a crash in the middle a
 * second run with the same locks goes on.
 *
 * <p><b>Does not check</b> for copies: what an old lock protected in a backup it still protects there.
 */
public final class KeyRelock {
    private static final String DRAFT = ".relocked";

    private final KeyLock old;
    private final KeyLock fresh;
    private final Randomness randomness;

    /** Both locks stay the caller's. */
    public KeyRelock(KeyLock old, KeyLock fresh, Randomness randomness) {
        this.old = old;
        this.fresh = fresh;
        this.randomness = randomness;
    }

    /** Relocks the key files in {@code directory} and in {@code keys} below it; returns those that were changed. */
    public List<Path> relock(Path directory) throws IOException {
        List<Path> files = KeyInventory.files(directory).stream()
                .filter(file -> file.getFileName().toString().endsWith(FileKeys.ENDING))
                .filter(file -> !file.getFileName().toString().equals("unlock.key"))
                .toList();
        if (files.isEmpty()) {
            throw new KeyFileRefused(
                    Reason.MISSING,
                    directory,
                    "must hold locked key files, but holds none; check the path (the PIN of keys in a token is changed"
                            + " with its vendor's tool)");
        }
        List<Path> changed = new ArrayList<>();
        try {
            for (Path file : files) {
                if (draft(file)) {
                    changed.add(file);
                }
            }
        } catch (IOException | RuntimeException failed) {
            for (Path file : files) {
                Files.deleteIfExists(drafted(file));
            }
            throw failed;
        }
        for (Path file : changed) {
            Files.move(drafted(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(file);
        }
        return List.copyOf(changed);
    }

    /** Writes and proves the file under the new lock; false if it opens with that already. */
    private boolean draft(Path file) throws IOException {
        byte[] content = PrivateFiles.readSecret(file, KeyFile.MAX_BYTES);
        KeyFile.Kind kind = KeyFile.header(file, content).kind();
        byte[] keys = new byte[0];
        byte[] again = new byte[0];
        try {
            keys = KeyFile.decode(file, content, kind, old);
            Files.deleteIfExists(drafted(file));
            KeyFile.write(drafted(file), kind, keys, fresh, randomness);
            again = KeyFile.read(drafted(file), kind, fresh);
            if (!MessageDigest.isEqual(keys, again)) {
                throw new KeyFileRefused(
                        Reason.ALTERED,
                        drafted(file),
                        "does not hold what was written; check the disk, nothing changed");
            }
            return true;
        } catch (KeyFileRefused refused) {
            if (opensWithTheNewLock(file, content, kind)) {
                return false;
            }
            throw refused;
        } finally {
            Arrays.fill(keys, (byte) 0);
            Arrays.fill(again, (byte) 0);
        }
    }

    private boolean opensWithTheNewLock(Path file, byte[] content, KeyFile.Kind kind) {
        try {
            Arrays.fill(KeyFile.decode(file, content, kind, fresh), (byte) 0);
            return true;
        } catch (KeyFileRefused wrong) {
            return false;
        }
    }

    private static Path drafted(Path file) {
        return file.resolveSibling(file.getFileName() + DRAFT);
    }

    private static void sync(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
