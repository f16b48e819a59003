// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a clone must and must not hold. */
class RepositoryTest {
    private static final List<String> TEXT = List.of(
            ".java",
            ".md",
            ".xml",
            ".yml",
            ".yaml",
            ".proto",
            ".properties",
            ".config",
            ".sql",
            ".sh",
            ".json",
            ".txt");

    /** Paths of one machine: they work for nobody else. */
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.$}{/-])/(work|root|home/\\w+|Users/\\w+)/");

    /** Where libraries come from is the reader's setting, not ours. */
    private static final Pattern REGISTRY = Pattern.compile(
            "repo\\d?\\.maven\\.|central\\.sonatype|oss\\.sonatype"
                    + "|registry\\.npmjs|pypi\\.org|jitpack\\.io|plugins\\.gradle\\.org|deb\\.debian\\.org|proxy\\.golang\\.org");

    private static final Pattern LEFT_OVER = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");

    @Test
    void noFileNamesPathsOfOneMachine() {
        assertThat(matching(MACHINE_PATH)).isEmpty();
    }

    @Test
    void noFileNamesARegistry() {
        assertThat(matching(REGISTRY)).isEmpty();
    }

    @Test
    void nothingIsLeftToBeDone() {
        assertThat(matching(LEFT_OVER)).isEmpty();
    }

    @Test
    void thereIsNoMavenWrapper() {
        assertThat(Sources.files())
                .extracting(Path::toString)
                .noneMatch(file -> file.startsWith("mvnw") || file.startsWith(".mvn/wrapper"));
    }

    @Test
    void theLauncherAndTheCheckAreExecutable() {
        assertThat(List.of("cordon", ".ci/run"))
                .allMatch(script -> Files.isExecutable(Sources.root().resolve(script)));
    }

    @Test
    void licenceAndChangesAreThere() {
        assertThat(Sources.text(Path.of("LICENSE"))).contains("Apache License", "Version 2.0, January 2004");
        assertThat(Sources.text(Path.of("CHANGELOG.md"))).contains("## [Unreleased]");
    }

    private static List<Path> matching(Pattern forbidden) {
        return Sources.files().stream()
                .filter(RepositoryTest::isText)
                .filter(file -> !file.endsWith("RepositoryTest.java"))
                .filter(file -> forbidden.matcher(Sources.text(file)).find())
                .toList();
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return TEXT.stream().anyMatch(name::endsWith) || !name.contains(".") || file.startsWith(".ci");
    }
}
