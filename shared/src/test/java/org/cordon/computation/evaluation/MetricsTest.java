// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void agreesWithScikitLearnsExample() {
        // sklearn.metrics: y = 0 0 1 1, scores .1 .4 .35 .8: roc_auc_score 0.75, average_precision_score 0.8333
        Metrics metrics = Metrics.of(new double[] {.1, .4, .35, .8}, new float[] {0, 0, 1, 1});
        assertThat(metrics.rocAuc()).isEqualTo(0.75);
        assertThat(metrics.averagePrecision()).isCloseTo(5.0 / 6, within(1e-15));
        assertThat(metrics.recallAt1PctFpr()).isEqualTo(0.5);
    }

    @Test
    void tiesCountHalfAndStandTogether() {
        Metrics metrics = Metrics.of(new double[] {1, 1, 1, 1}, new float[] {0, 1, 0, 1});
        assertThat(metrics).isEqualTo(new Metrics(0.5, 0.5, 0));
    }

    @Test
    void agreesWithPairwiseCounting() {
        long seed = 3;
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[400];
        float[] labels = new float[400];
        for (int i = 0; i < scores.length; i++) {
            labels[i] = random.nextInt(10) == 0 ? 1f : 0f;
            scores[i] = random.nextInt(50) + labels[i] * 10;
        }
        double wins = 0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] == 1f && labels[j] == 0f) {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(Metrics.of(scores, labels).rocAuc()).as("seed %d", seed).isCloseTo(wins / pairs, within(1e-12));
    }

    @Test
    void histogramsAreExactToTheBin() {
        long seed = 4;
        SplittableRandom random = new SplittableRandom(seed);
        ScoreGrid grid = new ScoreGrid(16, 1024);
        int rows = 20_000;
        double[] scores = new double[rows];
        double[] binned = new double[rows];
        float[] labels = new float[rows];
        long[][] counts = new long[2][1024];
        for (int i = 0; i < rows; i++) {
            int label = random.nextInt(40) == 0 ? 1 : 0;
            labels[i] = label;
            scores[i] = random.nextDouble(-6, 2) + random.nextDouble(-6, 2) + 5 * label;
            int bin = grid.bin(scores[i]);
            binned[i] = bin;
            counts[label][bin]++;
        }
        Metrics summed = Metrics.ofHistogram(counts[0], counts[1]);
        assertThat(summed).isEqualTo(Metrics.of(binned, labels));
        Metrics exact = Metrics.of(scores, labels);
        assertThat(summed.rocAuc()).as("seed %d", seed).isCloseTo(exact.rocAuc(), within(1e-3));
        assertThat(summed.averagePrecision()).isCloseTo(exact.averagePrecision(), within(5e-3));
        assertThat(summed.recallAt1PctFpr()).isCloseTo(exact.recallAt1PctFpr(), within(2e-2));
    }

    @Test
    void gridAscendsAndHoldsEveryNumber() {
        ScoreGrid grid = new ScoreGrid(20, 1024);
        assertThat(grid.bin(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(grid.bin(-1e300)).isZero();
        assertThat(grid.bin(0)).isEqualTo(512);
        assertThat(grid.bin(Double.POSITIVE_INFINITY)).isEqualTo(1023);
        assertThatThrownBy(() -> grid.bin(Double.NaN)).hasMessageContaining("must be a number");
        assertThatThrownBy(() -> Metrics.ofHistogram(new long[] {1}, new long[] {0}))
                .hasMessage("rows must be at least one of each label, but were 1 negative and 0 positive");
    }
}
