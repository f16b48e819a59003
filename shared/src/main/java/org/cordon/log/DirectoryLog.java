// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A log in a directory: the public files of C2SP tlog-tiles, and a private {@code journal/} that makes a write durable by one force
 * of one file. {@link #publish} moves what is journaled into the public files; a note whose size is public is in
 * {@code checkpoint-history/}.
 *
 * <p><b>Guarantees.</b> As {@link LogStorage}, also after kill -9 or loss of power at any moment. One process writes: a second one
 * is refused. On start all hashes are made anew from the leaves' bytes; where a tile, a root or a note does not agree, the log
 * refuses to start and changes nothing. Memory: 33 bytes a leaf, and the leaves that are not public yet.
 *
 * <p><b>Does not check</b> signatures, nor blobs before they are read. The directory must not be on a network file system.
 */
public final class DirectoryLog extends RememberedLog {
    /** Leaves that wait are published on their own from this many bytes on. */
    private static final long MOST_PENDING_BYTES = 16L << 20;

    /** The journal is begun anew from this length on. */
    private static final long LONGEST_JOURNAL = 4L << 20;

    private final Path root;
    private final FileChannel lock;
    private final PublicFiles files;
    private final BlobFiles blobs;
    private final Journal journal;
    private final Object publishing = new Object();
    private Optional<String> unusable = Optional.empty();
    private boolean isSteered;

    private DirectoryLog(Path root, FileChannel lock, LogMemory memory, Journal journal) {
        super(memory);
        this.root = root;
        this.lock = lock;
        this.files = new PublicFiles(root);
        this.blobs = new BlobFiles(root);
        this.journal = journal;
    }

    /** Opens the log in {@code directory}, or begins an empty one there. */
    public static DirectoryLog open(Path directory) throws LogRefused {
        Path root = directory.toAbsolutePath();
        try {
            FileChannel lock = LogStart.lock(root);
            try {
                LogStart start = new LogStart(root);
                return new DirectoryLog(root, lock, start.memory(), start.journal());
            } catch (IOException | LogRefused | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new LogRefused("cannot open the log in " + root + ": " + LogFiles.reason(failure), failure);
        }
    }

    /** Where the log is. */
    public Path directory() {
        return root;
    }

    @Override
    public byte[] leaf(long index) {
        return leaves(index, index + 1).get(0).clone();
    }

    @Override
    public void forEachLeaf(long from, long to, LeafSink sink) {
        for (long next = from; next < to; ) {
            long end = Math.min(to, next - next % TilePath.FULL + TilePath.FULL);
            for (byte[] leaf : leaves(next, end)) {
                sink.accept(next, leaf.clone());
                next++;
            }
        }
    }

    /** Leaves of one bundle. */
    private synchronized List<byte[]> leaves(long from, long to) {
        if (from < 0 || to > size()) {
            throw new IllegalArgumentException("index must be below " + size() + " and not negative, but was " + from);
        }
        long waiting = memory.pendingFrom();
        if (from >= waiting) {
            return memory.pending(from, to);
        }
        long first = from - from % TilePath.FULL;
        TilePath path =
                TilePath.entries(first / TilePath.FULL, (int) Math.min(TilePath.FULL, memory.publishedSize() - first));
        try {
            List<byte[]> bundle = files.leaves(path);
            List<byte[]> found = new ArrayList<>(bundle.subList(
                    (int) (from - first), (int) (Math.min(to, first + bundle.size()) - first)));
            if (to > waiting) {
                found.addAll(memory.pending(waiting, to));
            }
            return found;
        } catch (IOException failure) {
            throw LogStorageFailure.of("read", root.resolve(path.toString()), failure);
        } catch (LogRefused damaged) {
            throw LogStorageFailure.of(damaged);
        }
    }

    @Override
    public void append(List<byte[]> leaves) {
        synchronized (this) {
            Batch batch = memory.batch(leaves);
            write(batch, Optional.empty());
        }
        publishWhenLarge();
    }

    @Override
    public synchronized void checkpoint(byte[] signedNote, long size, Hash rootOfSize) {
        StoredNote note = memory.note(signedNote, size, rootOfSize);
        write(memory.batch(List.of()), Optional.of(note));
    }

    @Override
    public byte[] commit(List<byte[]> leaves, CheckpointMaker maker) {
        byte[] made;
        synchronized (this) {
            Batch batch = memory.batch(leaves);
            made = maker.note(batch.size(), batch.root()).clone();
            write(batch, Optional.of(new StoredNote(batch.size(), batch.root(), made)));
        }
        publishWhenLarge();
        return made.clone();
    }

    private synchronized void write(Batch batch, Optional<StoredNote> note) {
        requireUsable();
        if (batch.leaves().isEmpty() && note.isEmpty()) {
            return;
        }
        try {
            journal.write(JournalFrame.of(memory.tree().size(), batch.leaves(), note));
        } catch (IOException failure) {
            throw fail("append to", journal.path(), failure);
        }
        memory.accept(batch);
        note.ifPresent(memory::keep);
    }

    @Override
    public synchronized Optional<byte[]> checkpointAt(long size) {
        Optional<StoredNote> kept = memory.noteAt(size);
        if (kept.isPresent()) {
            return Optional.of(kept.get().bytes().clone());
        }
        try {
            return files.history(size);
        } catch (IOException failure) {
            throw LogStorageFailure.of("read the checkpoint of size " + size + " in", root, failure);
        }
    }

    @Override
    public void publish() {
        synchronized (publishing) {
            Optional<StoredNote> newest;
            synchronized (this) {
                newest = memory.newest();
            }
            newest.ifPresent(this::publish);
        }
    }

    @Override
    public void publish(long size) {
        synchronized (publishing) {
            StoredNote note;
            synchronized (this) {
                note = memory.given(size);
                isSteered = true;
            }
            publish(note);
        }
    }

    private void publishWhenLarge() {
        boolean large;
        synchronized (this) {
            large = memory.pendingBytes() > MOST_PENDING_BYTES
                    && memory.newest()
                            .filter(note -> note.size() > memory.publishedSize())
                            .isPresent();
        }
        if (large) {
            publish();
        }
    }

    private void publish(StoredNote note) {
        Publication publication;
        synchronized (this) {
            requireUsable();
            if (memory.published().filter(now -> now == note).isPresent()) {
                return;
            }
            publication = Publication.of(memory, note);
        }
        try {
            files.write(publication);
            synchronized (this) {
                memory.published(note);
                files.removeOutdated(publication.from(), note.size());
                if (journal.length() > LONGEST_JOURNAL) {
                    journal.restart(memory.unpublished());
                }
            }
        } catch (IOException failure) {
            throw fail("publish in", root, failure);
        } catch (LogRefused damaged) {
            throw LogStorageFailure.of(damaged);
        }
    }

    private synchronized LogStorageFailure fail(String act, Path path, IOException failure) {
        unusable = Optional.of("the log in " + root + " takes no more since a write failed (" + LogFiles.reason(failure)
                + "): start it anew");
        return LogStorageFailure.of(act, path, failure);
    }

    private void requireUsable() {
        if (unusable.isPresent()) {
            throw new LogStorageFailure(unusable.get());
        }
    }

    @Override
    public void putBlob(Hash name, byte[] content) {
        blobs.put(name, content);
    }

    @Override
    public void putBlob(Hash name, Path content) {
        blobs.put(name, content);
    }

    @Override
    public boolean hasBlob(Hash name) {
        return blobs.has(name);
    }

    @Override
    public Optional<byte[]> blob(Hash name) {
        return blobs.read(name);
    }

    @Override
    public boolean deleteBlob(Hash name) {
        return blobs.delete(name);
    }

    @Override
    public void close() {
        synchronized (publishing) {
            try {
                if (publishesAtClose()) {
                    publish();
                }
            } finally {
                giveBack();
            }
        }
    }

    private synchronized boolean publishesAtClose() {
        return unusable.isEmpty() && !isSteered;
    }

    private synchronized void giveBack() {
        try (lock;
                journal) {
            if (unusable.isEmpty()
                    && journal.length() > 0
                    && memory.unpublished().isEmpty()) {
                journal.restart(List.of());
            }
        } catch (IOException failure) {
            throw LogStorageFailure.of("close the log in", root, failure);
        } finally {
            unusable = Optional.of("the log in " + root + " is closed");
        }
    }
}
