// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Aead;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;

/*
 * One file a session, keys/<session>.key, of two slots 4 KiB apart. The key of generation g lies in slot g mod 2:
 *
 *   u64 g | key of the record, sealed by the node's local secret (60 bytes) | nothing up to the sector's end
 *
 * A slot is one sector of 512 bytes at a block's start, so that a slot is never half written and writing one cannot
 * harm the other. A slot of generation 0 is empty; its other bytes are random. Slots are overwritten in place and
 * forced: no name is made or removed, no directory is forced.
 */
/** The keys of sealed records; a key that is destroyed is overwritten where it lay. */
final class RecordKeys {
    private static final int SLOT_BYTES = 512;
    private static final long SLOT_DISTANCE = 4096;
    private static final String SUFFIX = ".key";

    private final Path directory;
    private final Secret local;
    private final Randomness randomness;

    RecordKeys(Path directory, Secret local, Randomness randomness) {
        this.directory = directory;
        this.local = local;
        this.randomness = randomness;
    }

    /** Writes a key into the slot of its generation, durable on return. */
    void put(Digest session, long generation, Secret key) {
        byte[] raw = key.copyBytes();
        try {
            Bytes wrapped = Aead.seal(local, raw, associated(session, generation), randomness);
            write(
                    session,
                    generation,
                    ByteBuffer.allocate(SLOT_BYTES).putLong(generation).put(wrapped.toByteArray()));
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** The key of a generation; empty where it was destroyed, or was sealed by another local secret. */
    Optional<Secret> get(Digest session, long generation) {
        Path file = file(session);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        ByteBuffer slot = ByteBuffer.allocate(Long.BYTES + Secret.BYTES + Aead.OVERHEAD_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (slot.hasRemaining() && channel.read(slot, offset(generation) + slot.position()) >= 0) {
                // until the slot is full or the file ends
            }
        } catch (IOException failure) {
            throw StoreFailure.of("read", file, failure);
        }
        if (slot.hasRemaining() || slot.getLong(0) != generation) {
            return Optional.empty();
        }
        Bytes wrapped = Bytes.of(Arrays.copyOfRange(slot.array(), Long.BYTES, slot.capacity()));
        return Aead.open(local, wrapped, associated(session, generation)).map(RecordKeys::wiped);
    }

    private static Secret wiped(byte[] raw) {
        Secret key = Secret.of(raw);
        Arrays.fill(raw, (byte) 0);
        return key;
    }

    /** Overwrites the slot of a generation, forced on return; whatever lies in it is gone. */
    void destroy(Digest session, long generation) {
        if (!Files.exists(file(session))) {
            return;
        }
        byte[] noise = new byte[SLOT_BYTES - Long.BYTES];
        randomness.nextBytes(noise);
        write(session, generation, ByteBuffer.allocate(SLOT_BYTES).putLong(0).put(noise));
    }

    /** Removes the key file of a session that has no record. */
    void remove(Digest session) {
        destroy(session, 0);
        destroy(session, 1);
        try {
            Files.delete(file(session));
            DurableFiles.syncDirectory(directory);
        } catch (IOException failure) {
            throw StoreFailure.of("remove", file(session), failure);
        }
    }

    /** Every session that has a key file. */
    Iterable<Digest> sessions() {
        try {
            return DurableFiles.list(directory).stream()
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.length() == 2 * Digest.BYTES + SUFFIX.length() && name.endsWith(SUFFIX))
                    .map(name -> Digest.parseHex(name.substring(0, 2 * Digest.BYTES)))
                    .toList();
        } catch (IOException failure) {
            throw StoreFailure.of("list", directory, failure);
        }
    }

    Path file(Digest session) {
        return directory.resolve(session.hex() + SUFFIX);
    }

    private void write(Digest session, long generation, ByteBuffer slot) {
        Path file = file(session);
        boolean fresh = !Files.exists(file);
        try (FileChannel channel = DurableFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            slot.clear();
            while (slot.hasRemaining()) {
                channel.write(slot, offset(generation) + slot.position());
            }
            channel.force(false);
            if (fresh) {
                DurableFiles.syncDirectory(directory);
            }
        } catch (IOException failure) {
            throw StoreFailure.of("write", file, failure);
        }
    }

    private static long offset(long generation) {
        return (generation & 1) * SLOT_DISTANCE;
    }

    private static byte[] associated(Digest session, long generation) {
        return ByteBuffer.allocate(Digest.BYTES + Long.BYTES)
                .put(session.toByteArray())
                .putLong(generation)
                .array();
    }
}
