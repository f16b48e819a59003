// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has to be written so that the public files of {@code from} leaves become those of the note's size. */
record Publication(long from, StoredNote note, List<byte[]> leaves, Map<TilePath, byte[]> tiles) {
    /** Copies what is needed out of {@code memory}, so that the writing needs no lock. */
    static Publication of(LogMemory memory, StoredNote note) {
        long from = memory.publishedSize();
        long to = note.size();
        Map<TilePath, byte[]> tiles = new LinkedHashMap<>();
        for (int level = 0; level < TilePath.LEVELS; level++) {
            long before = TilePath.countAt(level, from);
            long after = TilePath.countAt(level, to);
            for (long first = before - before % TilePath.FULL;
                    first < after && after > before;
                    first += TilePath.FULL) {
                long index = first / TilePath.FULL;
                int width = (int) Math.min(TilePath.FULL, after - first);
                tiles.put(TilePath.hashes(level, index, width), memory.tree().tile(level, index, width));
            }
        }
        return new Publication(from, note, memory.pending(from, to), tiles);
    }
}
