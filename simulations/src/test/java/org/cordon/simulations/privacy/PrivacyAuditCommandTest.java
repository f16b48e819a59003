// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the command line to the card, and the mistakes on the way. */
class PrivacyAuditCommandTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void files() throws IOException {
        Files.writeString(home.resolve("charter.yaml"), PrivateCharter.TEXT);
        Files.writeString(
                home.resolve("bare.yaml"),
                PrivateCharter.TEXT.substring(0, PrivateCharter.TEXT.indexOf("  - network")));
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder rows = new StringBuilder("id,f,e,d,c,b,a,fraud,bad\n");
        for (int row = 0; row < 150; row++) {
            rows.append(row);
            for (int column = 0; column < 6; column++) {
                rows.append(',').append(random.nextGaussian());
            }
            rows.append(",0,").append(random.nextInt(2)).append('\n');
        }
        Files.writeString(home.resolve("rows.csv"), rows);
        Files.writeString(home.resolve("few.csv"), "a,b,c,d,e,f,fraud\n1,2,3,4,5,6,0\n");
        Files.writeString(home.resolve("narrow.csv"), "a,b,fraud\n1,2,0\n");
    }

    private int audit(String... arguments) {
        List<String> all = new ArrayList<>(List.of("simulate", "privacy-audit"));
        for (String argument : arguments) {
            all.add(argument.matches(".*\\.(csv|yaml)") ? home.resolve(argument).toString() : argument);
        }
        return new Cordon(List.of(new PrivacyAuditCommands()), new PrintWriter(out), new PrintWriter(err), home)
                .run(all.toArray(String[]::new));
    }

    @Test
    void theDocumentHasExactlyItsShapeAndFollowsFromTheSeed() throws Exception {
        String[] line = {"--charter", "charter.yaml", "--runs", "8000", "--seed", "4", "--json"};
        assertThat(audit(line)).as(err.toString()).isEqualTo(ExitCode.OK.value());
        String first = out.toString();
        JsonNode card = new ObjectMapper().readTree(first);
        assertThat(card.fieldNames())
                .toIterable()
                .containsExactly("claimed", "mechanismAudit", "oneRun", "membership", "inversion", "controls");
        assertThat(card.get("claimed").fieldNames()).toIterable().containsExactly("epsilon", "delta", "unit");
        assertThat(card.get("mechanismAudit").fieldNames()).toIterable().containsExactly("lowerBound", "confidence");
        assertThat(card.get("membership").fieldNames()).toIterable().containsExactly("auc", "tprAt1PctFpr");
        assertThat(card.get("inversion").fieldNames()).toIterable().containsExactly("plain", "masked", "summed");
        assertThat(card.get("controls").fieldNames())
                .toIterable()
                .containsExactly("mechanismAudit", "oneRun", "membership", "inversion");
        assertThat(card.at("/controls/mechanismAudit/flaws").fieldNames())
                .toIterable()
                .containsExactly("missingShare", "noClip", "quarterNoise", "realisedDivisor", "roundedGaussian");
        assertThat(card.at("/claimed/epsilon").asDouble()).isEqualTo(20);
        assertThat(card.at("/claimed/unit").asText()).isEqualTo("record");
        assertThat(err.toString()).contains("Seed 4");

        out.getBuffer().setLength(0);
        assertThat(audit(line)).isEqualTo(ExitCode.OK.value());
        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    void theCardIsForPeopleAndSaysWhatItCannotShow() {
        assertThat(audit("--charter", "charter.yaml", "--data", "rows.csv", "--label", "bad", "--runs", "20000"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK.value());
        assertThat(out.toString())
                .contains("epsilon 20.000 at delta 1e-05 for each record", "quarter noise", ": caught", "193 canaries")
                .endsWith("An audit can falsify a claim of differential privacy, never prove it.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            --charter bare.yaml ; 2 ; must promise differential privacy and have a network stage with dpSgd ; dpSgd
            --charter none.yaml ; 2 ; must be a file ; YAML
            --charter charter.yaml --data narrow.csv ; 2 ; feature must be one of ; charter's columns
            --charter charter.yaml --data few.csv ; 2 ; must have at least 100 rows, but has 1 ; charter's columns
            --charter charter.yaml --data rows.csv --label nothing ; 2 ; label column must be one of ; file
            --charter charter.yaml --label bad ; 64 ; --label must be given with --data ; --help
            --charter charter.yaml --runs 10 ; 64 ; --runs must be in [1000, 100000000] ; --help
            --charter charter.yaml --exchanges 256 ; 64 ; --exchanges must be in [1, 255] ; --help
            """)
    void aMistakeIsNamedWithItsMend(String line, int exit, String sentence, String mend) {
        assertThat(audit(line.split(" "))).isEqualTo(exit);
        assertThat(err.toString()).contains(sentence, mend);
        assertThat(out.toString()).isEmpty();
    }
}
