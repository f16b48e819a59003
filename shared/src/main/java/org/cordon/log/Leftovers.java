// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.log.BundleFinding.Problem;

/**
 * Files that a writer leaves beside those of a checkpoint when it stops, or is copied, while it publishes: tiles go before their
 * checkpoint, so tiles and the note of one later size may be there already; and partial tiles of the size before go after it, so
 * they may be there still. What such a file shares with the log must be the log's.
 */
final class Leftovers {
    /** More than any publication makes; the rest belongs to no log. */
    private static final int MOST = 1 << 16;

    private final long size;
    private final Range before = new Range();
    private final Range later = new Range();
    private final List<Long> notes = new ArrayList<>();

    /** Tiles, and the sizes that have all of them. */
    private static final class Range {
        private final List<TilePath> tiles = new ArrayList<>();
        private long from;
        private long to = Long.MAX_VALUE;

        void add(TilePath tile, long first, long last) {
            tiles.add(tile);
            from = Math.max(from, first);
            to = Math.min(to, last);
        }

        boolean isOfOneSize() {
            return from <= to;
        }
    }

    Leftovers(long size) {
        this.size = size;
    }

    /** Takes a tile that is not of the size; false where no writer can have left it. */
    boolean add(TilePath tile) {
        int shift = TilePath.HEIGHT * tile.level();
        if (before.tiles.size() + later.tiles.size() >= MOST
                || tile.index() >= Long.MAX_VALUE >> (shift + TilePath.HEIGHT + 1)) {
            return false;
        }
        long count = tile.index() * TilePath.FULL + tile.width();
        long first = count << shift;
        long last = tile.isPartial() ? ((count + 1) << shift) - 1 : Long.MAX_VALUE;
        (first > size ? later : before).add(tile, first, last);
        return true;
    }

    /** Takes the name of a note of a later size. */
    void addNote(long noted) {
        if (notes.size() < 2) {
            notes.add(noted);
        }
    }

    /** Tells of every file that was taken but that the writer of this tree cannot have left. */
    void check(HashTree tree, Path root, Findings findings) {
        if (!before.tiles.isEmpty() || !later.tiles.isEmpty()) {
            TileWorker worker = new TileWorker(root, new Findings());
            for (Range range : List.of(before, later)) {
                range.tiles.stream()
                        .filter(tile -> !range.isOfOneSize() || !agrees(tile, tree, worker))
                        .forEach(tile -> tell(tile.toString(), findings));
            }
        }
        notes.stream()
                .filter(note -> notes.size() > 1 || !isAnnounced(note))
                .forEach(note -> tell(PublicFiles.HISTORY + "/" + note, findings));
    }

    private void tell(String file, Findings findings) {
        findings.add(file, Problem.EXTRA, BundleLayout.strange(size));
    }

    /** A note is written when all tiles of its size are. */
    private boolean isAnnounced(long note) {
        long last = (note - 1) / TilePath.FULL;
        TilePath bundle = TilePath.entries(last, (int) (note - last * TilePath.FULL));
        return later.isOfOneSize() && later.from <= note && note <= later.to && later.tiles.contains(bundle);
    }

    private boolean agrees(TilePath tile, HashTree tree, TileWorker worker) {
        Optional<byte[]> hashes = tile.kind() == TilePath.Kind.ENTRIES
                ? worker.hash(tile)
                : Optional.of(tile).filter(worker::open).map(open -> worker.copy(open.width()));
        long known = TilePath.countAt(tile.level(), size) - tile.index() * TilePath.FULL;
        int shared = (int) Math.max(0, Math.min(tile.width(), known));
        return hashes.filter(found -> shared == 0
                        || Arrays.equals(
                                found,
                                0,
                                shared * Hash.BYTES,
                                tree.tile(tile.level(), tile.index(), shared),
                                0,
                                shared * Hash.BYTES))
                .isPresent();
    }
}
