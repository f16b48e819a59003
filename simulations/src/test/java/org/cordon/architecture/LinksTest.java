// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links from one document to another file or heading of this repository lead somewhere. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    @Test
    void linksWithinTheRepositoryLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path document : Sources.files()) {
            if (document.toString().endsWith(".md")) {
                Matcher link = LINK.matcher(Sources.text(document));
                while (link.find()) {
                    if (!leadsSomewhere(document, String.valueOf(link.group(1)), link.group(2))) {
                        broken.add(document + ": " + link.group());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String file, String heading) {
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        if (!Files.exists(Sources.root().resolve(target))) {
            return false;
        }
        return heading == null
                || HEADING.matcher(Sources.text(target))
                        .results()
                        .anyMatch(found -> slug(found.group(1)).equals(heading));
    }

    /** The name of a heading in links, as forges make it. */
    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }
}
