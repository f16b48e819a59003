// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.computation.DataFunction;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.FeatureBins;
import org.cordon.computation.scaling.Scaling;
import org.cordon.model.DecoderMutations;
import org.cordon.model.MalformedEncoding;
import org.cordon.privacy.Release;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class TreesEncodingTest {
    private static final BoostedTrees TREES = new BoostedTrees();
    private static final FeatureBins BINS = FeatureBins.of(List.of("a", "b"), new double[][] {{-1, 0, 2.5}, {0.5}});

    private static TreesPlan plan(Optional<NoisyCounts> noise) {
        return new TreesPlan(
                List.of("a", "b"),
                3,
                3,
                noise.isPresent() ? new TreesPlan.Growth(0.3, 20, 15, 0) : new TreesPlan.Growth(0.3, 1, 0.5, 0),
                ColumnSample.ALL,
                2,
                1000,
                200,
                true,
                noise);
    }

    /** States as sums of two exchanges could give them, drawn from a fixed seed. */
    private static List<Bytes> states(TreesPlan plan) {
        SplittableRandom random = new SplittableRandom(7);
        List<Bytes> states = new ArrayList<>();
        states.add(TREES.start(plan.encode(), Map.of(Binning.OUTPUT, BINS.encode())));
        while (true) {
            Bytes state = states.get(states.size() - 1);
            Optional<Query> query = TREES.query(state);
            if (query.isEmpty()) {
                return states;
            }
            boolean grows = TreesState.decode(state).phase() == TreesState.Phase.GROWING;
            long[] sum = new long[query.orElseThrow().length()];
            for (int k = 0; k < sum.length; k++) {
                sum[k] = !grows
                        ? random.nextLong(1, 60)
                        : k % 2 == 1 ? random.nextLong(1 << 20, 4 << 20) : random.nextLong(-4 << 20, 4 << 20);
            }
            states.add(TREES.advance(state, OpenedSum.wrap(sum, 2)));
        }
    }

    @Test
    void aStateAloneIsEnoughToGoOnFromAndDecodersSurviveMutation() {
        List<Bytes> states = states(plan(Optional.empty()));
        assertThat(states).hasSize(1 + 1 + 3 * 3 + 1);
        for (int i = 0; i < states.size(); i++) {
            DecoderMutations.check(
                    states.get(i), bytes -> TreesState.decode(bytes).encode(), 1000, i);
        }
        Bytes model = TREES.report(states.get(states.size() - 1)).output(BoostedTrees.NAME);
        DecoderMutations.check(model, bytes -> TrainedTrees.decode(bytes).encode(), 3000, 20);
        DecoderMutations.check(BINS.encode(), bytes -> FeatureBins.decode(bytes).encode(), 2000, 21);
        for (Optional<NoisyCounts> noise :
                List.of(Optional.<NoisyCounts>empty(), Optional.of(new NoisyCounts(UnitBound.RECORD, 5_000_000)))) {
            DecoderMutations.check(
                    plan(noise).encode(), bytes -> TreesPlan.decode(bytes).encode(), 2000, 22);
        }
    }

    @Test
    void allSumsBeforeTheScoresAreOneFunctionWithScalingAndBinning() {
        List<DataFunction> functions = states(plan(Optional.empty())).stream()
                .filter(state -> TREES.query(state).isPresent())
                .map(TREES::function)
                .toList();
        int grown = functions.size() - 1;
        assertThat(grown).isEqualTo(1 + 3 * 3);
        assertThat(functions.subList(0, grown)).containsOnly(DataFunction.ofFullData(Scaling.NAME));
        assertThat(functions.get(grown).reach()).isEqualTo(DataFunction.Reach.MODEL);
    }

    @Test
    void inputAndSumsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> TREES.start(plan(Optional.empty()).encode(), Map.of()))
                .hasMessage("input bins must be given, but was not: put binning before trees");
        Bytes start = states(plan(Optional.empty())).get(1);
        long[] words = new long[TREES.query(start).orElseThrow().length()];
        words[3] = -1;
        assertThatThrownBy(() -> TREES.advance(start, OpenedSum.wrap(words, 2)))
                .hasMessage("curvature 3 must be at least 0, but was -1");
        assertThatThrownBy(() -> TreesState.decode(Bytes.EMPTY)).isInstanceOf(MalformedEncoding.class);
    }

    /** The bound is reached by a row that is scored wrong with certainty. */
    @Test
    void aPairOfGradientAndCurvatureKeepsItsBound() {
        for (double weight : new double[] {0.3, 1, 7.5}) {
            Gradients loss = new Gradients(weight);
            for (int i = 0; i <= 100_000; i++) {
                double p = i / 100_000.0;
                for (boolean positive : new boolean[] {false, true}) {
                    assertThat(Math.hypot((double) loss.gradient(p, positive), (double) loss.curvature(p, positive)))
                            .isLessThanOrEqualTo((double) loss.bound());
                }
            }
            assertThat((double) loss.gradient(1, false)).isGreaterThan(0.99 * Gradients.SCALE);
        }
    }

    @Test
    void everySumIsAReleaseAtItsOwnSensitivity() {
        NoisyCounts under = new NoisyCounts(UnitBound.RECORD, 5_000_000);
        TreesPlan plan = plan(Optional.of(under));
        Release release = TREES.promise(plan.encode()).orElseThrow().release();
        long bound = plan.gradients().bound();
        assertThat(release).isEqualTo(Release.ofAll(2 * bound * bound, 5_000_000));
        for (Bytes state : states(plan)) {
            TREES.query(state).ifPresent(query -> {
                assertThat(query.release()).contains(release);
                assertThat(query.sensitivity().l2() * query.sensitivity().l2())
                        .isLessThanOrEqualTo(1.0000001 * release.sensitivitySquared());
            });
        }
        assertThat(TREES.promise(plan(Optional.empty()).encode())).isEmpty();
    }

    @Test
    void calibrationFindsTheLogOddsThatWereDrawn() {
        double[] counts = new double[2 * Calibration.BINS];
        for (int bin = 0; bin < Calibration.BINS; bin++) {
            double margin = (bin + 0.5) / Calibration.BINS * 32 - 16;
            double p = Gradients.probability(0.7 * margin - 1.2);
            double rows = 1000 * Math.exp(-margin * margin / 8);
            counts[bin] = rows * (1 - p);
            counts[Calibration.BINS + bin] = rows * p;
        }
        Calibration fitted = Calibration.fitted(counts, 0, Calibration.NONE);
        assertThat(fitted.slope()).isBetween(0.69, 0.71);
        assertThat(fitted.offset()).isBetween(-1.22, -1.18);
        assertThat(Calibration.fitted(new double[2 * Calibration.BINS], 0, Calibration.NONE))
                .isEqualTo(Calibration.NONE);
    }

    /** Clipped bin by bin, the 100 empty bins of the rare label would add 40 standard deviations to its rows. */
    @Test
    void calibrationUnderNoiseIsThatWithoutItOnTheMean() {
        double[] exact = new double[2 * Calibration.BINS];
        for (int bin = 0; bin < Calibration.BINS; bin++) {
            double margin = (bin + 0.5) / Calibration.BINS * 32 - 16;
            double p = Gradients.probability(0.8 * margin - 3);
            double rows = 800 * Math.exp(-margin * margin / 4);
            exact[bin] = rows * (1 - p);
            exact[Calibration.BINS + bin] = rows * p;
        }
        double slope = 0;
        double offset = 0;
        int runs = 60;
        SplittableRandom random = new SplittableRandom(5);
        for (int run = 0; run < runs; run++) {
            double[] noisy = exact.clone();
            for (int k = 0; k < noisy.length; k++) {
                noisy[k] += 10 * random.nextGaussian();
            }
            Calibration fitted = Calibration.fitted(noisy, 10, Calibration.NONE);
            slope += fitted.slope() / runs;
            offset += fitted.offset() / runs;
        }
        Calibration plain = Calibration.fitted(exact, 0, Calibration.NONE);
        assertThat(slope).isCloseTo(plain.slope(), within(0.1));
        assertThat(offset).isCloseTo(plain.offset(), within(0.1));
    }

    @Test
    void columnsAreDrawnAnewForEachTreeAndTheSameEverywhere() {
        ColumnSample half = new ColumnSample(0.5, 3);
        assertThat(half.of(0, 9)).hasSize(5).isSorted().isEqualTo(half.of(0, 9));
        assertThat(half.of(1, 9)).isNotEqualTo(half.of(0, 9));
        assertThat(ColumnSample.ALL.of(4, 3)).containsExactly(0, 1, 2);
    }
}
