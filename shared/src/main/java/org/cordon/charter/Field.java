// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

/**
 * What may stand under one key.
 *
 * @param description one sentence for a person
 * @param example a value as it is written, for messages and the schema
 */
record Field(String description, String example, Bound bound) {
    /** What a value must keep beside being of its type. */
    sealed interface Bound {}

    /** Whatever the type takes. */
    record Free() implements Bound {}

    /** A whole number from low to high. */
    record Whole(long low, long high) implements Bound {}

    /**
     * A number from low to high.
     *
     * @param fromLow whether low itself is in
     * @param toHigh whether high itself is in
     */
    record Real(double low, boolean fromLow, double high, boolean toHigh) implements Bound {}

    /** One line of text. */
    record Prose(int longest) implements Bound {}

    /** A name: a-z, 0-9, inner hyphen and dot. */
    record Token(int longest) implements Bound {
        static final String PATTERN = "^[a-z0-9][a-z0-9.-]*$";
    }

    /** A list of this many. */
    record Several(int low, int high, Bound each) implements Bound {}

    static Field free(String description, String example) {
        return new Field(description, example, new Free());
    }
}
