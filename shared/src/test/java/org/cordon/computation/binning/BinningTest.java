// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.binning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.DecoderMutations;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class BinningTest {
    private static final Binning BINNING = new Binning();

    private static FeatureBins bins(float[] values, int maxBins) {
        Bytes state = BINNING.start(
                new BinningPlan(List.of("a"), values.length, maxBins, 3, Optional.empty()).encode(), Map.of());
        while (BINNING.query(state).isPresent()) {
            BinningState at = BinningState.decode(state);
            assertThat(at.length()).isLessThanOrEqualTo(at.plan().mostCells());
            long[] counts = new long[at.length()];
            for (float value : values) {
                counts[at.slot(0, Scaler.transform(value))]++;
            }
            state = BINNING.advance(state, OpenedSum.wrap(counts, 1));
        }
        return FeatureBins.decode(BINNING.report(state).output(Binning.OUTPUT));
    }

    private static int[] counts(FeatureBins bins, float[] values) {
        int[] counts = new int[bins.bins(0)];
        for (float value : values) {
            counts[bins.bin(0, value)]++;
        }
        return counts;
    }

    @Test
    void binsOfAContinuousColumnHoldLikeCounts() {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(random.nextDouble(-6, 12)) * (random.nextBoolean() ? 1 : -1);
        }
        FeatureBins bins = bins(values, 32);
        assertThat(bins.bins(0)).isBetween(30, 33);
        int[] counts = counts(bins, values);
        assertThat(counts[FeatureBins.MISSING]).isZero();
        assertThat(Arrays.stream(counts).skip(1).max().orElseThrow())
                .as("seed %d", seed)
                .isLessThan(2500);
    }

    @Test
    void fewValuesHaveABinEachAndEdgesInTheMiddle() {
        float[] values = new float[900];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 9 == 0 ? 1 : i % 3 == 0 ? 0.5f : 0;
        }
        FeatureBins bins = bins(values, 16);
        assertThat(bins.bins(0)).isEqualTo(1 + 3);
        assertThat(counts(bins, values)).containsExactly(0, 600, 200, 100);
        assertThat(bins.bin(0, 0.2f)).isEqualTo(1);
        assertThat(bins.bin(0, 0.3f)).isEqualTo(2);
        assertThat(bins.bin(0, Float.NaN)).isEqualTo(FeatureBins.MISSING);
    }

    /** Nine rows of ten have one value: it gets one bin, and the others share the rest. */
    @Test
    void aFrequentValueLeavesBinsToTheOthers() {
        SplittableRandom random = new SplittableRandom(6);
        float[] values = new float[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 10 == 0 ? (float) random.nextDouble(1, 1000) : 0;
        }
        FeatureBins bins = bins(values, 16);
        int[] counts = counts(bins, values);
        assertThat(counts[bins.bin(0, 0)]).isEqualTo(18_000);
        assertThat(bins.bins(0)).isBetween(15, 17);
    }

    @Test
    void plansAndStatesSurviveMutation() {
        BinningPlan plain = BinningPlan.of(List.of("a", "b"), 100);
        BinningPlan noisy = new BinningPlan(
                plain.features(), 100, 63, 3, Optional.of(new NoisyCounts(UnitBound.RECORD, 1_000_000)));
        for (BinningPlan plan : List.of(plain, noisy)) {
            DecoderMutations.check(
                    plan.encode(), bytes -> BinningPlan.decode(bytes).encode(), 2000, 1);
        }
        DecoderMutations.check(
                BINNING.start(plain.encode(), Map.of()),
                bytes -> BinningState.decode(bytes).encode(),
                500,
                2);
        assertThat(BINNING.promise(noisy.encode()).orElseThrow().release())
                .isEqualTo(BINNING.query(BINNING.start(noisy.encode(), Map.of()))
                        .orElseThrow()
                        .release()
                        .orElseThrow());
    }
}
