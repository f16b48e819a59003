// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

/**
 * What may stand under one key.
 *
 * @param description one sentence for a person
 * @param example a value as it is written, for messages and the schema
 */
public record Field(String description, String example, Bound bound) {
    /** What a value must keep beside being of its type. */
    public sealed interface Bound {}

    /** Whatever the type takes. */
    public record Free() implements Bound {}

    /** A whole number from low to high. */
    public record Whole(long low, long high) implements Bound {}

    /**
     * A number from low to high.
     *
     * @param fromLow whether low itself is in
     * @param toHigh whether high itself is in
     */
    public record Real(double low, boolean fromLow, double high, boolean toHigh) implements Bound {}

    /** One line of text. */
    public record Prose(int longest) implements Bound {}

    /** A name: a-z, 0-9, inner hyphen and dot. */
    public record Token(int longest) implements Bound {
        public static final String PATTERN = "^[a-z0-9][a-z0-9.-]*$";
    }

    /** A list of this many. */
    public record Several(int low, int high, Bound each) implements Bound {}

    /** Any value that the type takes. */
    public static Field free(String description, String example) {
        return new Field(description, example, new Free());
    }
}
