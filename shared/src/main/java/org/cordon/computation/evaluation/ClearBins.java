// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.Arrays;

/**
 * Neighbouring bins of a histogram by label, pooled until their rows stand clear of the noise; without noise every bin stands alone.
 *
 * <p>Counts keep their sign: clipped one by one, those of empty bins would add half a standard deviation each to every sum. Of a pool the rows
 * of both labels together are above 0, those of one label need not be.
 *
 * <p><b>Guarantees.</b> Pools are consecutive and, where there is one, hold every bin, so all sums over pools are those of the raw counts, whose noise has mean
 * 0. <b>Does not check</b> that the noise is what it is said to be.
 */
public final class ClearBins {
    /** Standard deviations of a pool's own noise that its rows must reach. */
    private static final double CLEAR = 4;

    private final double[] negatives;
    private final double[] positives;
    private final int[] starts;

    private ClearBins(double[] negatives, double[] positives, int[] starts) {
        this.negatives = negatives;
        this.positives = positives;
        this.starts = starts;
    }

    /**
     * Pools from the lowest bin on; what is left at the end joins the last pool.
     *
     * @param negatives rows with label 0 by bin, below 0 where noise made them so
     * @param positives rows with label 1 by bin
     * @param deviation standard deviation of the noise on one count, in rows; 0 without noise
     */
    public static ClearBins of(double[] negatives, double[] positives, double deviation) {
        int bins = negatives.length;
        if (deviation == 0) {
            int[] each = new int[bins];
            Arrays.setAll(each, bin -> bin);
            return new ClearBins(negatives.clone(), positives.clone(), each);
        }
        int[] starts = new int[bins];
        int pools = 0;
        int from = 0;
        double rows = 0;
        for (int bin = 0; bin < bins; bin++) {
            rows += negatives[bin] + positives[bin];
            if (rows >= CLEAR * deviation * StrictMath.sqrt(2.0 * (bin + 1 - from))) {
                starts[pools++] = from;
                from = bin + 1;
                rows = 0;
            }
        }
        while (pools > 0 && rows < 0 && total(negatives, positives, starts[pools - 1], bins) <= 0) {
            pools--;
        }
        return new ClearBins(negatives.clone(), positives.clone(), Arrays.copyOf(starts, pools));
    }

    private static double total(double[] negatives, double[] positives, int from, int to) {
        return sum(negatives, from, to) + sum(positives, from, to);
    }

    private static double sum(double[] counts, int from, int to) {
        double sum = 0;
        for (int bin = from; bin < to; bin++) {
            sum += counts[bin];
        }
        return sum;
    }

    /** How many; 0 where all rows together do not stand clear of the noise. */
    public int pools() {
        return starts.length;
    }

    /** The first bin of a pool. */
    public int from(int pool) {
        return starts[pool];
    }

    /** The bin behind the last of a pool. */
    public int to(int pool) {
        return pool + 1 < starts.length ? starts[pool + 1] : negatives.length;
    }

    /** Rows with label 0 of each pool. */
    public double[] negatives() {
        return sums(negatives);
    }

    /** Rows with label 1 of each pool. */
    public double[] positives() {
        return sums(positives);
    }

    /** Rows with this label, 0 or 1, of all pools. */
    public double total(int label) {
        return pools() == 0 ? 0 : sum(label == 1 ? positives : negatives, 0, negatives.length);
    }

    private double[] sums(double[] counts) {
        double[] sums = new double[pools()];
        Arrays.setAll(sums, pool -> sum(counts, from(pool), to(pool)));
        return sums;
    }

    /** The mean of a value of the bins over the rows of a pool, within the values of its first and last bin, which ascend. */
    public double mean(int pool, double[] values) {
        double first = values[from(pool)];
        double last = values[to(pool) - 1];
        double all = 0;
        double rows = 0;
        for (int bin = from(pool); bin < to(pool); bin++) {
            all += (negatives[bin] + positives[bin]) * values[bin];
            rows += negatives[bin] + positives[bin];
        }
        return first == last || rows <= 0 ? first : Math.max(first, Math.min(last, all / rows));
    }

    /** What is fitted to each pool, for each bin; {@code fallback} where there is no pool. */
    double[] spread(double[] ofPools, double fallback) {
        double[] spread = new double[negatives.length];
        Arrays.fill(spread, fallback);
        for (int pool = 0; pool < pools(); pool++) {
            Arrays.fill(spread, from(pool), to(pool), ofPools[pool]);
        }
        return spread;
    }

    /**
     * The mean over rows of how far probabilities are from the share of label 1 in a pool (Naeini et al. 2015). Under noise it holds a pool's
     * own noise too: up to a fifth where the rows of a pool are few.
     */
    double error(double[] probabilities) {
        double sum = 0;
        double all = 0;
        for (int pool = 0; pool < pools(); pool++) {
            double gap = 0;
            for (int bin = from(pool); bin < to(pool); bin++) {
                double rows = negatives[bin] + positives[bin];
                gap += positives[bin] - rows * probabilities[bin];
                all += rows;
            }
            sum += Math.abs(gap);
        }
        return all <= 0 ? 0 : sum / all;
    }
}
