// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/results.md names every column with its type and meaning, in order. */
class TablesTest {
    @Test
    void thePageHasTheColumnsOfTheTables() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root =
                Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
        String page = Files.readString(root.resolve("docs/results.md"));
        for (Tables.Table table : Tables.ALL) {
            StringBuilder expected =
                    new StringBuilder("## `" + table.name() + "`\n\n| column | type | meaning |\n|---|---|---|\n");
            table.columns()
                    .forEach(column -> expected.append("| `")
                            .append(column.name())
                            .append("` | ")
                            .append(column.type())
                            .append(" | ")
                            .append(column.meaning())
                            .append(" |\n"));
            assertThat(page).contains(expected);
        }
    }
}
