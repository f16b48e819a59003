// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

/** How busy an hour is, as a factor whose mean over a week is 1. */
final class Rhythm {
    private static final long HOURS_OF_A_WEEK = 168;
    /** 1970 began on a Thursday. */
    private static final long THURSDAY = 72;

    private Rhythm() {}

    /**
     * The factor.
     *
     * @param hour hours since 1970 in UTC
     * @param zone hours that local time is ahead of UTC
     */
    static double of(long hour, int zone) {
        long local = Math.floorMod(hour + THURSDAY + zone, HOURS_OF_A_WEEK);
        double weekday = Behaviour.WEEKDAYS.get((int) (local / 24)) * 7 / weekly();
        double angle = 2 * StrictMath.PI * (local % 24 - Behaviour.PEAK_HOUR.value()) / 24;
        return weekday * (1 + Behaviour.HOUR_AMPLITUDE.value() * StrictMath.cos(angle));
    }

    /** Whether people of an office are at work: Monday to Friday, 8 to 18 in local time. */
    static boolean isOffice(long hour, int zone) {
        long local = Math.floorMod(hour + THURSDAY + zone, HOURS_OF_A_WEEK);
        return local / 24 < 5 && local % 24 >= 8 && local % 24 < 18;
    }

    private static double weekly() {
        double sum = 0;
        for (double day : Behaviour.WEEKDAYS) {
            sum += day;
        }
        return sum;
    }
}
