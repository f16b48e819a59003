// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Command;

/**
 * Every exit code is reached: those of a machine by the commands themselves, the others by a command that ends as audits
 * and peers make it end. {@code NodesTest} reaches 77 with a real peer.
 */
class ExitCodesReachedTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        List<CommandProvider> providers = new ArrayList<>();
        ServiceLoader.load(CommandProvider.class).forEach(providers::add);
        providers.add(commands -> commands.add(new Bug()));
        providers.add(commands -> commands.add(new Evidence()));
        providers.add(commands -> commands.add(new Peer()));
        return new Cordon(providers, new PrintWriter(out), new PrintWriter(err), directory).run(arguments);
    }

    private String[] command(ExitCode code) throws IOException {
        String missing = directory.resolve("missing.yaml").toString();
        return switch (code) {
            case OK -> new String[] {"config", "explain", "participant"};
            case CHECK_FAILED -> new String[] {"doctor", "--config", missing};
            case UNREADABLE_INPUT -> new String[] {"coordinator", "serve", "--config", missing};
            case USAGE -> new String[] {"config", "explain", "nothing"};
            case SYSTEM_REFUSED ->
                new String[] {
                    "consortium",
                    "init",
                    "--exchanges",
                    "a,b,c,d,e",
                    "--out",
                    Files.createDirectories(directory.resolve("taken")).toString()
                };
            case BUG -> new String[] {"bug"};
            case EVIDENCE_MISSING -> new String[] {"evidence"};
            case PEER_REFUSED -> new String[] {"peer"};
        };
    }

    @ParameterizedTest
    @EnumSource(ExitCode.class)
    void everyExitCodeIsReached(ExitCode code) throws IOException {
        assertThat(run(command(code))).as(err.toString()).isEqualTo(code.value());
    }

    @Test
    void aBugNamesItsReport() {
        assertThat(run("bug")).isEqualTo(ExitCode.BUG.value());
        assertThat(err.toString()).contains("Please report it with the file");
    }

    @Command(name = "bug", description = "Break down.", footer = "Example: cordon bug")
    static final class Bug implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("unforeseen");
        }
    }

    @Command(name = "evidence", description = "Miss something.", footer = "Example: cordon evidence")
    static final class Evidence implements Runnable {
        @Override
        public void run() {
            throw new CommandFailure(ExitCode.EVIDENCE_MISSING, "the founding is not there yet", "Wait for it");
        }
    }

    @Command(name = "peer", description = "Be refused.", footer = "Example: cordon peer")
    static final class Peer implements Runnable {
        @Override
        public void run() {
            throw new CommandFailure(ExitCode.PEER_REFUSED, "the coordinator does not know us", "Renew");
        }
    }
}
