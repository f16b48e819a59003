// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.cordon.yaml.Problem;
import org.cordon.yaml.Shown;
import org.cordon.yaml.Spelling;

/**
 * The columns of one source, and how its rows of texts become events.
 *
 * <p><b>Guarantees.</b> A row gives an event or every fault in it; no fault holds a value. Spaces around a value do not count; an
 * empty value is missing. Of unknown columns nothing is read; they are named. No event is further ahead of the clock than
 * {@link #AHEAD}: one with a mistyped year would make a feature engine take all that follow for late.
 */
public final class EventHeader {
    /** What to do with a column that is neither of the schema nor {@code x_...}. */
    public enum NewColumns {
        /** The source is refused: the name may be a misspelt one. */
        REFUSE,
        /** The column is left out and named in what is reported. */
        LEAVE_OUT
    }

    /** How far ahead of the clock an event may be: as far as clocks of well-kept machines differ, and less than any offset. */
    public static final Duration AHEAD = Duration.ofMinutes(10);

    private final Map<EventColumn, Integer> places;
    private final Map<String, Integer> extras;
    private final List<String> leftOut;
    private final Clock clock;

    private EventHeader(
            Map<EventColumn, Integer> places, Map<String, Integer> extras, List<String> leftOut, Clock clock) {
        this.places = places;
        this.extras = extras;
        this.leftOut = List.copyOf(leftOut);
        this.clock = clock;
    }

