// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cordon data rows}: from events to what a node learns from. */
class RowsCommandTest {
    private static final String EVENTS = """
            id,time,kind,account,amount_usd,counterparty,label
            a1,2026-01-01T00:00:00Z,withdrawal,ann,10,x,0
            a2,2026-01-01T00:30:00Z,withdrawal,ann,20,y,1
            b1,2026-01-01T00:40:00Z,login,"bob, junior",,,
            b2,2026-01-01T00:50:00Z,withdrawal,"bob, junior",5,x,
            a3,2026-01-20T00:00:00Z,withdrawal,ann,7,x,0
            """;
    private static final String FEATURES = """
            name: small-1
            rows: [withdrawal]
            lateness: PT1M
            features:
              - {name: usd_1h, compute: sum, key: [account], window: PT1H, filter: {kinds: [withdrawal]}}
              - {name: since, compute: since, key: [account], window: P30D}
            """;
    private static final String LABELS = """
            event,label,labelled_at
            a1,0,2026-01-05T00:00:00Z
            a2,1,2026-01-15T00:00:00Z
            b2,0,2026-01-16T00:00:00Z
            a3,0,2026-02-01T00:00:00Z
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("events.csv"), EVENTS);
        Files.writeString(folder.resolve("features.yaml"), FEATURES);
        Files.writeString(folder.resolve("labels.csv"), LABELS);
    }

    private int rows(String... options) {
        List<String> words = new ArrayList<>(List.of("data", "rows", at("events.csv")));
        if (!List.of(options).contains("--out")) {
            words.addAll(List.of("--out", at("data.csv")));
        }
        Arrays.stream(options)
                .map(word -> word.startsWith("@") ? at(word.substring(1)) : word)
                .forEach(words::add);
        return new Cordon(ServiceLoader.load(CommandProvider.class), new PrintWriter(out), new PrintWriter(err), folder)
                .run(words.toArray(String[]::new));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> table() throws IOException {
        return Files.readAllLines(folder.resolve("data.csv"));
    }

    @Test
    void everyRowHasWhatWasKnownAtItsEvent() throws IOException {
        assertThat(rows("--features", "@features.yaml")).as(err.toString()).isZero();
        assertThat(table())
                .containsExactly(
                        "usd_1h,since,event,account",
                        "10.0,,a1,ann",
                        "30.0,1800.0,a2,ann",
                        "5.0,600.0,b2,\"bob, junior\"",
                        "7.0,1639800.0,a3,ann");
        assertThat(out.toString()).contains("5 events, 4 rows of 2 features", "customer: account");
    }

    /** An event whose label comes two weeks late is no row before, and not an honest one. */
    @Test
    void labelsThatCameAfterTheCutOffAreNotKnown() throws IOException {
        assertThat(rows(
                        "--features",
                        "@features.yaml",
                        "--labels",
                        "@labels.csv",
                        "--cut-off",
                        "2026-01-15T00:00:00Z",
                        "--json"))
                .as(err.toString())
                .isZero();
        assertThat(table())
                .containsExactly("usd_1h,since,label,event,account", "10.0,,0,a1,ann", "30.0,1800.0,1,a2,ann");
        JsonNode made = new ObjectMapper().readTree(out.toString());
        assertThat(made.get("rows").asInt()).isEqualTo(2);
        assertThat(made.get("leftOut").asInt()).isEqualTo(1);
        assertThat(made.get("later").asInt()).isEqualTo(1);
    }

    @Test
    void labelsOfTheEventsThemselvesCountWhereTheyAreAskedFor() throws IOException {
        assertThat(rows("--features", "@features.yaml", "--own-labels"))
                .as(err.toString())
                .isZero();
        assertThat(table()).hasSize(4).contains("30.0,1800.0,1,a2,ann").noneMatch(line -> line.contains("b2"));
    }

    @Test
    void aThreatNamesFeaturesAndLabel() throws IOException {
        assertThat(rows("--threat", "hot-wallet-outflow", "--own-labels"))
                .as(err.toString())
                .isZero();
        assertThat(table().get(0)).startsWith("amount_usd,hour_of_day,").endsWith(",drain,event,account");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--threat illicit-account;64;has a ready table",
                "--threat phishing;64;must be one of hot-wallet-outflow",
                "--features @features.yaml --threat insider;64;but both were",
                "--own-labels;64;but none was",
                "--features @features.yaml --labels @labels.csv;64;but --cut-off was left out",
                "--features @features.yaml --labels @labels.csv --cut-off yesterday;64;but was yesterday",
                "--features @labels.csv;2;labels.csv",
                "--features @features.yaml --labels @features.yaml --cut-off 2026-01-15T00:00:00Z;2;features.yaml",
            })
    void whatDoesNotGoTogetherIsRefused(String options, int exitCode, String sentence) {
        assertThat(rows(options.split(" ", -1))).isEqualTo(exitCode);
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void theEventsAreNeverOverwrittenAndABrokenSourceLeavesTheTableAsItWas() throws IOException {
        assertThat(rows("--features", "@features.yaml", "--out", "@events.csv")).isEqualTo(64);
        assertThat(folder.resolve("events.csv")).hasContent(EVENTS);

        assertThat(rows("--features", "@features.yaml")).isZero();
        List<String> whole = table();
        Files.writeString(folder.resolve("events.csv"), EVENTS + "c1,yesterday,withdrawal,cid,1,z,0\n");
        assertThat(rows("--features", "@features.yaml")).isEqualTo(2);
        assertThat(table()).isEqualTo(whole);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().endsWith(".unfinished"));
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("data.csv")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void eventsOutOfOrderAreRefusedAndNotLost() throws IOException {
        Files.writeString(folder.resolve("events.csv"), EVENTS + "z9,2026-01-02T00:00:00Z,withdrawal,ann,1,x,0\n");
        assertThat(rows("--features", "@features.yaml")).isEqualTo(1);
        assertThat(err.toString()).contains("must be in order of time, but 1 events came later");
        assertThat(folder.resolve("data.csv")).doesNotExist();
    }

    @Test
    void aRowThatIsNoEventIsRefusedOrSetAsideAndNeverLost() throws IOException {
        Files.writeString(folder.resolve("events.csv"), EVENTS + "c1,yesterday,withdrawal,cid,1,z,0\n");
        assertThat(rows("--features", "@features.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("data check");
        assertThat(rows("--features", "@features.yaml", "--set-aside", "@aside.csv"))
                .as(err.toString())
                .isZero();
        assertThat(table()).hasSize(5);
        assertThat(Files.readString(folder.resolve("aside.csv"))).contains("c1");
    }
}
