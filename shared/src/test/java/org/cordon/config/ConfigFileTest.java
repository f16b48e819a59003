// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration file may say, and how it is refused. */
class ConfigFileTest {
    @TempDir
    private Path directory;

    enum Colour {
        RED,
        DARK_BLUE
    }

    record Inner(int port, Optional<String> host) {
        Inner {
            if (port < 1) {
                throw new IllegalArgumentException("port must be at least 1, but was " + port);
            }
        }
    }

    record Outer(
            Path data,
            Duration patience,
            Inner inner,
            List<Inner> more,
            Optional<Boolean> asked,
            Optional<Colour> colour) {}

    private Outer read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("config.yaml"), text);
        return ConfigFile.read(file, Outer.class);
    }

    @Test
    void pathsStartFromTheFilesDirectoryAndOptionalKeysMayBeLeftOut() throws IOException {
        Outer read =
                read("data: ../x\npatience: PT3S\ninner: {port: 5}\nmore: [{port: 6, host: h}]\ncolour: dark_blue\n");

        assertThat(read)
                .isEqualTo(new Outer(
                        directory.resolveSibling("x"),
                        Duration.ofSeconds(3),
                        new Inner(5, Optional.empty()),
                        List.of(new Inner(6, Optional.of("h"))),
                        Optional.empty(),
                        Optional.of(Colour.DARK_BLUE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: x;patience: PT3S;inner: {port: 5};more: [];wrong: 1 | line 5: unknown key wrong; the keys here are",
                "data: x;patience: PT3S;inner:;  port: 5;  prot: 6;more: [] | line 5: unknown key inner.prot",
                "data: x;patience: PT3S;inner: {port: 0};more: [] | inner: port must be at least 1, but was 0",
                "data: x;patience: PT3S;inner: {port: 5} | more must be set, but was not",
                "data: x;patience: PT3S;inner: {host: h};more: [] | inner.port must be set, but was not",
                "data: x;inner: {port: 5};more: [] | patience must be set, but was not",
                "data: x;patience: 3 s;inner: {port: 5};more: [] | patience must be a duration such as PT30S, but was",
                "data: x;patience: PT3S;inner: {port: many};more: [] | inner.port must be a whole number, but was \"many\"",
                "data: x;patience: PT3S;inner: {port: 1.5};more: [] | inner.port must be a whole number",
                "data: x;patience: PT3S;inner: {port: 5};more: [{port: 0}] | more[0]: port must be at least 1",
                "data: x;patience: PT3S;inner: {port: 5};more: [];colour: pink | colour must be one of [dark_blue, red], but",
                "data: x;data: y;patience: PT3S;inner: {port: 5};more: [] | Duplicate field 'data'",
                "data: [x | line",
            })
    void whatIsWrongIsNamedWithItsLine(String lines, String expected) {
        assertThatThrownBy(() -> read(lines.replace(";", "\n")))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREADABLE_INPUT))
                .hasMessageContaining("config.yaml")
                .hasMessageContaining(expected);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ConfigFile.read(directory.resolve("none.yaml"), Outer.class))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("none.yaml must be a file of at most 1 MiB, but is none");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> read("")).isInstanceOf(CommandFailure.class);
    }

    @Test
    void exactlyOneWayToUnlockIsAccepted() {
        assertThatThrownBy(() -> new Unlock(Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("exactly one of keyFile, passphraseFile and passphraseVariable");
        assertThatThrownBy(() -> new Unlock(Optional.of(directory), Optional.empty(), Optional.of("X")))
                .hasMessageContaining("but were 2");
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        assertThatThrownBy(() ->
                        new Unlock(Optional.empty(), Optional.empty(), Optional.of("CORDON_NO_SUCH_VARIABLE")).open())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("CORDON_NO_SUCH_VARIABLE must hold the passphrase");
    }
}