    /**
     * The columns in the order of the source; empty, with problems, where they are not of the schema.
     *
     * @param clock read for each row
     */
    public static Optional<EventHeader> of(
            List<String> names, NewColumns newColumns, Clock clock, List<Problem> problems) {
        Map<EventColumn, Integer> places = new HashMap<>();
        Map<String, Integer> extras = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        int before = problems.size();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int place = i;
            Optional<EventColumn> known = EventColumn.of(name);
            boolean again = known.map(column -> places.putIfAbsent(column, place) != null)
                    .orElseGet(() -> EventRules.isExtra(name) && extras.putIfAbsent(name, place) != null);
            if (again) {
                problems.add(header(name, "must be there once, but is twice", "Rename or drop one of the two"));
            } else if (known.isEmpty() && !EventRules.isExtra(name)) {
                if (newColumns == NewColumns.LEAVE_OUT) {
                    leftOut.add(Shown.cut(name));
                } else {
                    problems.add(unknown(name));
                }
            }
        }
        for (EventColumn column : EventColumn.values()) {
            if (column.required() && !places.containsKey(column)) {
                problems.add(header(column.text(), "must be there, but is not", "Add it, with a value in every row"));
            }
        }
        return problems.size() == before
                ? Optional.of(new EventHeader(places, extras, leftOut, clock))
                : Optional.empty();
    }

    private static Problem unknown(String name) {
        String guess = Spelling.nearest(name, EventColumn.texts())
                .map(near -> "Did it mean " + near + "? ")
                .orElse("");
        return header(
                Shown.cut(name),
                "must be a column of " + Event.SCHEMA + " or " + EventRules.EXTRA + ", but is neither",
                guess + "Rename it, name a column of numbers x_..., or leave new columns out");
    }

    private static Problem header(String name, String sentence, String mend) {
        return new Problem(1, name, "column " + name + " " + sentence, mend);
    }

    /** Names of further columns of numbers, in the order of the source. */
    public List<String> extras() {
        return List.copyOf(extras.keySet());
    }

    /** Names of unknown columns that are not read. */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * The event of one row; empty, with a problem for each fault, where it is none.
     *
     * @param values one for each column; a missing one is empty
     * @param line of the row, or its number
     */
    public Optional<Event> event(List<String> values, int line, List<Problem> problems) {
        return new RowReading(values, line, problems).event();
    }

    /** One row on its way to an event. */
    private final class RowReading {
        private final List<String> values;
        private final int line;
        private final List<Problem> problems;
        private final int before;

        RowReading(List<String> values, int line, List<Problem> problems) {
            this.values = values;
            this.line = line;
            this.problems = problems;
            this.before = problems.size();
        }

        Optional<Event> event() {
            String id = required(EventColumn.ID, EventRules.ID, text -> keep(text, EventRules.isId(text)), "-");
            Instant time = required(EventColumn.TIME, EventRules.TIME, EventRules::time, Instant.EPOCH);
            if (time.isAfter(clock.instant().plus(AHEAD))) {
                fault(EventColumn.TIME.text(), EventRules.NOT_AHEAD, "is later");
            }
            EventKind kind = required(EventColumn.KIND, EventRules.KIND, EventKind::of, EventKind.API);
            String account =
                    required(EventColumn.ACCOUNT, EventRules.TEXT, text -> keep(text, EventRules.isText(text)), "-");
            Optional<String> asset = name(EventColumn.ASSET);
            Optional<String> chain = name(EventColumn.CHAIN);
            Optional<Long> amount = optional(EventColumn.AMOUNT_USD, EventRules.AMOUNT, text -> {
                OptionalLong micros = EventRules.amountMicroUsd(text);
                return micros.isPresent() ? Optional.of(micros.getAsLong()) : Optional.empty();
            });
            Optional<String> counterparty = free(EventColumn.COUNTERPARTY);
            Optional<String> ipBlock =
                    optional(EventColumn.IP_BLOCK, EventRules.IP_BLOCK, text -> keep(text, EventRules.isIpBlock(text)));
            Optional<String> device = free(EventColumn.DEVICE);
            Optional<String> country =
                    optional(EventColumn.COUNTRY, EventRules.COUNTRY, text -> keep(text, EventRules.isCountry(text)));
            Outcome outcome = optional(EventColumn.OUTCOME, EventRules.OUTCOME, Outcome::of)
                    .orElse(Outcome.UNKNOWN);
            Optional<String> role =
                    optional(EventColumn.ROLE, EventRules.ROLE, text -> keep(text, EventRules.isRole(text)));
            OptionalInt label = label();
            Map<String, Double> numbers = numbers();
            if (problems.size() > before) {
                return Optional.empty();
            }
            return Optional.of(new Event(
                    id,
                    time,
                    kind,
                    account,
                    asset,
                    chain,
                    amount.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    counterparty,
                    ipBlock,
                    device,
                    country,
                    outcome,
                    role,
                    label,
                    numbers));
        }

        private Optional<String> name(EventColumn column) {
            return optional(column, EventRules.NAME, text -> keep(text, EventRules.isName(text)));
        }

        private Optional<String> free(EventColumn column) {
            return optional(column, EventRules.TEXT, text -> keep(text, EventRules.isText(text)));
        }

        private OptionalInt label() {
            return optional(
                            EventColumn.LABEL,
                            EventRules.LABEL,
                            text -> keep(text, text.equals("0") || text.equals("1")))
                    .map(text -> OptionalInt.of(text.charAt(0) - '0'))
                    .orElseGet(OptionalInt::empty);
        }

        private Map<String, Double> numbers() {
            if (extras.isEmpty()) {
                return Map.of();
            }
            Map<String, Double> numbers = new HashMap<>();
            extras.forEach((name, place) -> {
                String text = values.get(place).strip();
                if (!text.isEmpty()) {
                    EventRules.number(text)
                            .ifPresentOrElse(
                                    value -> numbers.put(name, value), () -> fault(name, EventRules.NUMBER, "is not"));
                }
            });
            return numbers;
        }

        /** The value; what stands in for it where there is a fault is never used. */
        private <T> T required(EventColumn column, String rule, Function<String, Optional<T>> reading, T standIn) {
            String text = text(column);
            if (text.isEmpty()) {
                fault(column.text(), rule, "is missing");
                return standIn;
            }
            return read(column, rule, reading, text).orElse(standIn);
        }

        private <T> Optional<T> optional(EventColumn column, String rule, Function<String, Optional<T>> reading) {
            String text = text(column);
            return text.isEmpty() ? Optional.empty() : read(column, rule, reading, text);
        }

        private <T> Optional<T> read(
                EventColumn column, String rule, Function<String, Optional<T>> reading, String text) {
            Optional<T> value = reading.apply(text);
            if (value.isEmpty()) {
                fault(column.text(), rule, "is not");
            }
            return value;
        }

        private String text(EventColumn column) {
            Integer place = places.get(column);
            return place == null ? "" : values.get(place).strip();
        }

        private void fault(String column, String rule, String found) {
            problems.add(new Problem(
                    line,
                    column,
                    "column " + column + " must be " + rule + ", but " + found,
                    "Correct the row at its source"));
        }
    }

    private static Optional<String> keep(String text, boolean holds) {
        return holds ? Optional.of(text) : Optional.empty();
    }
}
