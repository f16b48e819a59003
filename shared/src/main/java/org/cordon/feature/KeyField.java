// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A field of an event by which events are told apart: those with one value in it belong together. New ones are added at the end. */
public enum KeyField {
    ACCOUNT,
    COUNTERPARTY,
    IP_BLOCK,
    DEVICE,
    ASSET,
    CHAIN,
    COUNTRY,
    ROLE;

    /** The number that stands for it in encodings, from 0 on without a gap. */
    @SuppressWarnings("EnumOrdinal") // the order is the encoding: new ones are added at the end
    public int code() {
        return ordinal();
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
