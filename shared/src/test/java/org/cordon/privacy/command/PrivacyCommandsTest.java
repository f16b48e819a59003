// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyCommandsTest {
    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int privacy(String line) {
        String[] arguments = ("privacy " + line).split(" ", -1);
        return new Cordon(List.of(new PrivacyCommands()), new PrintWriter(out), new PrintWriter(err), home)
                .run(arguments);
    }

    private JsonNode document(String line) throws IOException {
        assertThat(privacy(line + " --json")).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--mechanism gaussian --noise-multiplier 1 --steps 1 --delta 1e-5 --accountant analytic, 4.377178, analytic, null",
        "--noise-multiplier 2 --steps 4 --delta 1e-5, 4.377178, pld, null",
        "--mechanism poisson-gaussian --noise-multiplier 0.7 --sampling-rate 0.01 --steps 120 --delta 1e-5,"
                + " 2.461238, pld, null",
        "--noise-multiplier 1.5 --sampling-rate 0.04 --steps 2250 --delta 1e-5 --accountant rdp, 7.329111, rdp, 3.9",
        "--noise-multiplier 0.7 --steps 2 --delta 1e-5 --orders 1.1..10.9_step_.1, 10.860204, rdp, 3.3",
        "--mechanism discrete-gaussian --noise-multiplier 4 --steps 100 --delta 1e-6, 14.450754, pld, null",
        "--mechanism discrete-gaussian --noise-multiplier 1 --sampling-rate 0.01 --steps 1 --delta 1e-6,"
                + " 1.212124, rdp, 10.0",
        "--mechanism laplace --noise-multiplier 10 --steps 100 --delta 1e-6 --accountant pld, 4.692667, pld, null"
    })
    void account(String line, double epsilon, String accountant, String order) throws IOException {
        String[] arguments = ("privacy account " + line + " --json").split(" ", -1);
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = arguments[i].replace('_', ' ');
        }
        assertThat(new Cordon(List.of(new PrivacyCommands()), new PrintWriter(out), new PrintWriter(err), home)
                        .run(arguments))
                .as(err.toString())
                .isZero();
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.fieldNames()).toIterable().containsExactly("epsilon", "accountant", "order");
        assertThat(document.get("epsilon").asDouble()).isCloseTo(epsilon, within(2e-6));
        assertThat(document.get("accountant").asText()).isEqualTo(accountant);
        assertThat(document.get("order").asText()).isEqualTo(order);
    }

    @Test
    void peopleReadASentence() {
        assertThat(privacy("account --noise-multiplier 1 --sampling-rate 0.01 --steps 100 --delta 1e-6"))
                .isZero();
        assertThat(out.toString())
                .contains("epsilon = ", "(pld)", "100 releases", "Poisson sample at rate 0.01", "one unit");
    }

    @Test
    void calibrate() throws IOException {
        JsonNode document = document("calibrate --epsilon 3 --delta 1e-6 --sampling-rate 0.02048 --steps 488");
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly("noiseMultiplier", "epsilon", "delta", "accountant");
        assertThat(document.get("noiseMultiplier").asDouble()).isCloseTo(1.0404, within(1e-3));
        assertThat(document.get("epsilon").asDouble()).isBetween(2.9999, 3.0);
        assertThat(document.get("delta").asDouble()).isEqualTo(1e-6);
        assertThat(document.get("accountant").asText()).isEqualTo("pld");
    }

    @Test
    void calibratedNoiseIsRoundedUpForPeople() {
        assertThat(privacy("calibrate --epsilon 4.377178 --delta 1e-5 --steps 1 --accountant analytic"))
                .isZero();
        assertThat(out.toString()).contains("noise multiplier = 1.0001 (analytic)", "1 release of the gaussian");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            account --steps 1 --delta 1e-6 ; --noise-multiplier must be given
            account --noise-multiplier 1 --delta 1e-6 ; --steps must be given
            account --noise-multiplier 1 --steps 1 ; --delta must be given
            account --noise-multiplier 1 --steps 0 --delta 1e-6 ; --steps must be at least 1, but was 0
            account --noise-multiplier 1 --steps 1 --delta 1 ; --delta must be above 0 and below 1, but was 1.0
            account --noise-multiplier -1 --steps 1 --delta 1e-6 ; --noise-multiplier must be above 0, but was -1.0
            account --noise-multiplier 1e-9 --steps 1 --delta 1e-6 ; --noise-multiplier must be in [0.001, 1e9]
            account --noise-multiplier 1 --steps 1 --delta 1e-99 ; --delta must be in
            account --noise-multiplier 1 --sampling-rate 2 --steps 1 --delta 1e-6 ; --sampling-rate must be above 0
            account --mechanism poisson-gaussian --noise-multiplier 1 --steps 1 --delta 1e-6 ; --sampling-rate must be given
            account --mechanism gaussian --sampling-rate .5 --noise-multiplier 1 --steps 1 --delta 1e-6 ; fresh secret Poisson
            account --mechanism cauchy --noise-multiplier 1 --steps 1 --delta 1e-6 ; one of gaussian, poisson-gaussian
            account --accountant gdp --noise-multiplier 1 --steps 1 --delta 1e-6 ; one of pld, rdp, analytic, but was gdp
            account --accountant pld --orders 2 --noise-multiplier 1 --steps 1 --delta 1e-6 ; --orders must be left out
            account --orders two --noise-multiplier 1 --steps 1 --delta 1e-6 ; --orders must be numbers and ranges
            account --accountant analytic --sampling-rate .5 --noise-multiplier 1 --steps 1 --delta 1e-6 ; Use the accountant pld or rdp
            account --noise-multiplier one --steps 1 --delta 1e-6 ; 'one' is not a double
            calibrate --delta 1e-6 --steps 1 ; --epsilon must be given
            calibrate --epsilon 0 --delta 1e-6 --steps 1 ; --epsilon must be above 0
            """)
    void aMistakeIsNamedWithItsMend(String line, String sentence) {
        assertThat(privacy(line)).isEqualTo(ExitCode.USAGE.value());
        assertThat(err.toString()).contains(sentence);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aTableAnswersEachRowOnceInItsOrder() throws IOException {
        Path file = Files.writeString(home.resolve("table.csv"), """
                id,mechanism,params,sampling_rate,steps,delta,quantity,accountant
                b,"Gaussian, plain",z=1,1,1,1e-5,epsilon,analytic
                a,Gaussian,z=one,1,1,1e-5,epsilon,analytic
                c,Exponential,z=1,1,1,1e-5,epsilon,PLD
                d,"Gaussian,z=1,1,1,1e-5,epsilon,analytic
                e,Gaussian,noise_multiplier=1,1,50+x,1e-5,epsilon,analytic
                f,Gaussian,noise_multiplier=1,1,1,,epsilon,analytic
                g,Gaussian,noise_multiplier=1,1,1,,beauty,analytic
                h,Gaussian,noise_multiplier=1,1,1,,rdp at orders 2;inf,RDP
                ,Gaussian,noise,1,1,1e-5,epsilon,RDP
                """);
        assertThat(privacy("account --csv " + file)).isEqualTo(ExitCode.UNREADABLE_INPUT.value());
        JsonNode rows = new ObjectMapper().readTree(out.toString());
        assertThat(rows)
                .extracting(row -> row.get("id").asText())
                .containsExactly("b", "a", "c", "d", "e", "f", "g", "h", "line 10");
        assertThat(rows.get(0).fieldNames()).toIterable().containsExactly("id", "quantity", "value");
        assertThat(rows.at("/0/value").asDouble()).isCloseTo(4.377178, within(1e-6));
        assertThat(rows.get(1).fieldNames()).toIterable().containsExactly("id", "unsupported");
        assertThat(rows.at("/1/unsupported").asText())
                .contains("line 3, column params: z must be a number, but was one; write it such as");
        assertThat(rows.at("/2/unsupported").asText()).contains("but was Exponential");
        assertThat(rows.at("/3/unsupported").asText()).contains("line 5, column mechanism", "close quotes");
        assertThat(rows.at("/4/unsupported").asText()).contains("line 6, column steps");
        assertThat(rows.at("/5/unsupported").asText()).contains("line 7, column delta", "was empty");
        assertThat(rows.at("/6/unsupported").asText()).contains("beauty");
        assertThat(rows.at("/7/value").asText()).isEqualTo("1.0;inf");
        assertThat(rows.at("/8/unsupported").asText())
                .contains("line 10, column params: params must be names and values");
        assertThat(err.toString()).contains("table.csv, line 3, column params", "table.csv, line 7, column delta");
    }

    @Test
    void aTableThatCannotBeReadIsNamed() throws IOException {
        assertThat(privacy("account --csv nothing.csv")).isEqualTo(ExitCode.UNREADABLE_INPUT.value());
        assertThat(err.toString()).contains("--csv must be a readable file, but was nothing.csv");
        Path file = Files.writeString(home.resolve("other.csv"), "name,value\n1,2\n");
        assertThat(privacy("account --csv " + file)).isEqualTo(ExitCode.UNREADABLE_INPUT.value());
        assertThat(err.toString()).contains("--csv must have a column id, but line 1 has name, value");
    }

    @ParameterizedTest
    @CsvSource({
        "sqrt(3), 1.7320508075688772",
        "1/8, 0.125",
        "2^20, 1048576",
        "2*3, 6",
        "4 (rate 2 each), 4",
        ".5, 0.5",
        "1E-5, 0.00001",
        "sqrt(1/4), 0.5"
    })
    void numbersAsPeopleWriteThem(String text, double value) {
        assertThat(RowNumber.read(text)).hasValue(value);
    }

    @ParameterizedTest
    @CsvSource({"one", "''", "1..2", "sqrt(-1)", "1e999", "0/0", "NaN", "1e5d"})
    void whatIsNoNumber(String text) {
        assertThat(RowNumber.read(text)).isEmpty();
    }
}
