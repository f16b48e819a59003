// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happened. New kinds are added at the end: {@link #code} never changes its meaning. */
public enum EventKind {
    WITHDRAWAL,
    DEPOSIT,
    TRANSFER,
    LOGIN,
    ADMIN,
    API,
    ORDER,
    TRADE;

    /** The number that stands for it in encodings. */
    @SuppressWarnings("EnumOrdinal") // the order is the encoding: new ones are added at the end
    public int code() {
        return ordinal();
    }

    /** As it is written in files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind that is written so; lower case only. */
    public static Optional<EventKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text();
    }
}
