// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.function.IntUnaryOperator;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.RandomWords;

/**
 * What is added or removed as a whole, and so is sampled and clipped as a whole: a record, or a customer with at most so
 * many of its records.
 *
 * <p>A customer of more records than the bound contributes that many of them, drawn uniformly and afresh whenever it is
 * sampled.
 */
public final class PrivacyUnits {
    /** The most records of a customer that can count in one step. */
    public static final int MAX_CONTRIBUTION_BOUND = 64;

    /** The rows of unit u are those from {@code starts[u]} on, up to the next unit's. */
    private final int[] starts;

    private final int[] rows;
    private final int bound;

    private PrivacyUnits(int[] starts, int[] rows, int bound) {
        this.starts = starts;
        this.rows = rows;
        this.bound = bound;
    }

    /** Every one of so many records for itself. */
    public static PrivacyUnits records(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("number of records must be at least 0, but was " + count);
        }
        return of(count, count, row -> row, 1);
    }

    /**
     * Customers.
     *
     * @param customers for each row the number of its customer, from 0 on; a number may be without rows
     * @param contributionBound 1 to {@value #MAX_CONTRIBUTION_BOUND}
     */
    public static PrivacyUnits customers(int[] customers, int contributionBound) {
        if (contributionBound < 1 || contributionBound > MAX_CONTRIBUTION_BOUND) {
            throw new IllegalArgumentException(
                    "contributionBound must be in [1, " + MAX_CONTRIBUTION_BOUND + "], but was " + contributionBound);
        }
        int largest = -1;
        for (int row = 0; row < customers.length; row++) {
            if (customers[row] < 0) {
                throw new IllegalArgumentException(
                        "customer of row " + row + " must be at least 0, but was " + customers[row]);
            }
            largest = Math.max(largest, customers[row]);
        }
        return of(largest + 1, customers.length, row -> customers[row], contributionBound);
    }

    private static PrivacyUnits of(int units, int count, IntUnaryOperator unitOf, int bound) {
        int[] starts = new int[units + 1];
        for (int row = 0; row < count; row++) {
            starts[unitOf.applyAsInt(row) + 1]++;
        }
        for (int unit = 0; unit < units; unit++) {
            starts[unit + 1] += starts[unit];
        }
        int[] next = starts.clone();
        int[] rows = new int[count];
        for (int row = 0; row < count; row++) {
            rows[next[unitOf.applyAsInt(row)]++] = row;
        }
        return new PrivacyUnits(starts, rows, bound);
    }

    /** How many there are; public where the number of units is, and never how many were sampled. */
    public int count() {
        return starts.length - 1;
    }

    int rows() {
        return rows.length;
    }

    int bound() {
        return bound;
    }

    /**
     * Decides on one unit and writes the rows that count to {@code target}.
     *
     * @return how many there are; 0 if the unit is not sampled
     */
    int sample(int unit, PoissonSampling sampling, RandomWords words, int[] target) {
        return sampling.keeps(words) ? pick(unit, words, target) : 0;
    }

    private int pick(int unit, RandomWords words, int[] target) {
        int from = starts[unit];
        int size = starts[unit + 1] - from;
        if (size <= bound) {
            System.arraycopy(rows, from, target, 0, size);
            return size;
        }
        // Floyd's sample without replacement (Bentley and Floyd 1987): every subset is equally likely.
        for (int picked = 0; picked < bound; picked++) {
            int last = size - bound + picked;
            int drawn = rows[from + (int) words.below(last + 1L)];
            boolean taken = false;
            for (int i = 0; i < picked; i++) {
                taken |= target[i] == drawn;
            }
            target[picked] = taken ? rows[from + last] : drawn;
        }
        return bound;
    }
}
