// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log that lasts as long as the object: for tests, and for a member that keeps no mirror. Nothing is durable. */
public final class MemoryLog extends RememberedLog {
    private final Map<Hash, byte[]> blobs = new HashMap<>();
    private final Map<Long, byte[]> history = new HashMap<>();
    private boolean closed;

    /** An empty log. */
    public MemoryLog() {
        super(new LogMemory(new HashTree(), Optional.empty()));
    }

    @Override
    public synchronized byte[] leaf(long index) {
        memory.tree().leafHash(index); // checks the index
        return memory.pendingLeaf(index).clone();
    }

    @Override
    public void forEachLeaf(long from, long to, LeafSink sink) {
        for (long index = from; index < to; index++) {
            sink.accept(index, leaf(index));
        }
    }

    @Override
    public synchronized void append(List<byte[]> leaves) {
        requireOpen();
        memory.accept(memory.batch(leaves));
    }

    @Override
    public synchronized void checkpoint(byte[] signedNote, long size, Hash root) {
        requireOpen();
        memory.keep(memory.note(signedNote, size, root));
    }

    @Override
    public synchronized byte[] commit(List<byte[]> leaves, CheckpointMaker maker) {
        requireOpen();
        Batch batch = memory.batch(leaves);
        byte[] note = maker.note(batch.size(), batch.root()).clone();
        StoredNote stored = new StoredNote(batch.size(), batch.root(), note);
        memory.accept(batch);
        memory.keep(stored);
        return note.clone();
    }

    @Override
    public synchronized Optional<byte[]> checkpointAt(long size) {
        return memory.noteAt(size)
                .map(StoredNote::bytes)
                .or(() -> Optional.ofNullable(history.get(size)))
                .map(byte[]::clone);
    }

    @Override
    public synchronized void publish() {
        requireOpen();
        memory.newest().ifPresent(this::publish);
    }

    @Override
    public synchronized void publish(long size) {
        requireOpen();
        publish(memory.given(size));
    }

    private synchronized void publish(StoredNote note) {
        history.put(note.size(), note.bytes());
        memory.publishedKeepingLeaves(note);
    }

    @Override
    public synchronized void putBlob(Hash name, byte[] content) {
        BlobFiles.check(name, Hash.ofContent(content));
        blobs.put(name, content.clone());
    }

    @Override
    public void putBlob(Hash name, Path content) {
        try {
            putBlob(name, Files.readAllBytes(content));
        } catch (IOException failure) {
            throw LogStorageFailure.of("keep as a blob", content, failure);
        }
    }

    @Override
    public synchronized boolean hasBlob(Hash name) {
        return blobs.containsKey(name);
    }

    @Override
    public synchronized Optional<byte[]> blob(Hash name) {
        return Optional.ofNullable(blobs.get(name)).map(byte[]::clone);
    }

    @Override
    public synchronized boolean deleteBlob(Hash name) {
        return Optional.ofNullable(blobs.remove(name)).isPresent();
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new LogStorageFailure("the log in memory is closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
