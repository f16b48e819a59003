// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSourceTest {
    private static final String CSV = """
            id, amount ,night,bank,fraud
            7,1.5,true,north,0
            8,,FALSE,south,1
            9,-2e3,true,north,0
            """;
    private static final ReadOptions OPTIONS =
            ReadOptions.labelled("fraud").dropping("^id$").partitionedBy("bank");

    @TempDir
    Path folder;

    @Test
    void readsCsv() throws IOException {
        assertRows(TableSource.readPartitioned(file("rows.csv", CSV), OPTIONS));
    }

    @Test
    void readsCsvWithByteOrderMarkAndCarriageReturns() throws IOException {
        assertRows(TableSource.readPartitioned(file("rows.csv", "\uFEFF" + CSV.replace("\n", "\r\n")), OPTIONS));
    }

    @Test
    void readsTabsAndGzip() throws IOException {
        assertRows(TableSource.readPartitioned(file("rows.tsv", CSV.replace(',', '\t')), OPTIONS));
        Path zipped = folder.resolve("rows.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        assertRows(TableSource.readPartitioned(zipped, OPTIONS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.json", "rows.jsonl", "rows.ndjson"})
    void readsJson(String name) throws IOException {
        String json = """
                {"id": 7, " amount ": 1.5, "night": true, "bank": "north", "fraud": 0}
                {"id": 8, " amount ": null, "night": false, "bank": "south", "fraud": 1}
                {"id": 9, " amount ": -2000, "night": true, "bank": "north", "fraud": 0}
                """;
        assertRows(TableSource.readPartitioned(file(name, json), OPTIONS));
        String array = "[" + json.strip().replace("\n", ",") + "]";
        assertRows(TableSource.readPartitioned(file(name, array), OPTIONS));
    }

    @Test
    void readsParquet() throws SQLException {
        Path file = folder.resolve("rows.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "COPY (SELECT * FROM (VALUES (7, 1.5::DOUBLE, true, 'north', false), (8, NULL, false, 'south', true),"
                            + " (9, -2000, true, 'north', false)) AS t(id, amount, night, bank, fraud)) TO '" + file
                            + "'");
        }
        assertRows(TableSource.readPartitioned(file, OPTIONS));
    }

    /** DuckDB would make a constant feature of such a folder, in all formats. */
    @Test
    void aPathIsNoColumn() throws IOException, SQLException {
        Path year = Files.createDirectories(folder.resolve("year=2024"));
        Path parquet = year.resolve("rows.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (SELECT 1 AS a, 2 AS b) TO '" + parquet + "'");
        }
        for (Path file : List.of(
                parquet,
                Files.writeString(year.resolve("rows.csv"), "a,b\n1,2\n"),
                Files.writeString(year.resolve("rows.json"), "{\"a\": 1, \"b\": 2}"))) {
            assertThat(TableSource.read(file, ReadOptions.unlabelled()).featureNames())
                    .as(file.toString())
                    .containsExactly("a", "b");
        }
    }

    private static void assertRows(PartitionedTable read) {
        Table table = read.table();
        assertThat(table.featureNames()).containsExactly("amount", "night");
        assertThat(table.copyValues()).containsExactly(1.5f, 1f, Float.NaN, 0f, -2000f, 1f);
        assertThat(table.copyLabels().orElseThrow()).containsExactly(0f, 1f, 0f);
        assertThat(read.keys()).containsExactly("north", "south", "north");
    }

    @Test
    void floatsFromParquetKeepTheirBits() throws SQLException {
        Path file = folder.resolve("floats.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "COPY (SELECT * FROM (VALUES (0.1::FLOAT, 3.4028234663852886e38::DOUBLE), (1e-45::FLOAT, 1/3::DOUBLE))"
                            + " AS t(f, d)) TO '" + file + "'");
        }
        Table table = TableSource.read(file, ReadOptions.unlabelled());
        assertThat(table.copyValues()).containsExactly(0.1f, Float.MAX_VALUE, Float.MIN_VALUE, (float) (1 / 3.0));
    }

    @Test
    void everySpellingOfMissingIsNaN() throws IOException {
        Table table = TableSource.read(
                file("missing.csv", "a,b\n1,\n1,NA\n1,nan\n1, NULL \n1,\"\"\n1,2\n"), ReadOptions.unlabelled());
        for (int row = 0; row < 5; row++) {
            assertThat(table.value(row, 1)).isNaN();
        }
        assertThat(table.value(5, 1)).isEqualTo(2f);
    }

    @Test
    void keepsTheFirstRowOfEachDistinctValue() throws IOException {
        Path file = file("distinct.csv", "key,a,y\nk1,1,0\nk2,2,0\nk1,3,1\n,4,1\n,5,0\nk2,6,1\n");
        ReadOptions options = ReadOptions.labelled("y").dropping("key").distinctBy("key");
        Table table = TableSource.read(file, options);
        assertThat(table.copyValues()).containsExactly(1f, 2f, 4f, 5f);
        assertThat(table.copyLabels().orElseThrow()).containsExactly(0f, 0f, 1f, 0f);
    }

    @Test
    void columnsWithoutANameAreNoFeatures() throws IOException {
        Table table = TableSource.read(file("index.csv", ",a,b\n0,1,2\n1,3,4\n"), ReadOptions.unlabelled());
        assertThat(table.featureNames()).containsExactly("a", "b");
        assertThat(table.copyValues()).containsExactly(1f, 2f, 3f, 4f);
    }

    @Test
    void thePartitionColumnMayBeTheLabelAndIsNeverAFeature() throws IOException {
        PartitionedTable read = TableSource.readPartitioned(
                file("rows.csv", "a,y\n1,0\n2,1\n"), ReadOptions.labelled("y").partitionedBy("y"));
        assertThat(read.table().featureNames()).containsExactly("a");
        assertThat(read.keys()).containsExactly("0", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's; DROP TABLE staged; --", "\"quoted\" ) FROM x", "ключ [*] ?", "c0"})
    void namesFromOutsideAreOnlyNames(String name) throws IOException {
        Path file = file(name.replace("/", "") + ".csv", "\"" + name.replace("\"", "\"\"") + "\",y\n1,0\n2,1\n");
        Table table = TableSource.read(file, ReadOptions.labelled("y"));
        assertThat(table.featureNames()).containsExactly(name);
        assertThat(table.copyValues()).containsExactly(1f, 2f);
        Path json = file(name + ".json", "{\"" + name.replace("\"", "\\\"") + "\": 3}");
        assertThat(TableSource.read(json, ReadOptions.unlabelled()).featureNames())
                .containsExactly(name);
    }

    @Test
    void aPatternOfFilesIsNoFile() throws IOException {
        file("a1.csv", "a\n1\n");
        Path odd = file("a*.csv", "a\n2\n");
        assertThat(TableSource.read(odd, ReadOptions.unlabelled()).copyValues()).containsExactly(2f);
    }

    @Test
    void refusesTextColumnsWithTheMend() throws IOException {
        assertRefused("words.csv", "a,colour\n1,red\n2,blue\n", ReadOptions.unlabelled())
                .hasMessageEndingWith(
                        "words.csv: column colour must be numeric, but is not; drop it (--drop-columns) or turn it"
                                + " into numbers");
        assertRefused("dates.json", "{\"a\": 1, \"day\": \"2026-01-02\"}", ReadOptions.unlabelled())
                .hasMessageContaining("column day must be numeric");
    }

    @Test
    void refusesAnUnparsableNumberWithItsLineAndWithoutItsValue() throws IOException {
        String text = "a,b\n1,2\n\"3\n \",4\n\n5,secret\n7,8\n9,10\n";
        assertRefused("line.csv", text, ReadOptions.unlabelled())
                .hasMessageContaining(
                        "line.csv: line 6, column b must be a finite number, true, false or missing, but is not")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesNumbersBeyondFloat32() throws IOException {
        assertRefused("big.csv", "a\n1\n2\n1e39\n", ReadOptions.unlabelled()).hasMessageContaining("line 4, column a");
        assertRefused("infinite.csv", "a\n1\n2\n-inf\n", ReadOptions.unlabelled())
                .hasMessageContaining("line 4, column a");
        assertRefused("row.json", "[{\"a\": 1}, {\"a\": 1e300}, {\"a\": 2}]", ReadOptions.unlabelled())
                .hasMessageContaining("row 2, column a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "", "0.5", "yes", "NA"})
    void refusesLabelsOtherThanZeroAndOne(String label) throws IOException {
        assertRefused("labels.csv", "a,y\n1,0\n2," + label + "\n3,1\n", ReadOptions.labelled("y"))
                .hasMessageContaining("line 3, label column y must be 0 or 1, but is not");
    }

    @Test
    void refusesRaggedRowsWithTheirLineAndWithoutTheirText() throws IOException {
        assertRefused("long.csv", "a,b\n1,2\n3,4,secret\n", ReadOptions.unlabelled())
                .hasMessageContaining("line 3 must have as many columns as the header")
                .hasMessageNotContaining("secret");
        assertRefused("short.csv", "a,b\n1,2\n3\n", ReadOptions.unlabelled()).hasMessageContaining("line 3");
    }

    @Test
    void refusesUnknownAndRepeatedColumns() throws IOException {
        assertRefused("x.csv", "a,b\n1,2\n", ReadOptions.labelled("y"))
                .hasMessageEndingWith("label column must be one of [a, b], but was y");
        assertRefused("x.csv", "a,b\n1,2\n", ReadOptions.unlabelled().partitionedBy("p"))
                .hasMessageEndingWith("partition column must be one of [a, b], but was p");
        assertRefused("x.csv", "a, a\n1,2\n", ReadOptions.unlabelled())
                .hasMessageContaining("column a must be there once");
        assertRefused("x.csv", "a\n1\n", ReadOptions.unlabelled().dropping("a"))
                .hasMessageContaining("at least one column must be left as a feature");
    }

    @Test
    void refusesOtherFilesAndExpressions() throws IOException {
        assertRefused("x.xlsx", "", ReadOptions.unlabelled()).hasMessageContaining("name must end in .csv");
        assertRefused("x.csv", "", ReadOptions.unlabelled()).hasMessageContaining("at least one column");
        assertRefused("x.parquet", "not parquet", ReadOptions.unlabelled()).hasMessageContaining("must be readable");
        assertRefused("x.json", "{\"a\": ", ReadOptions.unlabelled()).hasMessageContaining("must be readable");
        assertThatExceptionOfType(UnreadableTable.class)
                .isThrownBy(() -> TableSource.read(folder.resolve("absent.csv"), ReadOptions.unlabelled()))
                .withMessageContaining("must be a readable file");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ReadOptions.unlabelled().dropping("("))
                .withMessageContaining("must be a regular expression");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String name, String text, ReadOptions options)
            throws IOException {
        Path file = file(name, text);
        return assertThatThrownBy(() -> TableSource.read(file, options)).isInstanceOf(UnreadableTable.class);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
