// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.time.Duration;
import java.time.Instant;

/**
 * Numbers for epochs after a restore. Epochs are numbered 1, 2, 3, which no coordinator can do once a second for years on
 * end: the seconds since 2020 are above every number that was used before.
 *
 * <p><b>Guarantees.</b> {@link #at} is above all numbers given before {@code now}, those that came from the clock
 * included, as far as the clock does not go back.
 */
public final class EpochNumbers {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private static final Duration SKEW = Duration.ofMinutes(10);

    private EpochNumbers() {}

    /** Above every epoch that was begun before {@code now}; lasts until 2088. */
    public static int at(Instant now) {
        return (int) Math.min(
                Integer.MAX_VALUE - 1, Math.max(0, Duration.between(START, now).toSeconds()));
    }

    /** The greatest number from another one's clock that can be meant at {@code now}. */
    public static int latest(Instant now) {
        return at(now.plus(SKEW));
    }
}
