// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Who is asked in a round, who answers, and who is slow.
 *
 * @param exchanges how many there are
 * @param fraction of them that is asked in a round; at least one is
 * @param availability chance that an exchange that is asked is there
 * @param stragglers share of those that are there and are slow
 * @param partial whether a slow exchange sends what it has after some of its passes; else it drops out
 */
public record Selection(int exchanges, double fraction, double availability, double stragglers, boolean partial) {
    public Selection {
        require(exchanges >= 1, "exchanges must be at least 1, but was " + exchanges);
        require(fraction > 0 && fraction <= 1, "fraction must be in (0, 1], but was " + fraction);
        require(availability > 0 && availability <= 1, "availability must be in (0, 1], but was " + availability);
        require(stragglers >= 0 && stragglers <= 1, "stragglers must be in [0, 1], but was " + stragglers);
    }

    /** Everybody, always, in time. */
    public static Selection everybody(int exchanges) {
        return new Selection(exchanges, 1, 1, 0, false);
    }

    /** What becomes of an exchange that is asked. */
    public enum Standing {
        /** Trains all its passes. */
        IN_TIME,
        /** Sends what some of its passes gave. */
        PARTIAL,
        /** Is in the cohort, and sends nothing in time. */
        STRAGGLED,
        /** Does not answer at all. */
        UNAVAILABLE
    }

    /**
     * One exchange in one round.
     *
     * @param passes over its rows, 1 and up; 0 if it sends nothing
     */
    public record Asked(int exchange, Standing standing, int passes) {}

    /** How many are asked in each round. */
    int asked() {
        return (int) Math.max(1, Math.min(exchanges, Math.rint(fraction * exchanges)));
    }

    /** Who is asked in a round, by ascending number. */
    public List<Asked> of(long seed, int round, int passes) {
        SplittableRandom random = Seeds.random(seed, "selection", round);
        List<Asked> asked = new ArrayList<>();
        for (int exchange : draw(random, asked())) {
            SplittableRandom own = Seeds.random(seed, "standing", round, exchange);
            asked.add(ask(exchange, own, passes));
        }
        return asked;
    }

    private Asked ask(int exchange, SplittableRandom random, int passes) {
        if (unit(random) >= availability) {
            return new Asked(exchange, Standing.UNAVAILABLE, 0);
        }
        if (unit(random) >= stragglers) {
            return new Asked(exchange, Standing.IN_TIME, passes);
        }
        return partial
                ? new Asked(exchange, Standing.PARTIAL, 1 + (int) (unit(random) * passes))
                : new Asked(exchange, Standing.STRAGGLED, 0);
    }

    /** Floyd's sample (Bentley and Floyd 1987): each subset alike. */
    private Iterable<Integer> draw(SplittableRandom random, int count) {
        TreeSet<Integer> drawn = new TreeSet<>();
        for (int j = exchanges - count; j < exchanges; j++) {
            int candidate = (int) (unit(random) * (j + 1));
            if (!drawn.add(candidate)) {
                drawn.add(j);
            }
        }
        return drawn;
    }

    private static double unit(SplittableRandom random) {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
