// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every anchor of docs/protocol.md is in the code and in the map, and the other way round.
 *
 * <p>The text has {@code [open.check]}, the map {@code | `open.check` | `OpenCheck#check` |}, and that method starts with
 * a comment of the word Spec, a colon and {@code docs/protocol.md#open.check}.
 */
class SpecMapTest {
    private static final Path SPEC = Path.of("docs", "protocol.md");
    private static final String ANCHOR = "[a-z]+\\.[a-z-]+";
    private static final Pattern IN_TEXT = Pattern.compile("\\[(" + ANCHOR + ")\\]");
    private static final Pattern IN_MAP =
            Pattern.compile("^\\| `(" + ANCHOR + ")` \\| `(\\w+#\\w+)` \\|$", Pattern.MULTILINE);
    private static final Pattern IN_CODE = Pattern.compile("// Spec: docs/protocol\\.md#(\\S+)");
    private static final Pattern THROWS = Pattern.compile("\\s*throws [\\w., ]+$");

    @Test
    void theMapNamesEveryAnchorOfTheText() {
        TreeSet<String> inText = IN_TEXT.matcher(Sources.text(SPEC))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(map().keySet()).isEqualTo(inText);
    }

    @Test
    void theCodeIsWhereTheMapSays() {
        assertThat(code()).isEqualTo(map());
    }

    private static SortedMap<String, List<String>> map() {
        return collect(IN_MAP.matcher(Sources.text(SPEC))
                .results()
                .map(row -> Map.entry(row.group(1), row.group(2)))
                .toList());
    }

    private static SortedMap<String, List<String>> code() {
        return collect(Sources.java().stream()
                .filter(file -> file.toString().contains("src/main/java"))
                .flatMap(file -> IN_CODE.matcher(Sources.text(file)).results().map(found -> located(file, found)))
                .toList());
    }

    private static Map.Entry<String, String> located(Path file, MatchResult found) {
        String type = String.valueOf(file.getFileName()).replace(".java", "");
        String before = Sources.text(file).substring(0, found.start());
        return Map.entry(found.group(1), type + "#" + method(before).orElse("?"));
    }

    /** The method whose body begins where {@code text} ends. */
    private static Optional<String> method(String text) {
        String head = text.stripTrailing();
        if (!head.endsWith("{")) {
            return Optional.empty();
        }
        head = THROWS.matcher(head.substring(0, head.length() - 1).stripTrailing())
                .replaceFirst("");
        int depth = 0;
        for (int at = head.length() - 1; at >= 0; at--) {
            char c = head.charAt(at);
            depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            if (depth == 0) {
                String name = head.substring(0, at).replaceFirst("(?s).*?(\\w*)$", "$1");
                return Optional.of(name).filter(n -> !n.isEmpty());
            }
        }
        return Optional.empty();
    }

    /** An anchor that stands twice has two places. */
    private static SortedMap<String, List<String>> collect(List<Map.Entry<String, String>> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}
