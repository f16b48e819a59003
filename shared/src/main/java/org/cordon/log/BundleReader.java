// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A log's directory as somebody sees it who only reads: nothing is written or locked, and no file is trusted.
 *
 * <p><b>Guarantees.</b> {@link #rebuild} makes every hash anew from the bytes of the leaves; it says {@link
 * BundleOutcome.Rebuilt} only where all tiles of the size are there, equal byte for byte what the leaves give, and nothing else lies
 * in the directory but the log's other files, and what a writer leaves when it stops, or is copied, as it publishes: temporary
 * files, and tiles of one size before or after, as far as they agree with the log. It names every damaged file. Whatever the
 * files hold, it takes at most two threads, three bundles (4 MB each), the names of 65,536 such tiles, and 33 bytes a leaf.
 *
 * <p><b>Does not check</b> signatures, what leaves say, nor the content of blobs before {@link #blob} reads them. The
 * private {@code journal/} and {@code lock} of a writer are passed over.
 */
public final class BundleReader {
    /** Most findings that are told of one bundle. */
    public static final int MOST_FINDINGS = 1000;

    static final String JOURNAL = "journal";
    static final String LOCK = "lock";

    private static final long LONGEST_NOTE = 1 << 20;

    private final Path root;
    private final BlobFiles blobs;

    /** A reader of the bundle in {@code root}. */
    public BundleReader(Path root) {
        this.root = root.toAbsolutePath();
        this.blobs = new BlobFiles(this.root);
    }

    /** The signed note that the directory stands at. */
    public Optional<byte[]> checkpoint() throws LogRefused {
        return note(root.resolve(PublicFiles.CHECKPOINT));
    }

    /** The sizes of the notes that were published, ascending. */
    public List<Long> checkpointSizes() throws LogRefused {
        Path history = root.resolve(PublicFiles.HISTORY);
        if (!Files.isDirectory(history)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(history)) {
            return found.map(file -> file.getFileName().toString())
                    .filter(BundleLayout::isSize)
                    .flatMapToLong(name -> LongStream.of(Long.parseLong(name)))
                    .sorted()
                    .boxed()
                    .toList();
        } catch (IOException failure) {
            throw new LogRefused("cannot read " + history + ": " + LogFiles.reason(failure), failure);
        }
    }

    /** The signed note that was published at {@code size}. */
    public Optional<byte[]> checkpointAt(long size) throws LogRefused {
        return note(root.resolve(PublicFiles.HISTORY).resolve(Long.toString(size)));
    }

    private static Optional<byte[]> note(Path file) throws LogRefused {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_NOTE) {
                throw new LogRefused(file + " must be a file of at most " + LONGEST_NOTE + " bytes, but is not");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new LogRefused("cannot read " + file + ": " + LogFiles.reason(failure), failure);
        }
    }

    /** Makes the tree of {@code size} anew; which of two files that disagree is wrong, only {@link #rebuild(long, Hash)} can tell. */
    public BundleOutcome rebuild(long size) {
        return rebuild(size, Optional.empty());
    }

    /** Makes the tree of {@code size} anew, which must have {@code expected} as its root. */
    public BundleOutcome rebuild(long size, Hash expected) {
        return rebuild(size, Optional.of(expected));
    }

    private BundleOutcome rebuild(long size, Optional<Hash> expected) {
        if (size < 0) {
            throw new IllegalArgumentException("size must be at least 0, but was " + size);
        }
        Findings findings = new Findings();
        BundleLayout layout = new BundleLayout(root, size, findings);
        layout.check();
        if (layout.lacksTooMuch()) {
            return findings.outcome(Optional.empty(), 0);
        }
        TreeRebuild rebuild = new TreeRebuild(root, size, expected, findings);
        HashTree tree = rebuild.run();
        if (findings.areOnlyExtra()) {
            layout.checkHistory(tree);
            layout.checkLeftovers(tree);
        }
        return findings.outcome(Optional.of(tree), rebuild.leafBytes());
    }

    /** Leaves {@code from} (inclusive) to {@code to} (exclusive) of a log of {@code size}, one bundle in memory at a time. */
    public void forEachLeaf(long size, long from, long to, LeafSink sink) throws LogRefused {
        if (from < 0 || to > size || from > to) {
            throw new IllegalArgumentException("range must be within 0 to " + size + ", but was " + from + " to " + to);
        }
        BundleFile file = new BundleFile(EntryBundle.LONGEST);
        for (long next = from; next < to; ) {
            long index = next / TilePath.FULL;
            int width = (int) Math.min(TilePath.FULL, size - index * TilePath.FULL);
            next = leaves(file, TilePath.entries(index, width), next, to, sink);
        }
    }

    private long leaves(BundleFile file, TilePath path, long from, long to, LeafSink sink) throws LogRefused {
        Path bundle = root.resolve(path.toString());
        OptionalInt length;
        try {
            length = file.read(bundle);
        } catch (IOException failure) {
            throw new LogRefused("cannot read " + bundle + ": " + LogFiles.reason(failure), failure);
        }
        int[] offsets = new int[path.width()];
        int[] lengths = new int[path.width()];
        try {
            int end = length.orElseThrow(() -> new LogRefused("it is longer than a bundle can be"));
            EntryBundle.scan(file.bytes(), end, path.width(), offsets, lengths);
        } catch (LogRefused malformed) {
            throw new LogRefused(bundle + ": " + malformed.getMessage(), malformed);
        }
        long first = path.index() * TilePath.FULL;
        long next = from;
        for (; next < to && next < first + path.width(); next++) {
            int i = (int) (next - first);
            sink.accept(next, Arrays.copyOfRange(file.bytes(), offsets[i], offsets[i] + lengths[i]));
        }
        return next;
    }

    /** Whether a blob is there; its content is not checked. */
    public boolean hasBlob(Hash name) {
        return blobs.has(name);
    }

    /** The content of a blob; one that is not what its name says is refused. */
    public Optional<byte[]> blob(Hash name) throws LogRefused {
        try {
            return blobs.read(name);
        } catch (LogStorageFailure damaged) {
            throw new LogRefused(String.valueOf(damaged.getMessage()), damaged);
        }
    }
}
