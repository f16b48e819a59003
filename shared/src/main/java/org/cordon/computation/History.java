// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The names of features of the last rows of a customer: {@code amount@2} is the amount two rows before, in the order of the file.
 *
 * <p><b>Guarantees.</b> Names are distinct, or refused. So a detector that looks at several rows still takes one row of named
 * values; the exchange fills in the columns, missing where the customer had no such row.
 *
 * @param length rows, with the newest, at least 1
 */
public record History(int length) {
    private static final char MARK = '@';
    private static final int MOST_DIGITS = 4;

    public History {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1, but was " + length);
        }
    }

    /**
     * A value of an earlier row.
     *
     * @param feature its name
     * @param back how many rows of the customer before, at least 1
     */
    public record Earlier(String feature, int back) {
        String name() {
            return feature + MARK + back;
        }

        /** What a name says; empty for the name of a feature of the row itself. */
        public static Optional<Earlier> of(String name) {
            int mark = name.lastIndexOf(MARK);
            String digits = name.substring(mark + 1);
            if (mark < 1
                    || digits.isEmpty()
                    || digits.length() > MOST_DIGITS
                    || digits.charAt(0) == '0'
                    || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.empty();
            }
            return Optional.of(new Earlier(name.substring(0, mark), Integer.parseInt(digits)));
        }
    }

    /** The features of all rows, those of the oldest row first, those of the newest under their own names. */
    public List<String> names(List<String> features) {
        if (length == 1) {
            return List.copyOf(features);
        }
        List<String> names = new ArrayList<>();
        for (int back = length - 1; back > 0; back--) {
            for (String feature : features) {
                names.add(new Earlier(feature, back).name());
            }
        }
        names.addAll(features);
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "columns must not end in @ and a number, which means earlier rows, but some of " + features
                            + " do");
        }
        return names;
    }
}
