// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import java.util.Arrays;
import org.cordon.computation.evaluation.ClearBins;
import org.cordon.computation.evaluation.ScoreGrid;

/**
 * From margin to the log-odds that held-out rows show: {@code slope * margin + offset} (Platt 1999; Newton steps as in Lin, Lin and
 * Weng 2007), fitted to counts by margin and label.
 *
 * <p><b>Guarantees.</b> The slope is above 0, so rows rank as before.
 *
 * @param slope in [0.05, 20]
 */
public record Calibration(double slope, double offset) {
    /** Bins of the margin, for each label. */
    public static final int BINS = 256;

    /** Nothing is changed. */
    public static final Calibration NONE = new Calibration(1, 0);

    private static final double LIMIT = 16;
    private static final double LEAST = 0.05;
    private static final double MOST = 20;
    private static final int STEPS = 60;

    public Calibration {
        if (!(slope >= LEAST && slope <= MOST) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "slope must be in [0.05, 20] and offset finite, but were " + slope + " and " + offset);
        }
    }

    /** The word that a held-out row counts in: negatives by margin, then positives. */
    public static int slot(double margin, boolean positive) {
        return (positive ? BINS : 0) + new ScoreGrid(LIMIT, BINS).bin(margin);
    }

    double logOdds(double margin) {
        return slope * margin + offset;
    }

    /**
     * {@code plain} where the counts lack a label. Under noise they are those of {@link ClearBins}: the weights of the loss are then above 0 for
     * every margin, so it is convex, and its sums are those of the raw counts.
     *
     * @param counts by label and margin, below 0 where noise made them so
     * @param deviation of the noise on a count, 0 without
     */
    static Calibration fitted(double[] counts, double deviation, Calibration plain) {
        ClearBins bins =
                ClearBins.of(Arrays.copyOf(counts, BINS), Arrays.copyOfRange(counts, BINS, 2 * BINS), deviation);
        double negatives = bins.total(0);
        double positives = bins.total(1);
        if (!(negatives >= 1 && positives >= 1)) {
            return plain;
        }
        Fit fit = Fit.of(bins, (positives + 1) / (positives + 2), 1 / (negatives + 2));
        double slope = 1;
        double offset = plain.offset();
        for (int step = 0; step < STEPS; step++) {
            double[] move = fit.newton(slope, offset);
            double size = 1;
            double before = fit.loss(slope, offset);
            while (size > 1e-9 && fit.loss(within(slope + size * move[0]), offset + size * move[1]) > before) {
                size /= 2;
            }
            slope = within(slope + size * move[0]);
            offset += size * move[1];
        }
        return new Calibration(slope, offset);
    }

    private static double within(double slope) {
        return Math.max(LEAST, Math.min(MOST, slope));
    }

    /** The loss of a fit against targets a little within 0 and 1. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Fit(double[] margins, double[] counts, double ofPositives, double ofNegatives) {
        static Fit of(ClearBins bins, double ofPositives, double ofNegatives) {
            double[] middles = new double[BINS];
            Arrays.setAll(middles, bin -> (bin + 0.5) / BINS * 2 * LIMIT - LIMIT);
            int pools = bins.pools();
            double[] margins = new double[pools];
            Arrays.setAll(margins, pool -> bins.mean(pool, middles));
            double[] counts = Arrays.copyOf(bins.negatives(), 2 * pools);
            System.arraycopy(bins.positives(), 0, counts, pools, pools);
            return new Fit(margins, counts, ofPositives, ofNegatives);
        }

        double loss(double slope, double offset) {
            double loss = 0;
            for (int k = 0; k < counts.length; k++) {
                double logOdds = slope * margins[k % margins.length] + offset;
                double target = k < margins.length ? ofNegatives : ofPositives;
                double soft = Math.max(logOdds, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logOdds)));
                loss += counts[k] * (soft - target * logOdds);
            }
            return loss;
        }

        double[] newton(double slope, double offset) {
            double[] first = new double[2];
            double[] second = {1e-6, 0, 1e-6};
            for (int k = 0; k < counts.length; k++) {
                double margin = margins[k % margins.length];
                double p = Gradients.probability(slope * margin + offset);
                double error = counts[k] * (p - (k < margins.length ? ofNegatives : ofPositives));
                double weight = counts[k] * p * (1 - p);
                first[0] += error * margin;
                first[1] += error;
                second[0] += weight * margin * margin;
                second[1] += weight * margin;
                second[2] += weight;
            }
            double determinant = second[0] * second[2] - second[1] * second[1];
            return new double[] {
                -(second[2] * first[0] - second[1] * first[1]) / determinant,
                -(second[0] * first[1] - second[1] * first[0]) / determinant
            };
        }
    }
}
