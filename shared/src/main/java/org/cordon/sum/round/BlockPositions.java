// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cordon.suite.Digest;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;

/**
 * Which blocks a checker of a sum looks at: all while the masked vectors are 16 MiB or less together, else as many positions
 * as make four vectors' worth of bytes, eight at the least, each in the vector of every survivor.
 *
 * <p><b>Guarantees.</b> Positions are distinct, ascending and follow from the seed alone, uniformly; a coordinator that must
 * fix H(sum) before it learns the seed cannot choose where it is looked at.
 *
 * <p>Source: docs/protocol.md, Round, result.
 */
public final class BlockPositions {
    private static final long ALL_BELOW_BYTES = 16L << 20;
    private static final int FEWEST = 8;

    private BlockPositions() {}

    /** The positions for a sum over {@code survivors} vectors of this shape. */
    public static List<Integer> select(Digest seed, RoundConfiguration configuration, int survivors) {
        // Spec: docs/protocol.md#result.positions
        int blocks = configuration.blocks();
        int wanted = wanted(configuration, survivors);
        if (wanted >= blocks) {
            return IntStream.range(0, blocks).boxed().toList();
        }
        TreeSet<Integer> drawn = new TreeSet<>();
        long limit = Long.MAX_VALUE - Long.MAX_VALUE % blocks;
        for (int counter = 0; drawn.size() < wanted; counter++) {
            Digest hash = Hashes.h(HashLabel.POSITIONS, seed.toByteArray(), Hashes.u32(counter));
            long number = ByteBuffer.wrap(hash.toByteArray()).getLong() & Long.MAX_VALUE;
            if (number < limit) {
                drawn.add((int) (number % blocks));
            }
        }
        return List.copyOf(drawn);
    }

    private static int wanted(RoundConfiguration configuration, int survivors) {
        long together = survivors * configuration.vectorBytes();
        if (together <= ALL_BELOW_BYTES) {
            return configuration.blocks();
        }
        long perPosition = (long) survivors * Block.WORDS * configuration.ring().bytesPerWord();
        return (int) Math.max(FEWEST, (4 * configuration.vectorBytes() + perPosition - 1) / perPosition);
    }
}
