// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests that docs/threat-model.md names are there. */
class ThreatModelTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");

    @Test
    void everyTestThatIsNamedExists() {
        List<MatchResult> named = NAMED.matcher(Sources.text(Path.of("docs", "threat-model.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(40);
        assertThat(named)
                .filteredOn(test -> !exists(test))
                .extracting(MatchResult::group)
                .isEmpty();
    }

    private static boolean exists(MatchResult test) {
        return Sources.java().stream()
                .filter(file -> file.endsWith(test.group(1) + ".java"))
                .anyMatch(file -> test.group(2) == null || Sources.text(file).contains("void " + test.group(2) + "("));
    }
}
