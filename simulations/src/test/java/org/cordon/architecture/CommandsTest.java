// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What every command of every module has in common. */
class CommandsTest {
    /** Commands that run until they are stopped: their output is a log, not a document. */
    private static final Set<String> LONG_RUNNING = Set.of(
            "cordon coordinator serve",
            "cordon participant run",
            "cordon audit witness serve",
            "cordon simulate ledger stream");

    @TempDir
    private Path home;

    @Test
    void everyCommandSaysWhatItDoesAndShowsAnExample() {
        assertThat(commands())
                .filteredOn(command -> command.getCommandSpec().usageMessage().description().length == 0
                        || !String.join(
                                        "\n",
                                        command.getCommandSpec().usageMessage().footer())
                                .contains("Example"))
                .extracting(command -> command.getCommandSpec().qualifiedName())
                .isEmpty();
    }

    @Test
    void everyCommandAnswersMachines() {
        assertThat(commands())
                .filteredOn(command -> command.getCommandSpec().findOption("--json") == null)
                .extracting(command -> command.getCommandSpec().qualifiedName())
                .allMatch(LONG_RUNNING::contains);
    }

    private List<CommandLine> commands() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return leaves(new Cordon(ServiceLoader.load(CommandProvider.class), nowhere, nowhere, home).tree())
                .toList();
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().values().stream()
                .flatMap(child -> child.getSubcommands().isEmpty() ? Stream.of(child) : leaves(child));
    }
}
