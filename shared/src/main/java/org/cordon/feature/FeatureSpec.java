// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One feature; which of its parts there are depends on {@code compute}.
 *
 * @param name of the column that it makes
 * @param key events that agree in all these fields belong together; all events do without it. Kept in the fields' own order
 * @param of the field whose values DISTINCT counts; {@code count} or {@code amount_usd} for RATIO; what VALUE gives
 * @param window how far back, counted from the event; without VALUE always there
 * @param baseline for RATIO, how far back from the beginning of the window
 * @param filter which events count
 */
public record FeatureSpec(
        String name,
        FeatureKind compute,
        Optional<List<KeyField>> key,
        Optional<String> of,
        Optional<Duration> window,
        Optional<Duration> baseline,
        Optional<EventFilter> filter) {
    /** Longest window and baseline. */
    public static final Duration LONGEST = Duration.ofDays(400);

    /** Shortest window and baseline. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Of RATIO: how many events. */
    public static final String COUNT = "count";

    /** Of RATIO and VALUE: the amount. */
    public static final String AMOUNT = "amount_usd";

    /** Of VALUE: the hour of the day in UTC, from 0 to 23. */
    public static final String HOUR = "hour_of_day";

    /** Of VALUE: the day of the week in UTC, 1 (Monday) to 7. */
    public static final String WEEKDAY = "day_of_week";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern EXTRA = Pattern.compile("x_[a-z0-9_]{1,62}");

    public FeatureSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be 1 to 64 of a-z, 0-9 and _ from a letter on, but was not");
        }
        boolean own = compute == FeatureKind.VALUE;
        require("key", key.isEmpty() || !own, "left out", compute);
        require("filter", filter.isEmpty() || !own, "left out", compute);
        require("window", window.isPresent() != own, own ? "left out" : "set", compute);
        boolean ratio = compute == FeatureKind.RATIO;
        require("baseline", baseline.isPresent() == ratio, ratio ? "set" : "left out", compute);
        requireLength("window", window);
        requireLength("baseline", baseline);
        requireOf(compute, of);
        filter = filter.filter(given -> !given.equals(EventFilter.ALL));
        key = key.map(fields -> {
            if (fields.isEmpty() || EnumSet.copyOf(fields).size() != fields.size()) {
                throw new IllegalArgumentException("key must be different fields, at least one, but was " + fields);
            }
            return List.copyOf(EnumSet.copyOf(fields));
        });
    }

    private static void require(String name, boolean holds, String rule, FeatureKind compute) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + " with " + compute + ", but was not");
        }
    }

    private static void requireLength(String name, Optional<Duration> length) {
        length.ifPresent(time -> {
            if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0 || time.toNanosPart() % 1000 != 0) {
                throw new IllegalArgumentException(
                        name + " must be whole microseconds from " + SHORTEST + " to " + LONGEST + ", but was " + time);
            }
        });
    }

    private static void requireOf(FeatureKind compute, Optional<String> of) {
        String given = of.orElse("");
        boolean fits = switch (compute) {
            case DISTINCT -> KeyField.of(given).isPresent();
            case RATIO -> given.equals(COUNT) || given.equals(AMOUNT);
            case VALUE ->
                given.equals(AMOUNT)
                        || given.equals(HOUR)
                        || given.equals(WEEKDAY)
                        || EXTRA.matcher(given).matches();
            case COUNT, SUM, MEAN, SPREAD, SINCE, FIRST -> of.isEmpty();
        };
        String rule = switch (compute) {
            case DISTINCT -> "one of " + List.of(KeyField.values());
            case RATIO -> COUNT + " or " + AMOUNT;
            case VALUE -> AMOUNT + ", " + HOUR + ", " + WEEKDAY + " or an extra column x_...";
            case COUNT, SUM, MEAN, SPREAD, SINCE, FIRST -> "left out";
        };
        require("of", fits, rule, compute);
    }

    /** The fields of the key; none where all events belong together. */
    public List<KeyField> keyFields() {
        return key.orElse(List.of());
    }

    /** The filter, which lets all through where none is set. */
    public EventFilter passing() {
        return filter.orElse(EventFilter.ALL);
    }

    /** The field whose values DISTINCT counts. */
    public KeyField distinctField() {
        return of.flatMap(KeyField::of).orElseThrow(() -> new IllegalStateException(compute + " has no field"));
    }

    /** The length of the window in microseconds. */
    public long windowMicros() {
        return window.map(FeatureSpec::micros).orElse(0L);
    }

    /** How far back the feature sees, in microseconds: the window, and the baseline before it. */
    public long horizonMicros() {
        return windowMicros() + baseline.map(FeatureSpec::micros).orElse(0L);
    }

    static long micros(Duration time) {
        return Math.addExact(Math.multiplyExact(time.toSeconds(), 1_000_000L), time.toNanosPart() / 1000);
    }

    /** Whether it is made of its own event alone. */
    public boolean isOfOneEvent() {
        return compute == FeatureKind.VALUE;
    }

    /** Whether it is made of events of its own event's account alone, so that no other account's events move it. */
    public boolean isOfOneAccount() {
        return isOfOneEvent() || key.orElse(List.of()).contains(KeyField.ACCOUNT);
    }
}
