// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A field of an event by which events are told apart: those with one value in it belong together. New ones are added at the end. */
public enum KeyField {
    ACCOUNT(0),
    COUNTERPARTY(1),
    IP_BLOCK(2),
    DEVICE(3),
    ASSET(4),
    CHAIN(5),
    COUNTRY(6),
    ROLE(7);

    private final int code;

    KeyField(int code) {
        this.code = code;
    }

    /** The number that stands for it in encodings, from 0 without a gap. */
    public int code() {
        return code;
    }

    static Optional<KeyField> of(String text) {
        return Arrays.stream(values())
                .filter(field -> field.toString().equals(text))
                .findFirst();
    }

    /** As it is written in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
