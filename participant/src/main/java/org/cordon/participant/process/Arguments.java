// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A program and its arguments, as a configuration writes them in one line.
 *
 * <p>The line is split at spaces. What stands between two equal quotes, single or double, is one argument or a part of one.
 * Nothing else has a meaning: no shell reads it, so there are no variables, no patterns, no pipes and no escapes.
 *
 * @param text the line
 * @param list the program, then its arguments
 */
public record Arguments(String text, List<String> list) {
    private static final int LONGEST = 4096;

    public Arguments {
        list = List.copyOf(list);
    }

    /** Splits {@code text}. */
    public static Arguments parse(String text) {
        require(
                text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl),
                "process must be one line of at most " + LONGEST + " characters, but was not");
        List<String> list = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        int quote = 0;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
                begun = true;
            } else if (c == ' ' && quote == 0) {
                if (begun) {
                    list.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            list.add(word.toString());
        }
        require(quote == 0, "process must close every quote, but was " + text);
        require(!list.isEmpty() && !list.get(0).isEmpty(), "process must name a program, but was " + text);
        return new Arguments(text.strip(), list);
    }

    /**
     * The program's file, if it is there and may be run: below {@code directory} where its name has a slash, else in a folder of
     * {@code path}.
     */
    public Optional<Path> program(Path directory, String path) {
        String name = list.get(0);
        List<Path> candidates = new ArrayList<>();
        if (name.contains("/")) {
            candidates.add(directory.resolve(name));
        } else {
            for (String folder : path.split(Pattern.quote(java.io.File.pathSeparator), -1)) {
                candidates.add(Path.of(folder).resolve(name));
            }
        }
        return candidates.stream()
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * Words that name files below {@code directory}, or anywhere by a whole path; the program among them where its name has a slash,
     * as it is then no matter of what is installed.
     */
    public List<Path> files(Path directory) {
        return list.stream()
                .skip(list.get(0).contains("/") ? 0 : 1)
                .filter(argument -> !argument.isEmpty())
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
