// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cordon.suite.Digest;
import org.cordon.suite.Secret;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.Ring;
import org.cordon.sum.ring.RingVector;

/**
 * Who masks with whom: all stand in a circle in random order, and the k/2 on either side of each are its neighbours (a Harary
 * graph; Bell et al. 2020, section 3). Keeps two numbers for each member, not k.
 *
 * <p>Immutable and safe for concurrent use.
 */
final class RegularGraph {
    private final int half;
    private final int[] circle;
    private final int[] place;

    private RegularGraph(int half, int[] circle) {
        this.half = half;
        this.circle = circle;
        this.place = new int[circle.length];
        for (int at = 0; at < circle.length; at++) {
            place[circle[at]] = at;
        }
    }

    /** The graph of members 0 to {@code members} - 1 that a lot gives: everybody draws the same. */
    static RegularGraph of(int members, int neighbours, Digest lot) {
        if (neighbours % 2 != 0 || neighbours >= members) {
            throw new IllegalArgumentException(
                    "neighbours must be even and fewer than " + members + ", but were " + neighbours);
        }
        RingVector keys = RingVector.zeros(new Ring(Long.SIZE), members);
        try (Secret seed = Secret.of(lot.toByteArray())) {
            Masks.apply(keys, List.of(seed), List.of());
        }
        int[] circle = IntStream.range(0, members)
                .boxed()
                .sorted(Comparator.comparingLong(keys::signed))
                .mapToInt(Integer::intValue)
                .toArray();
        return new RegularGraph(neighbours / 2, circle);
    }

    /** Always in the same order, which numbers the shares of the member's secrets. */
    int[] neighbours(int member) {
        int[] neighbours = new int[2 * half];
        for (int i = 0; i < half; i++) {
            neighbours[i] = circle[Math.floorMod(place[member] - half + i, circle.length)];
            neighbours[half + i] = circle[(place[member] + 1 + i) % circle.length];
        }
        return neighbours;
    }
}
