// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

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

    /** {@code plain} where the counts lack a label. */
    static Calibration fitted(double[] counts, Calibration plain) {
        double negatives = 0;
        double positives = 0;
        for (int bin = 0; bin < BINS; bin++) {
            negatives += counts[bin];
            positives += counts[BINS + bin];
        }
        if (negatives < 1 || positives < 1) {
            return plain;
        }
        Fit fit = new Fit(counts, (positives + 1) / (positives + 2), 1 / (negatives + 2));
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
    private record Fit(double[] counts, double ofPositives, double ofNegatives) {
        private double middle(int bin) {
            return (bin + 0.5) / BINS * 2 * LIMIT - LIMIT;
        }

        double loss(double slope, double offset) {
            double loss = 0;
            for (int k = 0; k < counts.length; k++) {
                double logOdds = slope * middle(k % BINS) + offset;
                double target = k < BINS ? ofNegatives : ofPositives;
                double soft = Math.max(logOdds, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logOdds)));
                loss += counts[k] * (soft - target * logOdds);
            }
            return loss;
        }

        double[] newton(double slope, double offset) {
            double[] first = new double[2];
            double[] second = {1e-6, 0, 1e-6};
            for (int k = 0; k < counts.length; k++) {
                double margin = middle(k % BINS);
                double p = Gradients.probability(slope * margin + offset);
                double error = counts[k] * (p - (k < BINS ? ofNegatives : ofPositives));
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
