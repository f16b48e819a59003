// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/**
 * How well scores rank the rows with label 1 above those with label 0.
 *
 * <p>Rows with equal scores stand or fall together: they are one step of every curve.
 *
 * @param rocAuc area under the receiver operating characteristic, a tie counts half (Hanley and McNeil 1982)
 * @param averagePrecision sum over thresholds of precision times the gain in recall, without interpolation
 * @param recallAt1PctFpr largest recall of a threshold with a false-positive rate of at most 1 %
 */
public record Metrics(double rocAuc, double averagePrecision, double recallAt1PctFpr) {
    private static final double MAX_FALSE_POSITIVE_RATE = 0.01;

    /**
     * From scores (higher is more suspicious) and labels of 0 or 1.
     *
     * @throws IllegalArgumentException unless there is at least one row of each label and every score is a number
     */
    public static Metrics of(double[] scores, float[] labels) {
        if (scores.length != labels.length) {
            throw new IllegalArgumentException(
                    "number of labels must be " + scores.length + ", but was " + labels.length);
        }
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        long[] negatives = new long[scores.length];
        long[] positives = new long[scores.length];
        int group = -1;
        double previous = Double.NaN;
        for (int i : order) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " must be a number, but was NaN");
            }
            if (group < 0 || scores[i] != previous) {
                group++;
                previous = scores[i];
            }
            (labels[i] == 1f ? positives : negatives)[group]++;
        }
        return ofHistogram(negatives, positives);
    }

    /**
     * From counts per bin, bins in ascending order of the score.
     *
     * @throws IllegalArgumentException unless there is at least one row of each label and no count is negative
     */
    public static Metrics ofHistogram(long[] negatives, long[] positives) {
        long allNegative = total("negatives", negatives);
        long allPositive = total("positives", positives);
        if (allNegative == 0 || allPositive == 0) {
            throw new IllegalArgumentException("rows must be at least one of each label, but were " + allNegative
                    + " negative and " + allPositive + " positive");
        }
        long found = 0;
        long alarms = 0;
        double doubledArea = 0;
        double precisionSum = 0;
        double recall = 0;
        for (int bin = positives.length - 1; bin >= 0; bin--) {
            doubledArea += (double) negatives[bin] * (2.0 * found + positives[bin]);
            found += positives[bin];
            alarms += negatives[bin];
            if (positives[bin] > 0) {
                precisionSum += positives[bin] * ((double) found / (found + alarms));
            }
            if (alarms <= MAX_FALSE_POSITIVE_RATE * allNegative) {
                recall = (double) found / allPositive;
            }
        }
        return new Metrics(doubledArea / 2 / allNegative / allPositive, precisionSum / allPositive, recall);
    }

    private static long total(String name, long[] counts) {
        long total = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("count of " + name + " must be at least 0, but was " + count);
            }
            total = Math.addExact(total, count);
        }
        return total;
    }
}
