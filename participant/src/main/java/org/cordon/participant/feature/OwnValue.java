// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.List;
import org.cordon.feature.FeatureSpec;

/**
 * A number of the event itself.
 *
 * @param column where it stands in a row
 * @param extra its place among the extra columns, or one of the numbers below
 */
record OwnValue(int column, int extra) {
    private static final int AMOUNT = -1;
    private static final int HOUR = -2;
    private static final int WEEKDAY = -3;
    private static final long MICROS_OF_HOUR = 3_600_000_000L;
    private static final long HOURS_OF_DAY = 24;
    private static final long DAYS_OF_WEEK = 7;
    /** 1970-01-01 was a Thursday, the fourth day. */
    private static final long FIRST_WEEKDAY = 3;

    static OwnValue of(int column, String of, List<String> extras) {
        int extra = switch (of) {
            case FeatureSpec.AMOUNT -> AMOUNT;
            case FeatureSpec.HOUR -> HOUR;
            case FeatureSpec.WEEKDAY -> WEEKDAY;
            default -> extras.indexOf(of);
        };
        return new OwnValue(column, extra);
    }

    double of(KeyedEvent event) {
        long hours = event.time / MICROS_OF_HOUR;
        return switch (extra) {
            case AMOUNT -> event.amount == KeyedEvent.NO_AMOUNT ? Double.NaN : event.amount / 1e6;
            case HOUR -> hours % HOURS_OF_DAY;
            case WEEKDAY -> (hours / HOURS_OF_DAY + FIRST_WEEKDAY) % DAYS_OF_WEEK + 1;
            default -> event.extras[extra];
        };
    }
}
