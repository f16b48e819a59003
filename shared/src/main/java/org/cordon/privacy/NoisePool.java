// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import java.util.Arrays;

/**
 * Noise that was drawn ahead, before anything is known of the data it will hide, since the time of a draw tells of its
 * size.
 *
 * <p><b>Guarantees.</b> Each draw is given out once, in order, and erased then; {@link #close} erases the rest. Asked for
 * more than is left, it refuses and gives out nothing.
 *
 * <p><b>Does not check</b> that a round that is tried again uses the vector it has, noise included: a second draw for the
 * same data would average the noise out.
 *
 * <p>Not thread-safe.
 */
public final class NoisePool implements AutoCloseable {
    private final long[] noise;
    private int used;

    private NoisePool(long[] noise) {
        this.noise = noise;
    }

    /** Draws noise for so many values. */
    public static NoisePool draw(DiscreteGaussian sampler, int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length must be at least 0, but was " + length);
        }
        long[] noise = new long[length];
        sampler.fill(noise);
        return new NoisePool(noise);
    }

    /** No noise: for sums without differential privacy. */
    public static NoisePool none() {
        return new NoisePool(new long[0]);
    }

    /** Adds the next draws to {@code values}, one to each, and erases them here. */
    public void addTo(long[] values) {
        if (values.length > left()) {
            throw new IllegalStateException("noise for " + values.length + " values was asked for, but the pool has "
                    + left() + " of " + noise.length + " left: noise is used once, so draw a new pool");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] += noise[used + i];
        }
        Arrays.fill(noise, used, used + values.length, 0);
        used += values.length;
    }

    /** How many draws are left. */
    public int left() {
        return noise.length - used;
    }

    @Override
    public void close() {
        Arrays.fill(noise, 0);
        used = noise.length;
    }

    @Override
    public String toString() {
        return "NoisePool";
    }
}
