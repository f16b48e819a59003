// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.cordon.cli.Cordon;
import org.cordon.participant.data.TableSource;
import org.cordon.simulations.experiment.ExperimentSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate check} and {@code simulate partition} as they are typed. */
class SimulateCommandsTest {
    private static final String SMALL = """
            name: small
            seeds: [1, 2]
            rounds: 4
            data:
              clusters: {rows: 200, features: 3, classes: 2, distance: 2}
              holdout: {random: {share: 0.25}}
              partition: {dirichlet: {alpha: 0.5, by: label}}
            exchanges: {count: 6}
            model: {network: {kind: mlp_classifier, hidden: [5]}}
            training: {epochs: 1, batchSize: 16, optimiser: sgd, learningRate: 0.1}
            secureSum: true
            """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int cordon(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new Cordon(List.of(new SimulateCommands()), new PrintWriter(out), new PrintWriter(err), directory)
                .run(arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("e.yaml"), text).toString();
    }

    @Test
    void checkTellsRunsAndRefusals() throws IOException {
        assertThat(cordon("simulate", "check", file(SMALL))).isZero();
        assertThat(out.toString()).startsWith("2 runs, 2 refusals").contains("  scaling is none");
        assertThat(cordon("simulate", "check", file(SMALL), "--json")).isZero();
        assertThat(out.toString()).contains("\"passed\"", "\"refused\"");
    }

    @Test
    void checkTellsEveryProblemWithItsLine() throws IOException {
        String wrong = file(SMALL.replace("rounds: 4", "rounds: 0").replace("count: 6", "cuont: 6"));
        assertThat(cordon("simulate", "check", wrong)).isEqualTo(1);
        assertThat(out.toString())
                .contains("e.yaml, line 3: rounds must be in [1, 100000], but was 0")
                .contains("e.yaml, line 8: unknown key exchanges.cuont; did you mean count?")
                .contains("2 problems");
    }

    @Test
    void checkTellsWhatDoesNotGoTogether() throws IOException {
        String wrong = file(SMALL + "sweep: {defence: [none, krum]}\n");
        assertThat(cordon("simulate", "check", wrong)).isEqualTo(1);
        assertThat(out.toString()).contains("e.yaml, line 11: secureSum must be false", "1 problem");
    }

    @Test
    void resultsAreShownListedAndStartedAfresh() throws IOException {
        String quick = file(SMALL.replace("rounds: 4", "rounds: 1"));
        Path results = directory.resolve("results");
        String folder = results.resolve("small").toString();
        assertThat(cordon("simulate", "list", results.toString())).isZero();
        assertThat(out.toString()).contains("  quick ", "No results below");
        assertThat(cordon("simulate", "run", quick, "--out", folder)).isZero();
        assertThat(cordon("simulate", "list", results.toString())).isZero();
        assertThat(out.toString()).contains("  " + folder);
        assertThat(cordon("simulate", "show", folder)).isZero();
        assertThat(out.toString()).contains("small, last model, mean over seeds (worst)", "accuracy");
        assertThat(cordon("simulate", "show", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("must hold results");

        String nowhere = file(SMALL.replace(
                "clusters: {rows: 200, features: 3, classes: 2, distance: 2}", "table: {files: [no.csv], label: y}"));
        assertThat(cordon("simulate", "run", nowhere, "--out", folder, "--fresh"))
                .isEqualTo(2);
        assertThat(cordon("simulate", "show", folder))
                .as("results outlast a mistake")
                .isZero();
        assertThat(cordon("simulate", "run", file(SMALL.replace("rounds: 4", "rounds: 1")), "--out", folder))
                .isZero();
        assertThat(out.toString()).contains("0 of 2 runs played now");
        assertThat(cordon("simulate", "run", quick, "--out", folder, "--fresh")).isZero();
        assertThat(out.toString()).contains("2 of 2 runs played now");
    }

    /** As it lies there after {@code simulate run quick --out quick}. */
    @Test
    void aFolderHidesNoShippedExperiment() throws IOException {
        Path folder = Path.of("quick");
        Files.createDirectory(folder);
        try {
            assertThat(cordon("simulate", "check", "quick")).as(err.toString()).isZero();
        } finally {
            Files.delete(folder);
        }
    }

    @Test
    void aFeatureMayBeCalledLabel() throws Exception {
        Files.writeString(directory.resolve("rows.csv"), "label,b,y\n1,2,0\n2,3,1\n3,4,0\n4,5,1\n");
        String table = SMALL.replace(
                        "clusters: {rows: 200, features: 3, classes: 2, distance: 2}",
                        "table: {files: [rows.csv], label: y}")
                .replace("share: 0.25", "share: 0.5");
        for (String format : List.of("csv", "parquet")) {
            Path to = directory.resolve(format);
            assertThat(cordon("simulate", "partition", file(table), "--export", to.toString(), "--format", format))
                    .as(err.toString())
                    .isZero();
            assertThat(TableSource.columns(to.resolve("test." + format))).containsExactly("label", "b", "y");
        }
        Files.writeString(directory.resolve("rows.csv"), "b,B,y\n1,2,0\n2,3,1\n3,4,0\n4,5,1\n");
        Path none = directory.resolve("none");
        assertThat(cordon("simulate", "partition", file(table), "--export", none.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("but B does not", "--format csv");
        assertThat(none).doesNotExist();
    }

    @Test
    void checkPrintsTheSchema() {
        assertThat(cordon("simulate", "check", "--schema")).isZero();
        assertThat(out).hasToString(ExperimentSchema.text());
        assertThat(cordon("simulate", "check")).isEqualTo(64);
    }

    @Test
    void partitionWritesEveryRowOnceAndOverwritesNothing() throws Exception {
        Path parts = directory.resolve("parts");
        assertThat(cordon("simulate", "partition", file(SMALL), "--export", parts.toString(), "--format", "csv"))
                .isZero();
        int rows = 0;
        for (int exchange = 0; exchange < 6; exchange++) {
            List<String> lines = Files.readAllLines(parts.resolve("exchange-0000" + exchange + ".csv"));
            assertThat(lines.get(0)).isEqualTo("\"x0\",\"x1\",\"x2\",label");
            rows += lines.size() - 1;
        }
        assertThat(rows).isEqualTo(150);
        assertThat(Files.readAllLines(parts.resolve("test.csv"))).hasSize(51);
        assertThat(Files.readAllLines(parts.resolve("counts.csv")).stream()
                        .skip(1)
                        .mapToInt(line -> Integer.parseInt(line.split(",", -1)[2]))
                        .sum())
                .isEqualTo(150);

        Path again = directory.resolve("again");
        assertThat(cordon("simulate", "partition", file(SMALL), "--export", again.toString(), "--seed", "1"))
                .isZero();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet same = statement.executeQuery(
                        "SELECT count(*) FROM ((SELECT x0::FLOAT, x1::FLOAT, x2::FLOAT, label::INTEGER FROM read_csv('"
                                + parts
                                + "/exchange-*.csv')) EXCEPT (SELECT * FROM read_parquet('" + again
                                + "/exchange-*.parquet')))")) {
            assertThat(same.next()).isTrue();
            assertThat(same.getInt(1)).isZero();
        }
        assertThat(cordon("simulate", "partition", file(SMALL), "--export", parts.toString()))
                .isEqualTo(71);
        assertThat(err.toString()).contains("must be empty, but is not");
    }
}
