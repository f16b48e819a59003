// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a ledger is drawn from.
 *
 * @param seed everything is drawn from it
 * @param exchanges how many
 * @param size of all of them; each draws how busy it is
 * @param start first moment, a full hour
 * @param days how long
 */
public record Setting(long seed, int exchanges, Size size, Instant start, int days) {
    /** More than anybody has. */
    public static final int MOST_EXCHANGES = 1_000;

    /** Ten years. */
    public static final int MOST_DAYS = 3_660;

    /** Refuses what cannot be drawn. */
    public Setting {
        if (exchanges < 1 || exchanges > MOST_EXCHANGES) {
            throw new IllegalArgumentException(
                    "exchanges must be in [1, " + MOST_EXCHANGES + "], but was " + exchanges);
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("days must be in [1, " + MOST_DAYS + "], but was " + days);
        }
        if (start.isBefore(Instant.EPOCH)
                || start.isAfter(Instant.parse("2150-01-01T00:00:00Z"))
                || !start.equals(start.truncatedTo(ChronoUnit.HOURS))) {
            throw new IllegalArgumentException("start must be a full hour of 1970 to 2150, but was " + start);
        }
    }

    public long startMicros() {
        return start.getEpochSecond() * Clock.SECOND;
    }

    /** End, exclusive. */
    public long endMicros() {
        return startMicros() + days * Clock.DAY;
    }

    /** Exchange of a number from 0. */
    public Exchange exchange(int number) {
        return Exchange.of(seed, number, size);
    }
}
