// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/** The ranges in which the accountants' arithmetic holds. */
final class Parameters {
    /** Below it epsilon is above 500000. */
    static final double LEAST_NOISE = 1e-3;

    /** The same for sampled mechanisms, whose losses then span too many orders of magnitude for one grid. */
    static final double LEAST_SAMPLED_NOISE = 0.01;

    /** Above it rounding would outweigh the loss. */
    private static final double MOST_NOISE = 1e9;

    static final long MOST_RELEASES = 1L << 40;
    private static final double LEAST_RATE = 1e-12;

    private Parameters() {}

    static void requireNoise(String name, double value) {
        if (!(value >= LEAST_NOISE && value <= MOST_NOISE)) {
            throw new IllegalArgumentException(name + " must be in [0.001, 1e9], but was " + value);
        }
    }

    static void requireSampledNoise(String name, double value) {
        requireNoise(name, value);
        if (value < LEAST_SAMPLED_NOISE) {
            throw new IllegalArgumentException(name + " must be in [0.01, 1e9] with sampling, but was " + value);
        }
    }

    static void requireRate(double samplingRate) {
        if (!(samplingRate >= LEAST_RATE && samplingRate <= 1)) {
            throw new IllegalArgumentException("samplingRate must be in [1e-12, 1], but was " + samplingRate);
        }
    }

    static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
    }

    static void requireReleases(long count) {
        if (count < 1 || count > MOST_RELEASES) {
            throw new IllegalArgumentException("count must be in [1, 2^40], but was " + count);
        }
    }

    static void requireDelta(double delta, double least) {
        if (!(delta >= least && delta < 1)) {
            throw new IllegalArgumentException("delta must be in [" + least + ", 1), but was " + delta);
        }
    }

    static void requireEpsilon(double epsilon) {
        if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epsilon must be finite and at least 0, but was " + epsilon);
        }
    }
}
