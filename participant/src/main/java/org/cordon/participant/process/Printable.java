// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import java.nio.charset.StandardCharsets;

/** Foreign bytes as text that cannot forge a line of a log. */
final class Printable {
    private Printable() {}

    /** At most {@code longest} characters; what cannot be printed is a question mark. */
    static String of(byte[] bytes, int longest) {
        StringBuilder text = new StringBuilder();
        new String(bytes, StandardCharsets.UTF_8)
                .codePoints()
                .limit(longest)
                .map(c -> c == '\t' ? ' ' : isPrintable(c) ? c : '?')
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
