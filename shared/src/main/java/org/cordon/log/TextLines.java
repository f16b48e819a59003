// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.Arrays;
import java.util.List;

/** Reads text line by line; only U+000A ends a line, and the last line has its end as well. */
final class TextLines {
    private final String what;
    private final List<String> lines;
    private int next;

    private TextLines(String what, List<String> lines) {
        this.what = what;
        this.lines = lines;
    }

    /** Takes the lines of {@code text}, called {@code what} in sentences. */
    static TextLines of(String text, String what) throws MalformedLog {
        if (!text.endsWith("\n")) {
            throw new MalformedLog(what + " must be text that ends with a newline, but was "
                    + (text.isEmpty() ? "empty" : "cut within a line"));
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        return new TextLines(what, Arrays.asList(lines));
    }

    boolean hasNext() {
        return next < lines.size();
    }

    /** The next line, which must be there. */
    String next(String rule) throws MalformedLog {
        if (!hasNext()) {
            throw new MalformedLog(
                    "line " + (next + 1) + " of " + what + " must be " + rule + ", but " + what + " ended before");
        }
        return lines.get(next++);
    }

    /** The next line without {@code prefix}, with which it must start. */
    String nextAfter(String prefix, String rule) throws MalformedLog {
        String line = next(rule);
        if (!line.startsWith(prefix)) {
            throw MalformedLog.of(here(), rule, line);
        }
        return line.substring(prefix.length());
    }

    /** The next line, without going past it; empty at the end. */
    String peek() {
        return hasNext() ? lines.get(next) : "";
    }

    /** How sentences call the line read last. */
    String here() {
        return "line " + next + " of " + what;
    }

    void end(String rule) throws MalformedLog {
        if (hasNext()) {
            String line = lines.get(next++);
            throw MalformedLog.of(here(), rule, line);
        }
    }
}
