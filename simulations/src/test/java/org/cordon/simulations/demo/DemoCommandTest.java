// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    private static final List<String> KEYS = List.of(
            "exchanges",
            "rounds",
            "dropOuts",
            "sumsOpened",
            "alone",
            "scoreAveraging",
            "together",
            "pooled",
            "uploadBytesPerCoordinate",
            "log",
            "seconds");

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void jsonHasExactlyTheDocumentedShapeAndTogetherBeatsAlone() throws Exception {
        assertThat(cordon("demo", "--json")).as(err.toString()).isEqualTo(ExitCode.OK.value());

        JsonNode demo = new ObjectMapper().readTree(out.toString());
        assertShape(demo);
        assertThat(demo.get("exchanges").intValue()).isEqualTo(5);
        assertThat(demo.get("dropOuts").intValue()).isPositive();
        assertTogetherBeatsAlone(demo);
        assertThat(demo.at("/together/averagePrecision/mean").doubleValue())
                .isGreaterThan(demo.at("/scoreAveraging/averagePrecision/mean").doubleValue());
        assertThat(err.toString()).contains("delta starts again from its own store");
    }

    @Test
    void textTellsTheTableWhatLeftAndWhatIsNotProtected() throws Exception {
        Path file = rows(600);
        assertThat(cordon(
                        "demo", "--rounds", "12", "--data", file.toString(), "--label", "bad", "--dir", home + "/kept"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK.value());

        assertThat(out.toString())
                .contains("alone, worst", "averaging the scores", "together", "pooled (possible only in a demo)")
                .contains("as the formula of docs/protocol.md says")
                .contains("NO PRIVACY GUARANTEE")
                .contains("delta was cut off in mid-round, came back")
                .contains("Try next:");
        assertThat(home.resolve("kept/demo.log")).exists();
        assertThat(home.resolve("kept/nodes/delta/store")).isDirectory();
    }

    @Test
    void ethereumAccountsTogetherBeatsAlone() throws Exception {
        Path file = data().resolve("ethereum-accounts/accounts.csv");
        Assumptions.assumeTrue(Files.exists(file), "skipped: there is no " + file);
        assertThat(cordon(
                        "demo",
                        "--data",
                        file.toString(),
                        "--label",
                        "FLAG",
                        "--drop-columns",
                        "ERC20|^Index$|^Address$",
                        "--distinct",
                        "Address",
                        "--partition",
                        "dirichlet:0.3:FLAG",
                        "--json"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK.value());
        assertTogetherBeatsAlone(new ObjectMapper().readTree(out.toString()));
    }

    @Test
    void wrongArgumentsAreRefusedWithTheMend() throws Exception {
        Path file = rows(600);
        String data = file.toString();
        assertRefused(64, "--label must name a column of", "demo", "--data", data);
        assertRefused(64, "--label, --drop-columns", "demo", "--label", "bad");
        assertRefused(64, "--rounds must be in [12, 1000]", "demo", "--rounds", "1");
        assertRefused(64, "--partition must be iid", "demo", "--data", data, "--label", "bad", "--partition", "odd");
        assertRefused(
                64, "alpha in --partition", "demo", "--data", data, "--label", "bad", "--partition", "dirichlet:0:bad");
        assertRefused(64, "regular expression", "demo", "--data", data, "--label", "bad", "--drop-columns", "(");
        assertRefused(2, "label column must be one of", "demo", "--data", data, "--label", "none");
        assertRefused(2, "must be a readable file", "demo", "--data", home + "/none.csv", "--label", "bad");
        assertRefused(2, "at least five values", "demo", "--data", data, "--label", "bad", "--partition", "column:bad");
        assertRefused(2, "must have at least", "demo", "--data", rows(50).toString(), "--label", "bad");
        assertRefused(64, "--dir must be empty", "demo", "--dir", home.toString());
    }

    private void assertRefused(int code, String sentence, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(cordon(arguments)).as(sentence).isEqualTo(code);
        assertThat(err.toString()).contains(sentence);
        assertThat(err.toString().lines().count()).isGreaterThanOrEqualTo(2);
    }

    private static void assertShape(JsonNode demo) {
        assertThat(names(demo)).isEqualTo(KEYS);
        for (String count : KEYS.subList(0, 4)) {
            assertThat(demo.get(count).isIntegralNumber()).as(count).isTrue();
        }
        for (String way : KEYS.subList(4, 8)) {
            assertThat(names(demo.get(way))).containsExactly("averagePrecision", "rocAuc", "recallAt1PctFpr");
            demo.get(way).forEach(figure -> assertThat(names(figure)).containsExactly("mean", "worst"));
        }
    }

    private static void assertTogetherBeatsAlone(JsonNode demo) {
        for (String part : List.of("mean", "worst")) {
            assertThat(demo.at("/together/averagePrecision/" + part).doubleValue())
                    .as(part)
                    .isGreaterThan(demo.at("/alone/averagePrecision/" + part).doubleValue());
        }
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @CanIgnoreReturnValue
    private int cordon(String... arguments) {
        return new Cordon(List.of(new DemoCommands()), new PrintWriter(out), new PrintWriter(err), home).run(arguments);
    }

    private Path rows(int count) throws Exception {
        Random random = new Random(count);
        StringBuilder csv = new StringBuilder("a,b,bad\n");
        for (int row = 0; row < count; row++) {
            int bad = random.nextInt(4) == 0 ? 1 : 0;
            csv.append(random.nextGaussian() + 2 * bad)
                    .append(',')
                    .append(random.nextGaussian())
                    .append(',')
                    .append(bad)
                    .append('\n');
        }
        return Files.writeString(home.resolve("rows" + count + ".csv"), csv);
    }

    private static Path data() {
        String given = System.getenv("CORDON_TEST_DATA");
        if (given != null) {
            return Path.of(given);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve("../shared/data"))) {
            folder = folder.getParent();
        }
        return folder.resolve("../shared/data");
    }
}
