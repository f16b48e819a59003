// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an open log keeps in memory: every leaf's hash, and leaves and notes that are not public yet. The owner's lock guards it.
 */
final class LogMemory {
    private static final int FRAME_LEAVES = 4096;

    private final HashTree tree;
    private final MerkleRange edge;
    private final TreeMap<Long, StoredNote> notes = new TreeMap<>();
    private final List<byte[]> pending = new ArrayList<>();
    private long pendingFrom;
    private long pendingBytes;
    private Optional<StoredNote> published;

    /** A log of which everything in {@code tree} is public. */
    LogMemory(HashTree tree, Optional<StoredNote> published) {
        this.tree = tree;
        this.edge = tree.edge();
        this.pendingFrom = tree.size();
        this.published = published;
    }

    HashTree tree() {
        return tree;
    }

    Batch batch(List<byte[]> leaves) {
        return Batch.of(edge, leaves);
    }

    void accept(Batch batch) {
        for (Hash hash : batch.hashes()) {
            tree.append(hash);
            edge.append(hash);
        }
        for (byte[] leaf : batch.leaves()) {
            pending.add(leaf);
            pendingBytes += leaf.length;
        }
    }

    /** A note as a caller gives it: refused where it is of another tree or older than the published one. */
    StoredNote note(byte[] bytes, long size, Hash root) {
        long oldest = publishedSize();
        if (size < oldest || size > tree.size()) {
            throw new IllegalArgumentException(
                    "size must be " + oldest + " (published) to " + tree.size() + ", but was " + size);
        }
        Hash own = tree.rootAt(size);
        if (!own.equals(root)) {
            throw new IllegalArgumentException(
                    "root must be " + own.hex() + " at size " + size + ", but was " + root.hex());
        }
        return new StoredNote(size, root, bytes.clone());
    }

    void keep(StoredNote note) {
        notes.put(note.size(), note);
    }

    Optional<StoredNote> newest() {
        return notes.isEmpty() ? published : Optional.of(notes.lastEntry().getValue());
    }

    Optional<StoredNote> noteAt(long size) {
        Optional<StoredNote> kept = Optional.ofNullable(notes.get(size));
        return kept.isPresent() ? kept : published.filter(note -> note.size() == size);
    }

    /** The note of {@code size}; refused where none was given since the last publication. */
    StoredNote given(long size) {
        return noteAt(size)
                .orElseThrow(() -> new IllegalArgumentException(
                        "size must be that of a checkpoint given since the published one, but was " + size));
    }

    Optional<StoredNote> published() {
        return published;
    }

    long publishedSize() {
        return published.map(StoredNote::size).orElse(0L);
    }

    byte[] pendingLeaf(long index) {
        return pending.get(Math.toIntExact(index - pendingFrom));
    }

    long pendingFrom() {
        return pendingFrom;
    }

    long pendingBytes() {
        return pendingBytes;
    }

    /** Leaves from {@code from} to {@code to}, all pending. */
    List<byte[]> pending(long from, long to) {
        return List.copyOf(pending.subList(Math.toIntExact(from - pendingFrom), Math.toIntExact(to - pendingFrom)));
    }

    /** Remembers what is public now and keeps the leaves. */
    void publishedKeepingLeaves(StoredNote note) {
        published = Optional.of(note);
        notes.headMap(note.size()).clear();
        if (notes.get(note.size()) == note) {
            notes.remove(note.size());
        }
    }

    /** Remembers what is public now and forgets the leaves that have become so. */
    void published(StoredNote note) {
        publishedKeepingLeaves(note);
        List<byte[]> gone = pending.subList(0, Math.toIntExact(Math.max(note.size() - pendingFrom, 0)));
        for (byte[] leaf : gone) {
            pendingBytes -= leaf.length;
        }
        pendingFrom += gone.size();
        gone.clear();
    }

    /** What a journal must hold besides the public files. */
    List<JournalFrame> unpublished() {
        List<JournalFrame> frames = new ArrayList<>();
        for (int from = 0; from < pending.size(); from += FRAME_LEAVES) {
            List<byte[]> leaves = List.copyOf(pending.subList(from, Math.min(from + FRAME_LEAVES, pending.size())));
            frames.add(JournalFrame.of(pendingFrom + from, leaves, Optional.empty()));
        }
        for (StoredNote note : notes.values()) {
            frames.add(JournalFrame.of(tree.size(), List.of(), Optional.of(note)));
        }
        return frames;
    }
}
