// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongIndexTest {
    @Test
    void isAMap() {
        long seed = 7;
        Random random = new Random(seed);
        LongIndex index = new LongIndex();
        Map<Long, Integer> reference = new HashMap<>();
        for (int i = 0; i < 300_000; i++) {
            // Few low bits, so that runs of neighbours are long and wrap around.
            long key = (long) random.nextInt(4000) << 40 | random.nextInt(3) * 5L + (random.nextBoolean() ? -3 : 0);
            switch (random.nextInt(3)) {
                case 0 -> {
                    index.remove(key);
                    reference.remove(key);
                }
                case 1 -> assertThat(index.put(key, i)).isEqualTo(orAbsent(reference.put(key, i)));
                default ->
                    assertThat(index.get(key))
                            .as("seed %d", seed)
                            .isEqualTo(reference.getOrDefault(key, LongIndex.ABSENT));
            }
            if (reference.size() > 500) {
                reference.keySet().forEach(index::remove);
                reference.clear();
            }
        }
        assertThat(index.size()).isEqualTo(reference.size());
    }

    @SuppressWarnings("NullAway") // a map's answer
    private static int orAbsent(Integer value) {
        return value == null ? LongIndex.ABSENT : value;
    }
}
