// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Java code in the documentation is code that compiles and runs: each block names the region of a source file that it
 * shows, and equals it but for indentation.
 *
 * <p>In the source a region lies between {@code // docs: name} and {@code // docs: end}; in a document the line {@code
 * <!-- code: path#name -->} stands before the block.
 */
class SnippetsTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- code: (\\S+)#(\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);

    /** A block of Java in a document, and where it comes from. */
    private record Snippet(Path document, String source, String region, String code) {}

    @Test
    void javaInDocumentsIsTheCodeOfItsSource() {
        assertThat(snippets())
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(snippet.code())
                        .as("%s, region %s of %s", snippet.document(), snippet.region(), snippet.source())
                        .isEqualTo(region(Path.of(snippet.source()), snippet.region())));
    }

    private static List<Snippet> snippets() {
        List<Snippet> found = new ArrayList<>();
        for (Path document : Sources.files()) {
            if (document.toString().endsWith(".md")) {
                Matcher block = BLOCK.matcher(Sources.text(document));
                while (block.find()) {
                    assertThat(block.group(1))
                            .as("source of a Java block in %s", document)
                            .isNotNull();
                    found.add(new Snippet(document, block.group(1), block.group(2), block.group(3)));
                }
            }
        }
        return found;
    }

    private static String region(Path source, String name) {
        String text = Sources.text(source);
        Matcher region = Pattern.compile(
                        "\\n( *)// docs: " + Pattern.quote(name) + "\\n(.*?)\\n *// docs: end\\n", Pattern.DOTALL)
                .matcher(text);
        assertThat(region.find()).as("region %s in %s", name, source).isTrue();
        String indent = region.group(1);
        return region.group(2)
                .lines()
                .map(line -> line.startsWith(indent) ? line.substring(indent.length()) : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
