// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
    @Test
    void pathsOfTheSpecification() {
        for (String[] path : TreeVectors.read("tree-large.txt", "path")) {
            long index = Long.parseLong(path[0]);
            assertThat(TilePath.hashes(0, index, 256)).hasToString("tile/0/" + path[1]);
            assertThat(TilePath.entries(index, 256)).hasToString("tile/entries/" + path[1]);
        }
        assertThat(TilePath.hashes(1, 0, 17)).hasToString("tile/1/000.p/17");
    }

    @Test
    void whatIsWrittenIsRead() {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            long index = random.nextLong(1L << random.nextInt(1, 56));
            int width = random.nextInt(1, 257);
            TilePath path = random.nextBoolean()
                    ? TilePath.entries(index, width)
                    : TilePath.hashes(random.nextInt(8), index, width);
            assertThat(TilePath.parse(path.toString())).contains(path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/0",
                "tile/0/",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/x1/002",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/999",
                "tile/0/000.p/",
                "tile/0/000.p",
                "tile/0/000/",
                "/tile/0/000",
                "tile/8/000",
                "tile/00/000",
                "tile/-1/000",
                "tile/entries/",
                "tile/entry/000",
                "tile/8/0/000",
                "tile/0/000.p/+1",
                "tile/0/000\n",
                "tile/0/\u0660\u0660\u0660",
                "tile/0/x999/x999/x999/x999/x999/999",
                "tile/0/x001/x999/x999/x999/x999/x999/999",
                "TILE/0/000",
                "tile//000"
            })
    void anyOtherSpellingIsRefused(String text) {
        assertThat(TilePath.parse(text)).isEmpty();
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> TilePath.hashes(8, 0, 1))
                .hasMessage("level must be 0 to 7, and 0 for entries, but was 8");
        assertThatThrownBy(() -> TilePath.hashes(0, -1, 1)).hasMessage("index must be 0 to 2^55 - 1, but was -1");
        assertThatThrownBy(() -> TilePath.entries(0, 257)).hasMessage("width must be 1 to 256, but was 257");
        assertThatThrownBy(() -> TilePath.entries(0, 0)).hasMessage("width must be 1 to 256, but was 0");
    }

    @Test
    void aSizeHasItsFilesOnly() {
        assertThat(TilePath.hashes(0, 0, 256).belongsTo(256)).isTrue();
        assertThat(TilePath.hashes(1, 0, 1).belongsTo(256)).isTrue();
        assertThat(TilePath.hashes(0, 1, 1).belongsTo(256)).isFalse();
        assertThat(TilePath.entries(0, 255).belongsTo(255)).isTrue();
        assertThat(TilePath.entries(0, 254).belongsTo(255)).isFalse();
        assertThat(TilePath.entries(0, 256).belongsTo(255)).isFalse();
        assertThat(TilePath.hashes(7, 0, 1).belongsTo(Long.MAX_VALUE)).isFalse();
        assertThat(TilePath.hashes(7, 0, 127).belongsTo(Long.MAX_VALUE)).isTrue();
        assertThat(LongStream.range(0, 8)
                        .filter(level -> TilePath.hashes((int) level, 0, 1).belongsTo(1)))
                .containsExactly(0L);
    }
}
