// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;

/** Experiments by their command, and what came of them. */
record Experiments(Path directory) {
    /** @param err all that was said beside the answer */
    record Ran(int exitCode, String err) {}

    Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    Ran run(Path file, String out, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("simulate", "run", file.toString(), "--out", folder(out).toString(), "--fresh"));
        arguments.addAll(List.of(more));
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        StringWriter err = new StringWriter();
        int exitCode = new Cordon(
                        ServiceLoader.load(CommandProvider.class), nowhere, new PrintWriter(err, true), directory)
                .run(arguments.toArray(String[]::new));
        return new Ran(exitCode, err.toString());
    }

    Path folder(String out) {
        return directory.resolve(out);
    }

    void same(String one, String other) {
        for (String table : List.of("run", "round", "client_round")) {
            for (String ending : List.of(".parquet", ".csv", ".json")) {
                assertThat(folder(other).resolve(table + ending))
                        .hasSameBinaryContentAs(folder(one).resolve(table + ending));
            }
        }
    }
}
