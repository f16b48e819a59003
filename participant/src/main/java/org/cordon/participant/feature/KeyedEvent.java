// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cordon.event.Event;
import org.cordon.feature.KeyField;

/** An event as the engine keeps it: numbers, and keyed hashes in the place of identifiers. */
final class KeyedEvent {
    /** As {@link Event#ORDER}; of events with one id and time, by what they hold, so that the order of arrival decides nothing. */
    static final Comparator<KeyedEvent> ORDER = Comparator.<KeyedEvent>comparingLong(event -> event.time)
            .thenComparing(event -> event.id)
            .thenComparingInt(event -> event.kind)
            .thenComparingInt(event -> event.outcome)
            .thenComparingLong(event -> event.amount)
            .thenComparingInt(event -> event.label)
            .thenComparing(event -> event.fields, Arrays::compare)
            .thenComparing(event -> event.extras, Arrays::compare);

    static final long NO_AMOUNT = -1;
    static final int NO_LABEL = 2;
    static final int FIELDS = KeyField.values().length;

    final String id;
    /** Microseconds since 1970. */
    final long time;

    final int kind;
    final int outcome;
    /** Millionths of a dollar, or {@link #NO_AMOUNT}. */
    final long amount;

    final int label;
    /** By the number of the field; 0 is a missing one. */
    final long[] fields;
    /** In the order of the set's extra columns; NaN is a missing one. */
    final double[] extras;

    KeyedEvent(String id, long time, Facts facts, long[] fields, double[] extras) {
        this.id = id;
        this.time = time;
        this.kind = facts.kind();
        this.outcome = facts.outcome();
        this.amount = facts.amount();
        this.label = facts.label();
        this.fields = fields;
        this.extras = extras;
    }

    /**
     * What a set of features needs to know of an event.
     *
     * @param fields in keys, filters and distinct values
     * @param extras columns of further numbers
     */
    record Wanted(Set<KeyField> fields, List<String> extras) {}

    /** What is the same in clear and in keyed events. */
    record Facts(int kind, int outcome, long amount, int label) {}

    /** Hashes the fields that are wanted; the others are missing. */
    static KeyedEvent of(Event event, IdentifierHash hash, Wanted wanted) {
        long[] fields = new long[FIELDS];
        if (wanted.fields().contains(KeyField.ACCOUNT)) {
            fields[KeyField.ACCOUNT.code()] = hash.of(event.account());
        }
        put(fields, KeyField.COUNTERPARTY, event.counterparty(), hash, wanted);
        put(fields, KeyField.IP_BLOCK, event.ipBlock(), hash, wanted);
        put(fields, KeyField.DEVICE, event.device(), hash, wanted);
        put(fields, KeyField.ASSET, event.asset(), hash, wanted);
        put(fields, KeyField.CHAIN, event.chain(), hash, wanted);
        put(fields, KeyField.COUNTRY, event.country(), hash, wanted);
        put(fields, KeyField.ROLE, event.role(), hash, wanted);
        return new KeyedEvent(
                event.id(),
                event.timeMicros(),
                new Facts(
                        event.kind().code(),
                        event.outcome().code(),
                        event.amountMicroUsd().orElse(NO_AMOUNT),
                        event.label().orElse(NO_LABEL)),
                fields,
                extras(event.extras(), wanted.extras()));
    }

    private static void put(long[] fields, KeyField field, Optional<String> text, IdentifierHash hash, Wanted wanted) {
        if (text.isPresent() && wanted.fields().contains(field)) {
            fields[field.code()] = hash.of(text.get());
        }
    }

    private static double[] extras(Map<String, Double> given, List<String> names) {
        double[] extras = new double[names.size()];
        for (int i = 0; i < extras.length; i++) {
            extras[i] = given.getOrDefault(names.get(i), Double.NaN);
        }
        return extras;
    }

    OptionalInt givenLabel() {
        return label == NO_LABEL ? OptionalInt.empty() : OptionalInt.of(label);
    }

    /** Whether it is the same event, come twice; what it holds may differ, as in a source that corrects rows. */
    boolean isAgain(KeyedEvent other) {
        return time == other.time && id.equals(other.id);
    }
}
