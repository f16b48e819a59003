// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.cordon.computation.indicators.IndicatorNumber;
import org.cordon.model.CanonicalWriter;
import org.cordon.suite.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndicatorsCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final byte[] key = new byte[Secret.BYTES];

    @BeforeEach
    void files() throws IOException {
        key[3] = 7;
        Files.write(folder.resolve("key"), key);
        Files.writeString(folder.resolve("rows.csv"), "x,address\n1,\"bc1, a\"\n2,\n");
        long[] seen = new long[16];
        Arrays.fill(seen, 5);
        Files.write(
                folder.resolve("indicators.bin"),
                new CanonicalWriter().u8(2).u8(4).i64(9).longs(seen).toBytes().toByteArray());
    }

    private int run(String options) {
        String[] words = Arrays.stream(("data indicators " + options).split(" ", -1))
                .map(word ->
                        word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
                .toArray(String[]::new);
        return new Cordon(ServiceLoader.load(CommandProvider.class), new PrintWriter(out), new PrintWriter(err), folder)
                .run(words);
    }

    @Test
    void textsBecomeTheSameNumbersEverywhereAndAFeature() throws IOException {
        assertThat(run("@rows.csv --column address --key-file @key --out @data.csv"))
                .as(err.toString())
                .isZero();
        int number = IndicatorNumber.of(Secret.of(key.clone()), "bc1, a");
        assertThat(folder.resolve("data.csv")).hasContent("x,address\n1," + number + "\n2,\n");

        assertThat(run("@data.csv --column address --set @indicators.bin --out @next.csv"))
                .as(err.toString())
                .isZero();
        assertThat(folder.resolve("next.csv")).hasContent("x,address,seen_by\n1," + number + ",5\n2,,\n");
        assertThat(out.toString()).contains("2 rows in", "1 without an indicator, 1 with one that enough exchanges");
    }

    @Test
    void whatDoesNotFitIsNamedAndNothingIsWritten() throws IOException {
        assertThat(run("@rows.csv --column address --out @o.csv")).isEqualTo(64);
        assertThat(run("@rows.csv --column who --key-file @key --out @o.csv")).isEqualTo(64);
        assertThat(run("@rows.csv --column address --key-file @rows.csv --out @o.csv"))
                .isEqualTo(2);
        assertThat(run("@rows.csv --column address --set @key --out @o.csv")).isEqualTo(2);
        assertThat(run("@rows.csv --column address --set @indicators.bin --out @o.csv"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--key-file or --set must be given",
                        "--column must be one of [x, address], but was who",
                        "must hold 32 bytes",
                        "must be a set of indicators",
                        "line 2: column address must be a whole number within 2^24, but is not");
        assertThat(folder.resolve("o.csv")).doesNotExist();
    }
}
