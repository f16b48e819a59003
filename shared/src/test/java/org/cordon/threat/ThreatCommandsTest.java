// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.cordon.charter.CharterReading;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue, and the commands that show it. */
class ThreatCommandsTest {
    private static List<String> ids() {
        return ThreatCatalogue.IDS;
    }

    @TempDir
    private Path directory;

    private record Ran(int exitCode, String out, String err) {}

    private Ran cordon(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Cordon(
                        ServiceLoader.load(CommandProvider.class),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        directory)
                .run(arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyThreatIsWholeAndItsFileHasItsName(String id) {
        ThreatReading reading = ThreatCatalogue.find(id).orElseThrow();
        assertThat(reading.problems()).isEmpty();
        ThreatModel model = reading.orFail();
        assertThat(model.id()).isEqualTo(id);
        assertThat(model.catches()).isNotEmpty();
        assertThat(model.response()).isNotEmpty();
        assertThat(model.limits()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(model.leavings()).hasSizeGreaterThanOrEqualTo(3).allMatch(leaving -> leaving.words() > 0);
        assertThat(cordon("threat", "show", id).out())
                .contains(model.title())
                .contains(model.columns())
                .contains(model.limits());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aCharterBeginsWithAThreatAndNamesWhatIsLeftToSay(String id) throws Exception {
        String begun = cordon("threat", "show", id, "--charter").out();
        Path file = Files.writeString(directory.resolve("charter.yaml"), begun);
        assertThat(CharterReading.of(file).problems())
                .as("unfinished")
                .extracting(Problem::place)
                .contains("legalBasis", "controllers");
        Files.writeString(
                file,
                begun.replaceAll("legalBasis: #.*", "legalBasis: GDPR Art. 6(1)(f)")
                                .replaceAll("controllers: #.*", "controllers: [Ash Exchange Ltd]")
                        + "privacyWaiver: made-up rows\n");
        assertThat(CharterReading.of(file).problems()).isEmpty();
        assertThat(CharterReading.of(file).orFail().columns())
                .isEqualTo(ThreatCatalogue.find(id).orElseThrow().orFail().columns());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aCopyFits(String id) throws Exception {
        Path file = Files.writeString(
                directory.resolve("copy.yaml"),
                cordon("threat", "show", id, "--yaml").out());
        Ran checked = cordon("threat", "check", file.toString());
        assertThat(checked.exitCode()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("fits");
    }

    /** Shared indicators are for addresses above all, and there are none without noise. */
    @Test
    void aThreatMayShareIndicators() throws Exception {
        String text = cordon("threat", "show", "insider", "--yaml").out();
        Path file = Files.writeString(
                directory.resolve("indicators.yaml"),
                text.replace(
                        "stages:\n", "stages:\n  - indicators: {column: actions_1h, bits: 12, atLeast: 4, salt: 1}\n"));
        Ran checked = cordon("threat", "check", file.toString());
        assertThat(checked.out()).contains("fits");
        assertThat(ThreatReading.of(file).orFail().leavings().get(0).what())
                .isEqualTo("in which buckets a value of actions_1h was seen, under noise");
        assertThat(ThreatReading.of(file).orFail().leavings().get(1).what()).endsWith("under noise");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "per: exchange;per: planet;threshold.per",
                "window: P180D,;window: P1800D,;window",
                "column: misuse;column: actions_1h;label.column must be none of the columns a detector reads",
                "catches:;table: {columns: [a]}~catches:;features or table must be given, and not both",
                "- trees:;- forests:;stages[1]",
                "compute: ratio;compute: rate;compute",
                "title: Misuse;titel: Misuse;titel",
            })
    void whatIsWrongIsNamedWithItsLine(String from, String to, String expected) throws Exception {
        String text = cordon("threat", "show", "insider", "--yaml").out();
        assertThat(text).contains(from);
        Path file = Files.writeString(directory.resolve("wrong.yaml"), text.replace(from, to.replace('~', '\n')));
        Ran checked = cordon("threat", "check", file.toString());
        assertThat(checked.exitCode()).isEqualTo(2);
        assertThat(checked.out()).contains(expected).contains("wrong.yaml");
    }

    @Test
    void theListHasAllAndMachinesReadIt() throws IOException {
        assertThat(cordon("threat", "list").out()).contains(ThreatCatalogue.IDS);
        JsonNode list =
                new ObjectMapper().readTree(cordon("threat", "list", "--json").out());
        assertThat(list).hasSize(ThreatCatalogue.IDS.size());
        assertThat(list.get(0).get("falsePositiveRate").asDouble()).isEqualTo(0.001);
        JsonNode one = new ObjectMapper()
                .readTree(cordon("threat", "show", "laundering", "--json").out());
        assertThat(one.get("leaves").get(1).get("stage").asText()).isEqualTo("trees");
    }

    @Test
    void anUnknownThreatIsRefusedWithTheKnownOnes() {
        Ran ran = cordon("threat", "show", "phishing");
        assertThat(ran.exitCode()).isEqualTo(64);
        assertThat(ran.err()).contains("hot-wallet-outflow").contains("phishing");
    }
}
