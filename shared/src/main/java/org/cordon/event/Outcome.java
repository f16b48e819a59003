// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How it ended, as far as the source says. */
public enum Outcome {
    /** The source does not say. */
    UNKNOWN,
    SUCCESS,
    FAILURE;

    /** The number that stands for it in encodings. */
    @SuppressWarnings("EnumOrdinal") // the order is the encoding: new ones are added at the end
    public int code() {
        return ordinal();
    }

    /** As it is written in files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Success or failure, as written; {@link #UNKNOWN} is written by leaving the value out. */
    static Optional<Outcome> of(String text) {
        return Arrays.stream(values())
                .filter(outcome -> outcome != UNKNOWN && outcome.text().equals(text))
                .findFirst();
    }

    @Override
    public String toString() {
        return text();
    }
}
