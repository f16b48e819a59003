// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.cordon.suite.Randomness;

/** Exponential backoff with full jitter: the n-th wait is uniform in [half, whole] of {@code first * 2^n}, up to a cap. */
final class Backoff {
    private static final int MAX_DOUBLINGS = 20;

    private final long firstNanos;
    private final long longestNanos;
    private final Randomness randomness;
    private int failures;

    Backoff(Duration first, Duration longest, Randomness randomness) {
        this.firstNanos = first.toNanos();
        this.longestNanos = longest.toNanos();
        this.randomness = randomness;
    }

    /** How long to wait now, in nanoseconds; longer every time until {@link #succeeded}. */
    long nextNanos() {
        double whole = Math.min(firstNanos * Math.pow(2, Math.min(failures, MAX_DOUBLINGS)), (double) longestNanos);
        failures++;
        byte[] drawn = new byte[Integer.BYTES];
        randomness.nextBytes(drawn);
        double uniform = Integer.toUnsignedLong(ByteBuffer.wrap(drawn).getInt()) / 0x1p32;
        return (long) (whole * (0.5 + uniform / 2));
    }

    void succeeded() {
        failures = 0;
    }
}
