// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.cordon.config.ConfigFile;
import org.cordon.config.ConfigReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/configuration.md is what the code says. After a change, write it anew with {@code mvn -pl simulations -am test
 * -Dtest=ConfigurationTest -Dsurefire.failIfNoSpecifiedTests=false -Dcordon.update=true}.
 */
class ConfigurationTest {
    private static final Path REFERENCE = Path.of("docs/configuration.md");
    private static final String HEAD = """
            # Configuration

            Every key of every file. This page is made from the code (`ConfigurationTest`); `cordon config explain FILE` prints
            the same as a commented file that works, and `--json` prints it for machines.

            Unknown keys, keys that stand twice and unsafe values are refused with their line. Relative paths start from the
            file's directory; durations and moments are in ISO 8601 (`PT30S`, `P90D`, `2030-01-31T00:00:00Z`). No secret stands in a
            file: it names where the secret is.
            """;

    @TempDir
    private Path directory;

    static Stream<String> names() {
        return ConfigReference.installed().names().stream();
    }

    @Test
    void theReferenceIsWhatTheCodeSays() throws IOException {
        String expected = HEAD + ConfigReference.installed().reference();
        if (Boolean.getBoolean("cordon.update")) {
            Files.writeString(Sources.root().resolve(REFERENCE), expected);
        }
        assertThat(Sources.text(REFERENCE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsExplainedIsAFileThatWorks(String name) throws IOException {
        ConfigReference reference = ConfigReference.installed();
        Path file = Files.writeString(
                directory.resolve(name + ".yaml"), reference.yaml(name).orElseThrow());

        assertThat(ConfigFile.read(file, reference.type(name).orElseThrow())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyDocumentIsExplainedByTheCommand(String name) {
        assertThat(run("config", "explain", name)).contains("required)", "default: ");
        assertThat(run("config", "explain", name, "--json"))
                .contains("\"key\" : ", "\"type\" : ", "\"defaultValue\" : ", "\"meaning\" : ");
    }

    @Test
    void bothRolesAreExplained() {
        assertThat(names()).containsAll(List.of("coordinator", "participant"));
    }

    private String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Cordon(
                        ServiceLoader.load(CommandProvider.class),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        directory)
                .run(arguments);
        assertThat(exitCode).as(err.toString()).isZero();
        return out.toString();
    }
}
