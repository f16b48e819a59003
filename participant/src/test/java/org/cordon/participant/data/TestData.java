// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Finds the public data sets beside the repository; nothing of them is part of it. */
final class TestData {
    private TestData() {}

    /** The file, or skips the test with a plain message where it is absent. */
    static Path require(String name) {
        Path folder = Optional.ofNullable(System.getenv("CORDON_TEST_DATA"))
                .map(Path::of)
                .orElseGet(() -> repository().resolveSibling("shared").resolve("data"));
        Path file = folder.resolve(name);
        Assumptions.assumeTrue(
                Files.exists(file),
                () -> "skipped: no " + file + "; put the data there or say where it is with CORDON_TEST_DATA");
        return file;
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        for (Path candidate = folder; candidate != null; candidate = candidate.getParent()) {
            if (Files.exists(candidate.resolve("pom.xml")) && Files.exists(candidate.resolve("proto"))) {
                return candidate;
            }
        }
        return folder;
    }
}
