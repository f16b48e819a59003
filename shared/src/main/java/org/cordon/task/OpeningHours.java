// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * The hours of the day in which rounds may be entered, by the clock on the wall of a place.
 *
 * <p><b>Guarantees.</b> Every moment is inside or outside. The hour that comes twice when summer time ends is inside
 * twice if it is inside; the hour that is skipped when it begins does not come. Hours that go over midnight belong to the
 * day on which they began.
 *
 * @param from first moment of the day, inside
 * @param to first moment outside; at or before {@code from} it is one of the day after
 * @param zone whose clock counts
 * @param days on which hours begin
 */
public record OpeningHours(LocalTime from, LocalTime to, ZoneId zone, Set<DayOfWeek> days) {
    private static final int DAYS_AHEAD = 9;

    public OpeningHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("to must be another time of day than from, but both were " + from);
        }
        if (days.isEmpty()) {
            throw new IllegalArgumentException("days must name at least one, but was empty");
        }
        days = Set.copyOf(days);
    }

    /** The same hours on every day. */
    public static OpeningHours daily(LocalTime from, LocalTime to, ZoneId zone) {
        return new OpeningHours(from, to, zone, EnumSet.allOf(DayOfWeek.class));
    }

    /** Whether {@code moment} is inside. */
    public boolean contain(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return !time.isBefore(from) && time.isBefore(to) && days.contains(today);
        }
        return time.isBefore(to) ? days.contains(today.minus(1)) : !time.isBefore(from) && days.contains(today);
    }

    /** The next moment at which hours begin. */
    public Instant nextAfter(Instant moment) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        for (int day = 0; day < DAYS_AHEAD; day++) {
            Instant begin = ZonedDateTime.of(today.plusDays(day), from, zone).toInstant();
            if (begin.isAfter(moment) && contain(begin)) {
                return begin;
            }
        }
        return ZonedDateTime.of(today.plusDays(DAYS_AHEAD), from, zone).toInstant();
    }

    @Override
    public String toString() {
        return from + " to " + to + " " + zone + (days.size() < DayOfWeek.values().length ? " on " + sorted() : "");
    }

    private Set<DayOfWeek> sorted() {
        return EnumSet.copyOf(days);
    }
}
