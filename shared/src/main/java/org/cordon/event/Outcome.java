// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How it ended, as far as the source says. */
public enum Outcome {
    /** The source does not say. */
    UNKNOWN(0),
    SUCCESS(1),
    FAILURE(2);

    private final int code;

    Outcome(int code) {
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
