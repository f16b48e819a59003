// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

import java.util.Comparator;

/**
 * One thing that is wrong with a file.
 *
 * @param line counted from 1; 0 where the file as a whole is meant
 * @param place the key, such as {@code stages[1].network.rounds}; empty where the file as a whole is meant
 * @param sentence what is wrong, with the value that is
 * @param mend what to write instead
 */
public record Problem(int line, String place, String sentence, String mend) {
    public static final Comparator<Problem> IN_ORDER =
            Comparator.comparingInt(Problem::line).thenComparing(Problem::place).thenComparing(Problem::sentence);

    /** {@code file, line n: sentence}. */
    public String in(String file) {
        return (line > 0 ? file + ", line " + line : file) + ": " + sentence;
    }
}
