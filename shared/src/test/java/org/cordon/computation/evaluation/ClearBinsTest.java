// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClearBinsTest {
    private static final int BINS = 128;

    private static double[] noisy(double[] exact, double deviation, SplittableRandom random) {
        return Arrays.stream(exact)
                .map(count -> count + deviation * random.nextGaussian())
                .toArray();
    }

    /** Rows in the middle third of the bins alone; label 1 is likelier the higher the bin. */
    private static double[] exact(int label) {
        double[] counts = new double[BINS];
        for (int bin = BINS / 3; bin < 2 * BINS / 3; bin++) {
            counts[bin] = label == 1 ? 0.2 * bin : 60 - 0.2 * bin;
        }
        return counts;
    }

    @Test
    void withoutNoiseEveryBinStandsAlone() {
        ClearBins bins = ClearBins.of(new double[] {0, 3, 0}, new double[] {0, 1, 0}, 0);
        assertThat(bins.pools()).isEqualTo(3);
        assertThat(bins.negatives()).containsExactly(0, 3, 0);
        assertThat(bins.positives()).containsExactly(0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void poolsHoldEveryCountAndHaveRows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] negatives = noisy(exact(0), 20, random);
        double[] positives = noisy(exact(1), 20, random);
        ClearBins bins = ClearBins.of(negatives, positives, 20);
        assertThat(bins.pools()).as("seed %d", seed).isBetween(2, BINS / 3);
        assertThat(bins.from(0)).isZero();
        assertThat(bins.to(bins.pools() - 1)).isEqualTo(BINS);
        assertThat(DoubleStream.of(bins.negatives()).sum())
                .isCloseTo(DoubleStream.of(negatives).sum(), within(1e-6));
        assertThat(DoubleStream.of(bins.positives()).sum())
                .isCloseTo(DoubleStream.of(positives).sum(), within(1e-6));
        for (int pool = 0; pool < bins.pools(); pool++) {
            assertThat(bins.negatives()[pool] + bins.positives()[pool]).isPositive();
        }
    }

    @Test
    void noiseAloneGivesNoPool() {
        double[] none = new double[BINS];
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int pools = ClearBins.of(noisy(none, 20, random), noisy(none, 20, random), 20)
                    .pools();
            assertThat(pools).as("seed %d", seed).isLessThanOrEqualTo(1);
        }
    }

    /** Clipped bin by bin, empty bins alone would make more than twice as many positives of them. */
    @Test
    void totalsAreNotMovedByTheNoiseOfEmptyBins() {
        double positives = 0;
        double clipped = 0;
        double rows = 0;
        int runs = 200;
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < runs; run++) {
            ClearBins bins = ClearBins.of(noisy(exact(0), 20, random), noisy(exact(1), 20, random), 20);
            positives += bins.total(1) / runs;
            clipped += Arrays.stream(noisy(exact(1), 20, random))
                            .map(count -> Math.max(0, count))
                            .sum()
                    / runs;
            rows += (bins.total(0) + bins.total(1)) / runs;
        }
        double truePositives = DoubleStream.of(exact(1)).sum();
        double trueRows = truePositives + DoubleStream.of(exact(0)).sum();
        // standard errors: 20 sqrt(128 / 200) = 16 rows, and 23 for both labels; four of them
        assertThat(positives).isCloseTo(truePositives, within(64.0));
        assertThat(clipped).isGreaterThan(2 * truePositives);
        assertThat(rows).isCloseTo(trueRows, within(92.0));
    }
}
