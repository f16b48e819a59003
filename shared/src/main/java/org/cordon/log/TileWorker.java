// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.log.BundleFinding.Problem;

/** Reads bundles and tiles and hashes leaves, with buffers of its own: one for each thread. */
final class TileWorker {
    private final Path root;
    private final Findings findings;
    private final BundleFile bundle = new BundleFile(EntryBundle.LONGEST);
    private final BundleFile tile = new BundleFile(TilePath.FULL * Hash.BYTES);
    private final TileDigest digest = new TileDigest();
    private final int[] offsets = new int[TilePath.FULL];
    private final int[] lengths = new int[TilePath.FULL];
    private long leafBytes;

    TileWorker(Path root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    /** Bytes of all leaves hashed so far. */
    long leafBytes() {
        return leafBytes;
    }

    /** The leaf hashes of a bundle, in an array of a full tile; empty, and told, where it is no bundle. */
    Optional<byte[]> hash(TilePath path) {
        OptionalInt end = read(bundle, path);
        if (end.isEmpty()) {
            return Optional.empty();
        }
        try {
            leafBytes += EntryBundle.scan(bundle.bytes(), end.getAsInt(), path.width(), offsets, lengths);
        } catch (LogRefused malformed) {
            findings.add(path.toString(), malformed.problem(), "is malformed: " + malformed.getMessage());
            return Optional.empty();
        }
        byte[] hashes = new byte[TilePath.FULL * Hash.BYTES];
        for (int i = 0; i < path.width(); i++) {
            digest.leaf(bundle.bytes(), offsets[i], lengths[i], hashes, i * Hash.BYTES);
        }
        return Optional.of(hashes);
    }

    /** Whether the tile is there with its right length; then {@link #differsFrom} and {@link #copy} are about it. */
    boolean open(TilePath path) {
        OptionalInt length = read(tile, path);
        if (length.isEmpty()) {
            return false;
        }
        int expected = path.width() * Hash.BYTES;
        if (length.getAsInt() != expected) {
            Problem problem = length.getAsInt() < expected ? Problem.TRUNCATED : Problem.EXTENDED;
            findings.add(path.toString(), problem, "must be " + expected + " bytes, but was " + length.getAsInt());
            return false;
        }
        return true;
    }

    /** The first hash of the opened tile that is not the one in {@code hashes}. */
    OptionalInt differsFrom(byte[] hashes, int width) {
        int at = Arrays.mismatch(tile.bytes(), 0, width * Hash.BYTES, hashes, 0, width * Hash.BYTES);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at / Hash.BYTES);
    }

    /** The opened tile in an array of a full one. */
    byte[] copy(int width) {
        byte[] hashes = new byte[TilePath.FULL * Hash.BYTES];
        System.arraycopy(tile.bytes(), 0, hashes, 0, width * Hash.BYTES);
        return hashes;
    }

    /** Puts the root over the hashes of a full tile into {@code target}. */
    void root(byte[] hashes, byte[] target, int offset) {
        digest.reduce(hashes, 0, TilePath.FULL, target, offset);
    }

    /** The root over the hashes of a full tile. */
    Hash root(byte[] hashes) {
        byte[] target = new byte[Hash.BYTES];
        root(hashes, target, 0);
        return Hash.of(target);
    }

    private OptionalInt read(BundleFile file, TilePath path) {
        try {
            OptionalInt length = file.read(root.resolve(path.toString()));
            if (length.isEmpty()) {
                findings.add(path.toString(), Problem.EXTENDED, "is longer than any such file can be");
            }
            return length;
        } catch (NoSuchFileException missing) {
            findings.add(path.toString(), Problem.MISSING, "is missing");
        } catch (IOException failure) {
            findings.add(path.toString(), Problem.UNREADABLE, "cannot be read: " + LogFiles.reason(failure));
        }
        return OptionalInt.empty();
    }
}
