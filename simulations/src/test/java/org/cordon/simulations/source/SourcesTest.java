// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that are made up or read. */
class SourcesTest {
    @TempDir
    Path directory;

    static Stream<Source> drawn() {
        return Stream.of(
                new Clusters(500, 3, 4, 2), new Synthetic(1, 1, 6, 200), new Quadratics(6, 4, 3, 1), new Threats());
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void theSameSeedMakesTheSameRows(Source source) {
        Sample one = source.read(Path.of(""), Set.of(), 1);
        assertThat(source.read(Path.of(""), Set.of(), 1).table().copyValues())
                .isEqualTo(one.table().copyValues());
        assertThat(source.read(Path.of(""), Set.of(), 2).table().copyValues())
                .isNotEqualTo(one.table().copyValues());
        assertThatThrownBy(() -> source.read(Path.of(""), Set.of("town"), 1)).hasMessageContaining("town");
    }

    /** Of a class of 2,500 the mean of a coordinate errs by 0.02; 0.1 errs once in 10^6. */
    @Test
    void clustersLieAroundTheirCentres() {
        Table rows = new Clusters(5000, 2, 2, 3).read(Path.of(""), Set.of(), 1).table();
        double[][] sums = new double[2][3];
        for (int row = 0; row < rows.rows(); row++) {
            double[] sum = sums[(int) rows.label(row)];
            sum[0] += rows.value(row, 0);
            sum[1] += rows.value(row, 1);
            sum[2]++;
        }
        for (double[] sum : sums) {
            assertThat(Math.hypot(sum[0], sum[1]) / sum[2]).isCloseTo(3, within(0.1));
        }
    }

    @Test
    void syntheticExchangesHaveTheirSizes() {
        Sample sample = new Synthetic(1, 1, 30, 300).read(Path.of(""), Set.of(), 1);
        for (int exchange = 0; exchange < 30; exchange++) {
            int number = exchange;
            assertThat(sample.exchanges().stream().filter(e -> e == number)).hasSizeBetween(50, 300);
        }
        assertThat(sample.table().features()).isEqualTo(60);
    }

    @Test
    void quadraticsAreOneRowForEachExchange() {
        Sample sample = new Quadratics(6, 4, 3, 1).read(Path.of(""), Set.of(), 1);
        assertThat(sample.exchanges()).containsExactly(0, 1, 2, 3, 4, 5);
        for (int row = 0; row < 6; row++) {
            assertThat(sample.table().value(row, 0)).isBetween(1f, 3f);
        }
    }

    /** Two digits to train on and one to test, gzipped or not. */
    @Test
    void digitsAreReadFromTheirFiles() throws IOException {
        Files.write(directory.resolve("train-images-idx3-ubyte"), images(2));
        Files.write(directory.resolve("train-labels-idx1-ubyte"), labels(7, 3));
        gzip("t10k-images-idx3-ubyte.gz", images(1));
        gzip("t10k-labels-idx1-ubyte.gz", labels(9));
        Sample sample = new Mnist(".").read(directory, Set.of(), 1);
        assertThat(sample.table().copyLabels().orElseThrow()).containsExactly(7, 3);
        assertThat(sample.table().value(0, 0)).isZero();
        assertThat(sample.table().value(0, 255)).isEqualTo(1f);
        assertThat(sample.test().orElseThrow().rows()).isEqualTo(1);
    }

    private static byte[] images(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int word : new int[] {0x803, count, 28, 28}) {
            out.writeInt(word);
        }
        for (int i = 0; i < count * 784; i++) {
            out.writeByte(i % 784);
        }
        return bytes.toByteArray();
    }

    private static byte[] labels(int... digits) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x801);
        out.writeInt(digits.length);
        for (int digit : digits) {
            out.writeByte(digit);
        }
        return bytes.toByteArray();
    }

    private void gzip(String name, byte[] content) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            out.write(content);
        }
    }

    @Test
    void severalTablesAreAnExchangeEach() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "id,x,y\n1,0.5,1\n2,0.25,0\n");
        Files.writeString(directory.resolve("b.csv"), "id,x,y\n3,4,0\n");
        TableFiles files = new TableFiles(
                List.of("a.csv", "b.csv"), Optional.of("y"), Optional.of("^id$"), Optional.empty(), Optional.empty());
        Sample sample = files.read(directory, Set.of("id"), 1);
        assertThat(sample.exchanges()).containsExactly(0, 0, 1);
        assertThat(sample.table().featureNames()).containsExactly("x");
        assertThat(sample.table().copyValues()).containsExactly(0.5f, 0.25f, 4f);
        assertThat(sample.columns().get("id")).containsExactly("1", "2", "3");
    }

    private static TableFiles files(List<String> files, Optional<String> distinct, Optional<String> test) {
        return new TableFiles(files, Optional.of("y"), Optional.of("^id$"), distinct, test);
    }

    /** A network knows columns by their places: swapped ones would train and test without a word. */
    @Test
    void filesWithOtherColumnsAreRefused() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "x,z,y\n0.5,1,1\n");
        Files.writeString(directory.resolve("swapped.csv"), "z,x,y\n1,0.5,1\n");
        Files.writeString(directory.resolve("narrow.csv"), "x,y\n4,0\n");
        assertThatThrownBy(() -> files(List.of("a.csv"), Optional.empty(), Optional.of("swapped.csv"))
                        .read(directory, Set.of(), 1))
                .hasMessageContaining("swapped.csv must have the features of a.csv, but has them in another order");
        assertThatThrownBy(() -> files(List.of("a.csv", "narrow.csv"), Optional.empty(), Optional.empty())
                        .read(directory, Set.of(), 1))
                .hasMessageContaining("narrow.csv must have the features of a.csv, but lacks z");
    }

    /** What is tested on is trained on nowhere; rows without a value are all kept. */
    @Test
    void rowsAreDistinctOverAllFiles() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "id,town,x,y\n1,aa,1,1\n2,bb,2,0\n,cc,3,0\n1,dd,4,1\n");
        Files.writeString(directory.resolve("b.csv"), "id,town,x,y\n2,ee,5,0\n3,ff,6,0\n,gg,7,0\n");
        Files.writeString(directory.resolve("test.csv"), "id,town,x,y\n3,hh,8,0\n");
        Sample sample = files(List.of("a.csv", "b.csv"), Optional.of("id"), Optional.of("test.csv"))
                .read(directory, Set.of("town"), 1);
        assertThat(sample.table().copyValues()).containsExactly(1f, 2f, 3f, 7f);
        assertThat(sample.columns().get("town")).containsExactly("aa", "bb", "cc", "gg");
        assertThat(sample.exchanges()).containsExactly(0, 0, 0, 1);
        assertThat(sample.test().orElseThrow().copyValues()).containsExactly(8f);
    }
}
