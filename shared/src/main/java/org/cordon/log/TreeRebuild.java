// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.cordon.log.BundleFinding.Problem;

/**
 * Makes a log's tree from its entry bundles and compares it with the tiles.
 *
 * <p>Two threads hash one half of the bundles each. Where a bundle and its tile disagree, the tile above, or for the last tile the
 * expected root, tells which of them was changed; the rest is then compared with the right one, so that one flipped bit is one
 * finding.
 */
final class TreeRebuild {
    /** Below this many bundles a second thread is not worth its start. */
    private static final int FEW_BUNDLES = 16;

    private final long size;
    private final Optional<Hash> expected;
    private final Findings findings;
    private final byte[][] leafTiles;

    /** The roots of the full tiles, one after the other. */
    private final byte[] roots;

    private final List<Dispute> disputes = Collections.synchronizedList(new ArrayList<>());
    private final TileWorker worker;
    private final TileWorker second;
    private volatile boolean gaps;

    /** A bundle and a tile that are both well formed but disagree. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Dispute(int tile, byte[] made, byte[] stored) {}

    TreeRebuild(Path root, long size, Optional<Hash> expected, Findings findings) {
        this.size = size;
        this.expected = expected;
        this.findings = findings;
        this.leafTiles = new byte[Math.toIntExact((size + TilePath.FULL - 1) / TilePath.FULL)][];
        this.roots = new byte[leafTiles.length * Hash.BYTES];
        this.worker = new TileWorker(root, findings);
        this.second = leafTiles.length < FEW_BUNDLES ? worker : new TileWorker(root, findings);
    }

    /** All hashes; meaningful only where the findings stay empty. */
    HashTree run() {
        int middle = leafTiles.length < FEW_BUNDLES ? leafTiles.length : leafTiles.length / 2;
        CompletableFuture<Void> upper = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(upper, middle), "log-rebuild");
        thread.setDaemon(true);
        if (middle < leafTiles.length) {
            thread.start();
        } else {
            upper.complete(null);
        }
        hash(worker, 0, middle);
        upper.join();
        disputes.stream()
                .filter(dispute -> width(dispute.tile) == TilePath.FULL)
                .forEach(this::settle);
        disputes.stream().filter(dispute -> width(dispute.tile) < TilePath.FULL).forEach(this::settleLast);
        HashTree tree = HashTree.ofTiles(leafTiles, roots, size);
        if (!gaps) {
            compareRoot(tree);
        }
        compareLevels(tree);
        return tree;
    }

    private void complete(CompletableFuture<Void> upper, int from) {
        try {
            hash(second, from, leafTiles.length);
            upper.complete(null);
        } catch (RuntimeException | Error failure) {
            upper.completeExceptionally(failure);
        }
    }

    long leafBytes() {
        return worker.leafBytes() + (second == worker ? 0 : second.leafBytes());
    }

    private int width(int tile) {
        return (int) Math.min(TilePath.FULL, size - (long) tile * TilePath.FULL);
    }

    private void hash(TileWorker by, int from, int to) {
        for (int tile = from; tile < to; tile++) {
            int width = width(tile);
            Optional<byte[]> made = by.hash(TilePath.entries(tile, width));
            boolean stored = by.open(TilePath.hashes(0, tile, width));
            if (made.isPresent()) {
                leafTiles[tile] = made.get();
                if (stored && by.differsFrom(made.get(), width).isPresent()) {
                    disputes.add(new Dispute(tile, made.get(), by.copy(width)));
                }
            } else {
                leafTiles[tile] = stored ? by.copy(width) : new byte[TilePath.FULL * Hash.BYTES];
                gaps |= !stored;
            }
            if (width == TilePath.FULL) {
                by.root(leafTiles[tile], roots, tile * Hash.BYTES);
            }
        }
    }

    private void settle(Dispute dispute) {
        Optional<Hash> above = above(dispute.tile);
        boolean tileIsRight = above.equals(Optional.of(worker.root(dispute.stored)));
        boolean bundleIsRight = above.equals(Optional.of(worker.root(dispute.made)));
        tell(dispute, tileIsRight, bundleIsRight);
    }

    private Optional<Hash> above(int tile) {
        long count = size >> TilePath.HEIGHT;
        long index = tile / TilePath.FULL;
        int width = (int) Math.min(TilePath.FULL, count - index * TilePath.FULL);
        return worker.open(TilePath.hashes(1, index, width))
                ? Optional.of(Hash.of(worker.copy(width), tile % TilePath.FULL * Hash.BYTES))
                : Optional.empty();
    }

    private void settleLast(Dispute dispute) {
        leafTiles[dispute.tile] = dispute.stored;
        boolean tileIsRight = expected.equals(
                Optional.of(HashTree.ofTiles(leafTiles.clone(), roots, size).root()));
        leafTiles[dispute.tile] = dispute.made;
        boolean bundleIsRight = expected.equals(
                Optional.of(HashTree.ofTiles(leafTiles.clone(), roots, size).root()));
        tell(dispute, tileIsRight, bundleIsRight);
    }

    private void tell(Dispute dispute, boolean tileIsRight, boolean bundleIsRight) {
        int width = width(dispute.tile);
        int first = 0;
        while (Hash.of(dispute.made, first * Hash.BYTES).equals(Hash.of(dispute.stored, first * Hash.BYTES))) {
            first++;
        }
        long leaf = (long) dispute.tile * TilePath.FULL + first;
        String doubt = tileIsRight || bundleIsRight ? "" : " (or the other of the two is wrong)";
        if (!bundleIsRight) {
            String detail = "is changed: leaf " + leaf + " does not have the hash that the tile has" + doubt;
            findings.add(TilePath.entries(dispute.tile, width).toString(), Problem.CHANGED, detail);
        }
        if (!tileIsRight) {
            String detail = "is changed: its hash " + first + " is not that of leaf " + leaf + doubt;
            findings.add(TilePath.hashes(0, dispute.tile, width).toString(), Problem.CHANGED, detail);
        }
        leafTiles[dispute.tile] = tileIsRight ? dispute.stored : dispute.made;
        if (width == TilePath.FULL) {
            worker.root(leafTiles[dispute.tile], roots, dispute.tile * Hash.BYTES);
        }
    }

    private void compareRoot(HashTree tree) {
        if (expected.isPresent() && !tree.root().equals(expected.get()) && findings.areOnlyExtra()) {
            findings.add(
                    PublicFiles.CHECKPOINT,
                    Problem.CHANGED,
                    "names root " + expected.get().hex() + " at size " + size + ", but the leaves give "
                            + tree.root().hex());
        }
    }

    private void compareLevels(HashTree tree) {
        for (int level = 1; TilePath.countAt(level, size) > 0; level++) {
            long count = TilePath.countAt(level, size);
            for (long index = 0; index * TilePath.FULL < count; index++) {
                int width = (int) Math.min(TilePath.FULL, count - index * TilePath.FULL);
                TilePath path = TilePath.hashes(level, index, width);
                if (worker.open(path) && !gaps) {
                    compare(path, tree.tile(level, index, width));
                }
            }
        }
    }

    private void compare(TilePath path, byte[] made) {
        OptionalInt wrong = worker.differsFrom(made, path.width());
        if (wrong.isPresent()) {
            findings.add(
                    path.toString(),
                    Problem.CHANGED,
                    "is changed: its hash " + wrong.getAsInt() + " is not what the tiles below give");
        }
    }
}
