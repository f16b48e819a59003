// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which features a tree may split by: a public draw for each tree, so that trees differ and levels are shorter.
 *
 * <p>The draws are those of {@link SplittableRandom}, whose algorithm is fixed by its specification. The seed is public and no secret
 * derives from it.
 *
 * @param share of the features, rounded up, above 0 and at most 1
 */
public record ColumnSample(double share, long seed) {
    /** Every tree may split by every feature. */
    public static final ColumnSample ALL = new ColumnSample(1, 0);

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    public ColumnSample {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("columnShare must be in (0, 1], but was " + share);
        }
    }

    /** How many of so many features. */
    public int count(int features) {
        return (int) Math.max(1, Math.min(features, StrictMath.ceil(share * features)));
    }

    /** The features of a tree, ascending. */
    int[] of(int tree, int features) {
        if (count(features) == features) {
            return IntStream.range(0, features).toArray();
        }
        SplittableRandom random = new SplittableRandom(seed + tree * GOLDEN);
        long[] drawn = random.longs(features).toArray();
        return IntStream.range(0, features)
                .boxed()
                .sorted(Comparator.comparingLong(feature -> drawn[feature]))
                .limit(count(features))
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
