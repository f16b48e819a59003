// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The columns of {@code cordon/events-v1}, in its order. Later versions add optional ones at the end. */
public enum EventColumn {
    ID(true),
    TIME(true),
    KIND(true),
    ACCOUNT(true),
    ASSET(false),
    CHAIN(false),
    AMOUNT_USD(false),
    COUNTERPARTY(false),
    IP_BLOCK(false),
    DEVICE(false),
    COUNTRY(false),
    OUTCOME(false),
    ROLE(false),
    LABEL(false);

    /** What the name of a further column of numbers begins with. */
    public static final String EXTRA = "x_";

    private final boolean required;

    EventColumn(boolean required) {
        this.required = required;
    }

    /** Whether every event has a value here. */
    public boolean required() {
        return required;
    }

    /** As it is written in a header. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<EventColumn> of(String text) {
        return Arrays.stream(values())
                .filter(column -> column.text().equals(text))
                .findFirst();
    }

    /** All names, in order. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(EventColumn::text).toList();
    }

    @Override
    public String toString() {
        return text();
    }
}
