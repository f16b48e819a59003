// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.Arrays;

/** The hashes of one level of a {@link HashTree}, in arrays of 256. */
final class TileRow {
    private static final int TILE_BYTES = TilePath.FULL * Hash.BYTES;

    private byte[][] tiles;
    private long count;

    TileRow() {
        this(new byte[1][], 0);
    }

    TileRow(byte[][] tiles, long count) {
        this.tiles = tiles;
        this.count = count;
    }

    long count() {
        return count;
    }

    Hash hash(long index) {
        return Hash.of(tile(index), offset(index));
    }

    byte[] tile(long index) {
        return tiles[Math.toIntExact(index >> TilePath.HEIGHT)];
    }

    static int offset(long index) {
        return (int) (index % TilePath.FULL) * Hash.BYTES;
    }

    void add(byte[] source, int offset) {
        int tile = Math.toIntExact(count >> TilePath.HEIGHT);
        if (tile >= tiles.length) {
            tiles = Arrays.copyOf(tiles, Math.max(4, tiles.length * 2));
        }
        if (count % TilePath.FULL == 0) {
            tiles[tile] = new byte[TILE_BYTES];
        }
        System.arraycopy(source, offset, tiles[tile], offset(count), Hash.BYTES);
        count++;
    }
}
