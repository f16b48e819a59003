// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.fit;

import org.cordon.suite.Bytes;

/**
 * A model that is fitted by sums of what each row adds: its settings, and its algorithm as functions of them.
 *
 * <p><b>Guarantees</b>, which {@link ModelFitting} relies on. All functions are pure and give the same bits on every machine. A row adds
 * to a sum integer vectors, {@link #parts} of them, each of an L2 norm of at most {@link FitTerms#UNITS} and to words of its own; so a
 * federation gives bit for bit the model of all rows in one place.
 *
 * <p>Rows are scaled: finite numbers within plus and minus {@link org.cordon.computation.scaling.Scaler#CLAMP}.
 */
public interface FitPlan {
    /** Features, cap, holdout and noise. */
    FitTerms terms();

    /** What the words of a sum are, for policies, logs and people. */
    String statistic();

    /** Sums that the fit takes. */
    int rounds();

    /** Words of a sum. */
    int length();

    /** Vectors of a norm of at most UNITS that one row adds. */
    int parts();

    /** How many cells, clusters for example, rows are divided over; 1 where all rows are added to the same words. */
    int cells();

    /** How many numbers a fit holds after {@code round} sums. */
    int size(int round);

    /** The numbers before the first sum. */
    Reals start();

    /** What rows add to the sum that follows these numbers. */
    RowWords words(Reals values);

    /**
     * The numbers after a sum.
     *
     * @param round sums before this one
     */
    Reals advance(int round, Reals values, long[] sum);

    /** Scores rows by the numbers after the last sum; may compute ahead what all rows share. */
    RowScore score(Reals values);

    /** Canonical bytes, with the version of the format first. */
    Bytes encode();

    /** What one row adds. */
    @FunctionalInterface
    interface RowWords {
        /** Adds the integers of a scaled row to {@code sum}. */
        void add(float[] scaled, long[] sum);
    }

    /** What a model says of one row. */
    @FunctionalInterface
    interface RowScore {
        /** How unusual a scaled row is, in [0, 1]. */
        double of(float[] scaled);
    }
}
