// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happened. New kinds are added at the end: {@link #code} never changes its meaning. */
public enum EventKind {
    WITHDRAWAL(0),
    DEPOSIT(1),
    TRANSFER(2),
    LOGIN(3),
    ADMIN(4),
    API(5),
    ORDER(6),
    TRADE(7);

    private final int code;

    EventKind(int code) {
        this.code = code;
    }

    /** The number that stands for it in encodings. */
    public int code() {
        return code;
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
