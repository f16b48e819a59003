// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one write appended: leaves from {@code first} on, and the note that came with them. */
record JournalFrame(long first, List<byte[]> leaves, Optional<StoredNote> note) {
    private static final int FIXED = Long.BYTES + Integer.BYTES + Integer.BYTES;

    static JournalFrame of(long first, List<byte[]> leaves, Optional<StoredNote> note) {
        return new JournalFrame(first, leaves, note);
    }

    int length() {
        int length = FIXED
                + note.map(kept -> Long.BYTES + Hash.BYTES + kept.bytes().length)
                        .orElse(0);
        for (byte[] leaf : leaves) {
            length = Math.addExact(length, EntryBundle.PREFIX + leaf.length);
        }
        return length;
    }

    void write(ByteBuffer target) {
        target.putLong(first).putInt(leaves.size());
        for (byte[] leaf : leaves) {
            target.putShort((short) leaf.length).put(leaf);
        }
        target.putInt(note.map(kept -> kept.bytes().length).orElse(0));
        note.ifPresent(kept ->
                target.putLong(kept.size()).put(kept.root().toByteArray()).put(kept.bytes()));
    }

    /** Reads all of {@code source}; empty where it is no frame. */
    static Optional<JournalFrame> read(ByteBuffer source) {
        try {
            long first = source.getLong();
            int count = source.getInt();
            List<byte[]> leaves = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                leaves.add(bytes(source, Short.toUnsignedInt(source.getShort())));
            }
            int length = source.getInt();
            Optional<StoredNote> note = Optional.empty();
            if (length != 0) {
                long size = source.getLong();
                Hash root = Hash.of(bytes(source, Hash.BYTES));
                note = Optional.of(new StoredNote(size, root, bytes(source, length)));
            }
            return source.hasRemaining() ? Optional.empty() : Optional.of(new JournalFrame(first, leaves, note));
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(ByteBuffer source, int length) {
        if (length < 0 || length > source.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        source.get(bytes);
        return bytes;
    }
}
