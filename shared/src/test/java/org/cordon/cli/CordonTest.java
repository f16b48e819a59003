// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

class CordonTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    @Test
    void commandsOfSeveralModulesShareAGroup() {
        Cordon cordon = cordon(
                commands -> commands.add(CommandGroup.BENCH, new Weigh()),
                commands -> commands.add(CommandGroup.BENCH, new Fail()));

        assertThat(cordon.run("bench", "--help")).isZero();
        assertThat(out.toString()).contains("weigh", "fail");
    }

    @Test
    void groupsWithoutCommandsAreNotShown() {
        assertThat(cordon(commands -> commands.add(new Weigh())).run("--help")).isZero();
        assertThat(out.toString()).contains("weigh").doesNotContain("bench");
    }

    @Test
    void aNameIsContributedOnce() {
        assertThatThrownBy(() -> cordon(commands -> commands.add(new Weigh()), commands -> commands.add(new Weigh())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("command must be contributed once, but was twice: cordon weigh");
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(cordon().run("--version")).isZero();
        assertThat(out.toString()).startsWith("cordon ");
    }

    @Test
    void unknownCommandsAreUsageErrorsWithSuggestions() {
        Cordon cordon = cordon(commands -> commands.add(CommandGroup.BENCH, new Weigh()));

        assertThat(cordon.run("bench", "wiegh")).isEqualTo(ExitCode.USAGE.value());
        assertThat(err.toString()).contains("wiegh", "Did you mean", "weigh", "See cordon bench --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void unknownOptionsAreUsageErrors() {
        assertThat(cordon(commands -> commands.add(new Weigh())).run("weigh", "--jsom"))
                .isEqualTo(ExitCode.USAGE.value());
        assertThat(err.toString()).contains("--jsom").contains("--json");
    }

    @Test
    void usageErrorsAreJsonWhenAskedFor() throws IOException {
        Cordon cordon = cordon(commands -> commands.add(CommandGroup.BENCH, new Weigh()));
        for (String line :
                List.of("bench wiegh --json", "bench weigh --json --grams", "bench weigh spare --json", "--json")) {
            out.getBuffer().setLength(0);
            assertThat(cordon.run(line.split(" ", -1))).as(line).isEqualTo(ExitCode.USAGE.value());
            JsonNode error = new ObjectMapper().readTree(out.toString()).get("error");
            assertThat(error.get("exitCode").asInt()).isEqualTo(64);
            assertThat(error.get("sentence").asText()).isNotEmpty();
            assertThat(error.get("mend").asText()).contains("--help");
        }
    }

    @Test
    void aGroupAloneShowsItsHelpAndIsAUsageError() {
        Cordon cordon = cordon(commands -> commands.add(CommandGroup.BENCH, new Weigh()));

        assertThat(cordon.run("bench")).isEqualTo(ExitCode.USAGE.value());
        assertThat(err.toString()).contains("Usage: cordon bench", "weigh");
        assertThat(cordon.run()).isEqualTo(ExitCode.USAGE.value());
    }

    @Test
    void jsonIsOneDocumentOnStandardOutput() throws IOException {
        assertThat(cordon(commands -> commands.add(new Weigh())).run("weigh", "--json"))
                .isZero();

        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.get("grams").asInt()).isEqualTo(12);
        assertThat(document.get("label").isNull()).isTrue();
    }

    @Test
    void expectedFailuresPrintASentenceAndItsMend() throws IOException {
        assertThat(cordon(commands -> commands.add(new Fail())).run("fail", "expected"))
                .isEqualTo(ExitCode.UNREADABLE_INPUT.value());
        assertThat(err.toString()).isEqualToIgnoringNewLines("no such file: a.csv  Name a file that exists");
        assertThat(out.toString()).isEmpty();
        assertThat(reports()).isEmpty();
    }

    @Test
    void expectedFailuresAreJsonWhenAskedFor() throws IOException {
        assertThat(cordon(commands -> commands.add(new Fail())).run("fail", "--json", "expected"))
                .isEqualTo(ExitCode.UNREADABLE_INPUT.value());

        JsonNode error = new ObjectMapper().readTree(out.toString()).get("error");
        assertThat(error.get("exitCode").asInt()).isEqualTo(2);
        assertThat(error.get("sentence").asText()).isEqualTo("no such file: a.csv");
        assertThat(error.get("mend").asText()).isEqualTo("Name a file that exists");
    }

    @Test
    void unexpectedFailuresNameAReportWithoutArguments() throws IOException {
        assertThat(cordon(commands -> commands.add(new Fail())).run("fail", "secretly"))
                .isEqualTo(ExitCode.BUG.value());

        assertThat(reports()).hasSize(1);
        Path report = reports().get(0);
        assertThat(err.toString()).contains("cordon fail", report.toString()).doesNotContain("\tat ");
        assertThat(Files.readString(report)).contains("command: cordon fail", "IllegalStateException", "\tat ");
        assertThat(Files.readString(report)).doesNotContain("secretly");
    }

    @Test
    void anUnwritableHomeStillEndsWithTheCode() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        Cordon cordon = new Cordon(
                List.of(commands -> commands.add(new Fail())),
                new PrintWriter(out),
                new PrintWriter(err),
                file.resolve("below"));

        assertThat(cordon.run("fail", "secretly")).isEqualTo(ExitCode.BUG.value());
        assertThat(err.toString()).contains("could not be written");
    }

    @Test
    void failuresCarryTheCodeOfAnExpectedOne() {
        assertThatThrownBy(() -> new CommandFailure(ExitCode.OK, "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exitCode must be that of an expected failure, but was OK");
        assertThatThrownBy(() -> new CommandFailure(ExitCode.BUG, "a", "b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Cordon cordon(CommandProvider... providers) {
        return new Cordon(List.of(providers), new PrintWriter(out), new PrintWriter(err), home);
    }

    private List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.toList();
        }
    }

    record Weight(int grams, Optional<String> label) {}

    @Command(name = "weigh", description = "Weighs.", footer = "Example: cordon weigh")
    static final class Weigh implements Callable<Integer> {
        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (json.asked()) {
                json.print(spec.commandLine().getOut(), new Weight(12, Optional.empty()));
            }
            return ExitCode.OK.value();
        }
    }

    @Command(name = "fail", description = "Fails.")
    static final class Fail implements Runnable {
        @Mixin
        @SuppressWarnings("unused") // read by the failure handler
        private JsonOption json = new JsonOption();

        @Parameters
        private String how;

        @Override
        public void run() {
            if (how.equals("expected")) {
                throw new CommandFailure(ExitCode.UNREADABLE_INPUT, "no such file: a.csv", "Name a file that exists");
            }
            throw new IllegalStateException("broken");
        }
    }
}
