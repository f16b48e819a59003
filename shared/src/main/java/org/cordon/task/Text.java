// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.util.regex.Pattern;

/** Rules for the texts of a charter, so that equal texts have equal bytes and none can forge a line of a log. */
final class Text {
    private static final Pattern TOKEN = Pattern.compile("[a-z0-9][a-z0-9.-]*");
    private static final int SHOWN = 60;

    private Text() {}

    static void requireToken(String name, String value, int longest) {
        if (value.length() > longest || !TOKEN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name + " must be 1 to " + longest + " of a-z, 0-9, inner - and ., but was " + quoted(value));
        }
    }

    static void requireProse(String name, String value, int longest) {
        if (value.isBlank() || value.length() > longest || !isPrintable(value)) {
            throw new IllegalArgumentException(name + " must be 1 to " + longest
                    + " printable characters, not all blank, but was " + quoted(value));
        }
    }

    static String quoted(String value) {
        String cut =
                value.length() > SHOWN ? value.substring(0, SHOWN) + "... (" + value.length() + " characters)" : value;
        return '"' + cut.replaceAll("[\\p{Cntrl}\\p{Cs}\"]", "?") + '"';
    }

    private static boolean isPrintable(String value) {
        return value.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        || Character.getType(c) == Character.FORMAT);
    }
}
