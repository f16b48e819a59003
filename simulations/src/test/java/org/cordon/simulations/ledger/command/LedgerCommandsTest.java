// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cordon.cli.Cordon;
import org.cordon.simulations.ledger.incident.Script;
import org.cordon.simulations.ledger.incident.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate ledger} as it is typed. */
class LedgerCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int cordon(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = Stream.concat(Stream.of("simulate", "ledger"), Stream.of(arguments))
                .toArray(String[]::new);
        return new Cordon(List.of(new LedgerCommands()), new PrintWriter(out), new PrintWriter(err), directory)
                .run(all);
    }

    private String folder(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void listNamesEveryScript() throws IOException {
        assertThat(cordon("list")).isZero();
        Scripts.all().forEach(script -> assertThat(out.toString()).contains("  " + script.name() + " "));
        assertThat(cordon("list", "--json")).isZero();
        assertThat(JSON.readTree(out.toString()).get("incidents"))
                .hasSize(Scripts.all().size());
    }

    @Test
    void showPrintsEveryNumberWithItsMark() throws IOException {
        assertThat(cordon("show", "coinex")).isZero();
        assertThat(out.toString())
                .contains("fact             7900000", "[S20,S21: 4947 ETH, the first transfer]", "assumed", "derived");
        for (Script script : Scripts.all()) {
            assertThat(cordon("show", script.name(), "--json")).isZero();
            JsonNode numbers = JSON.readTree(out.toString()).get("numbers");
            assertThat(numbers).isNotEmpty();
            numbers.forEach(row -> assertThat(row.get("mark").asText()).isIn("fact", "derived", "assumed"));
        }
        assertThat(cordon("show", "behaviour")).isZero();
        assertThat(out.toString()).contains("small.withdrawalsPerHour", "login_success");
        assertThat(cordon("show", "insider")).isZero();
        assertThat(out.toString()).contains("seeds to report [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "insider_off_hours");
    }

    @Test
    void everySourceOfANumberIsInTheDocumentation() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/ledger.md"))) {
            root = Objects.requireNonNull(root.getParent());
        }
        String document = Files.readString(root.resolve("docs/ledger.md"));
        StringBuilder shown = new StringBuilder();
        for (String name : Stream.concat(Scripts.all().stream().map(Script::name), Stream.of("behaviour"))
                .toList()) {
            assertThat(cordon("show", name)).isZero();
            shown.append(out);
            assertThat(document).contains(name.equals("behaviour") ? "`show behaviour`" : "`" + name + "`");
        }
        Matcher source = Pattern.compile("\\bS(\\d+)(?:-S(\\d+))?").matcher(shown);
        while (source.find()) {
            int last = source.group(2) == null ? Integer.parseInt(source.group(1)) : Integer.parseInt(source.group(2));
            for (int number = Integer.parseInt(source.group(1)); number <= last; number++) {
                assertThat(document).contains("| S" + number + " |");
            }
        }
    }

    @Test
    void generateWritesTheSameBytesAgain() throws IOException {
        for (String name : List.of("a", "b")) {
            assertThat(cordon(
                            "generate",
                            "--out",
                            folder(name),
                            "--exchanges",
                            "2",
                            "--days",
                            "4",
                            "--seed",
                            "7",
                            "--incident",
                            "m2,payroll",
                            "--exchange",
                            "borealis"))
                    .isZero();
        }
        List<String> files = List.of(
                "aurora.events.csv",
                "aurora.labels.csv",
                "borealis.events.csv",
                "borealis.labels.csv",
                "ledger.json",
                "truth.csv");
        try (Stream<Path> there = Files.list(directory.resolve("a"))) {
            assertThat(there.map(file -> file.getFileName().toString()).sorted())
                    .isEqualTo(files);
        }
        for (String file : files) {
            assertThat(directory.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(directory.resolve("b").resolve(file));
        }
        List<String> truth = Files.readAllLines(directory.resolve("a/truth.csv"));
        assertThat(truth.get(0)).startsWith("event,label,labelled_at,incident,actor");
        assertThat(truth.subList(1, truth.size())).allMatch(line -> line.contains(",borealis,"));
        assertThat(Files.readString(directory.resolve("a/borealis.events.csv")))
                .doesNotContain("attacker", "payroll", "theft");
        assertThat(Files.readAllLines(directory.resolve("a/borealis.events.csv")))
                .hasSameSizeAs(Files.readAllLines(directory.resolve("a/borealis.labels.csv")));
    }

    @Test
    void eventsAsJsonHaveNoMissingValues() throws IOException {
        assertThat(cordon(
                        "generate",
                        "--out",
                        folder("j"),
                        "--exchanges",
                        "1",
                        "--days",
                        "1",
                        "--format",
                        "json",
                        "--json"))
                .isZero();
        JsonNode manifest = JSON.readTree(out.toString());
        assertThat(manifest.get("schema").asText()).isEqualTo("cordon/events-v1");
        List<String> lines = Files.readAllLines(directory.resolve("j/aurora.events.jsonl"));
        assertThat(lines).hasSize(manifest.get("files").get(0).get("count").asInt());
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.has("id") && first.has("time") && first.has("kind") && first.has("account"))
                .isTrue();
        assertThat(lines).noneMatch(line -> line.contains("\"\""));
    }

    @Test
    void aFolderThatHoldsSomethingIsRefused() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("full")).resolve("x"), "");
        assertThat(cordon("generate", "--out", folder("full"), "--days", "1")).isEqualTo(71);
        assertThat(err.toString()).contains("must be empty, but is not");
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        String to = folder("none");
        assertThat(cordon("generate", "--out", to, "--incident", "m3")).isEqualTo(64);
        assertThat(err.toString()).contains("--incident must be names of incidents, but one was m3");
        assertThat(cordon("generate", "--out", to, "--incident", "m2", "--exchange", "nowhere"))
                .isEqualTo(64);
        assertThat(err.toString())
                .contains("--exchange must be names of exchanges such as aurora, but one was nowhere");
        assertThat(cordon("generate", "--out", to, "--days", "0")).isEqualTo(64);
        assertThat(err.toString()).contains("days must be in [1, 3660], but was 0");
        assertThat(cordon("generate", "--out", to, "--days", "5", "--incident", "api-keys"))
                .isEqualTo(64);
        assertThat(err.toString()).contains("script api-keys must begin within the ledger");
        assertThat(cordon("generate", "--out", to, "--scenario", "insider", "--days", "5"))
                .isEqualTo(64);
        assertThat(err.toString()).contains("only --seed may come with --scenario insider");
        assertThat(cordon("generate", "--out", to, "--exchange", "aurora")).isEqualTo(64);
        assertThat(cordon("generate", "--out", to, "--incident", "m2,m2")).isEqualTo(64);
        assertThat(cordon("show", "m3")).isEqualTo(64);
        assertThat(cordon("stream", "--speed", "-1")).isEqualTo(64);
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void theStreamHasTheEventsOfTheFiles() throws IOException {
        String truth = directory.resolve("t.csv").toString();
        assertThat(cordon("stream", "--exchanges", "1", "--days", "4", "--incident", "payroll", "--truth", truth))
                .isZero();
        List<String> streamed = out.toString().lines().toList();
        assertThat(cordon(
                        "generate",
                        "--out",
                        folder("s"),
                        "--exchanges",
                        "1",
                        "--days",
                        "4",
                        "--incident",
                        "payroll",
                        "--format",
                        "json"))
                .isZero();
        assertThat(streamed.stream().map(line -> line.replace("\"exchange\":\"aurora\",", "")))
                .isEqualTo(Files.readAllLines(directory.resolve("s/aurora.events.jsonl")));
        assertThat(Path.of(truth)).hasSameTextualContentAs(directory.resolve("s/truth.csv"));
        assertThat(cordon("stream", "--days", "1", "--truth", truth)).isEqualTo(71);
    }
}
