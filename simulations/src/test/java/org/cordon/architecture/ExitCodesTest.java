// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;

/** docs/exit-codes.md lists what {@link ExitCode} and the launcher can end with, and nothing else. */
class ExitCodesTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([0-9, ]+) \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern LAUNCHER = Pattern.compile("\\b(?:fail|interrupted) ([0-9]+)\\b");

    @Test
    void everyExitCodeStandsInTheDocumentWithItsMend() {
        assertThat(rows().map(row -> row.group(1) + " | " + row.group(2)))
                .containsAll(Arrays.stream(ExitCode.values())
                        .map(code -> code.value() + " | " + code.meaning() + " | " + code.mend())
                        .map(String::stripTrailing)
                        .toList());
    }

    @Test
    void theDocumentListsWhatTheLauncherEndsWithAndNothingElse() {
        List<String> known = Stream.concat(
                        Arrays.stream(ExitCode.values()).map(code -> String.valueOf(code.value())),
                        LAUNCHER.matcher(Sources.text(Path.of("cordon")))
                                .results()
                                .map(found -> String.valueOf(found.group(1))))
                .toList();

        assertThat(rows().flatMap(row ->
                        Arrays.stream(String.valueOf(row.group(1)).split(", ", -1))))
                .hasSameElementsAs(known);
    }

    @Test
    void theTableIsInOrder() {
        assertThat(rows().map(row ->
                                Integer.parseInt(String.valueOf(row.group(1)).split(",", -1)[0]))
                        .toList())
                .isSorted();
    }

    private static Stream<MatchResult> rows() {
        return ROW.matcher(Sources.text(Path.of("docs/exit-codes.md"))).results();
    }
}
