// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.member.Threshold;
import org.cordon.model.DecoderMutations;
import org.cordon.model.Loss;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charters with differential privacy: noise is calibrated to the grant, and what cannot keep it is refused with its place. */
class PrivateCharterTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Threshold FIVE = new Threshold(5);
    private static final String WHOLE = """
            name: fraud-private
            purpose: Find fraudulent withdrawals
            legalBasis: GDPR Art. 6(1)(f)
            controllers: [Ash Exchange Ltd]
            schema: withdrawals-1
            columns: [amount, hour, age, flag]
            label: fraud
            privacy:
              unit: customer
              contributionBound: 4
              epsilon: 3
              delta: 1e-6
              clipNorm: 1
              accountant: rdp
            retention: P365D
            lifetime: P7D
            stages:
              - scaling: {maxRows: 100000}
              - network:
                  architecture: {kind: mlp_classifier, activation: relu, layers: [16]}
                  dpSgd: {samplingRate: 0.02, units: 250000, maxUnits: 100000}
                  server: {average: {learningRate: 1}}
                  rounds: 50
                  holdoutPerMille: 200
                  seed: 1
              - evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: 200}
            """;

    @TempDir
    private Path directory;

    private CharterReading read(String text) throws IOException {
        Path file = directory.resolve("charter.yaml");
        Files.writeString(file, text);
        return CharterReading.of(file).against(FIVE, NOW);
    }

    private List<String> sentences(String text) throws IOException {
        return read(text).problems().stream().map(Problem::sentence).toList();
    }

    private Charter charter(String text) throws IOException {
        CharterFile file = read(text).orFail();
        Digest anybody = Digest.of(new byte[Digest.BYTES]);
        return file.charter(anybody, FIVE, file.firstState(), NOW);
    }

    @Test
    void noiseIsCalibratedToTheGrantAndNoFurther() throws Exception {
        PrivacyPlan plan = PrivacyPlan.of(charter(WHOLE)).orElseThrow().requireKept();
        assertThat(plan.epsilon()).isBetween(2.9, 3.0);
        assertThat(plan.epsilonOfPerson(3)).isGreaterThan(2 * plan.epsilon());
        long counts = plan.parts().get(0).promise().release().multiplierMicro();
        assertThat(plan.parts().get(2).promise().release().multiplierMicro()).isEqualTo(counts);
        assertThat(plan.parts().get(1).promise().release().multiplierMicro()).isLessThan(counts);
        assertThat(charter(WHOLE).initialState())
                .isEqualTo(Hashes.blob(read(WHOLE).orFail().firstState()));
    }

    @Test
    void aSequenceHidesCustomersAndNeverRecords() throws Exception {
        String sequence = WHOLE.replace(
                "{kind: mlp_classifier, activation: relu, layers: [16]}",
                "{kind: sequence_classifier, activation: tanh, layers: [16], length: 8}");
        PrivacyPlan plan = PrivacyPlan.of(charter(sequence)).orElseThrow().requireKept();
        assertThat(plan.parts().get(1).promise().release().sensitivitySquared()).isEqualTo(1L << 40);
        assertThat(sentences(sequence.replace(
                        "unit: customer\n  contributionBound: 4", "unit: record\n  reason: each row is of another")))
                .anyMatch(sentence -> sentence.contains(
                        "unit must be customer for a sequence_classifier, as one record is part of 8 sequences"));
        assertThat(sentences(sequence.replace(", length: 8", "")))
                .singleElement()
                .asString()
                .contains("length must be set for a sequence_classifier and for no other kind, but was left out");
        assertThat(sentences(sequence.replace("sequence_classifier", "mlp_classifier")))
                .singleElement()
                .asString()
                .contains("length must be set for a sequence_classifier and for no other kind, but was set");
        assertThat(sentences(sequence.replace("columns: [amount, hour,", "columns: [amount, amount@1,")))
                .singleElement()
                .asString()
                .contains("columns must not end in @ and a number");
        assertThat(sentences(sequence.replace("activation: tanh", "activation: relu")))
                .anyMatch(sentence -> sentence.contains("activation of a sequence_classifier must be tanh"));
    }

    @Test
    void aGivenNoiseStaysAndMustBeEnough() throws Exception {
        String given = WHOLE.replace("maxUnits: 100000", "maxUnits: 100000, noiseMultiplierMicro: 2500000");
        assertThat(PrivacyPlan.of(charter(given))
                        .orElseThrow()
                        .parts()
                        .get(1)
                        .promise()
                        .release()
                        .multiplierMicro())
                .isEqualTo(2_500_000);
        String little = WHOLE.replace("maxUnits: 100000", "maxUnits: 100000, noiseMultiplierMicro: 300000");
        assertThat(sentences(little)).singleElement().asString().contains("no noise is enough for 3.0 at delta 1e-6");
        String all = little.replace(
                        "scaling: {maxRows: 100000", "scaling: {maxRows: 100000, noiseMultiplierMicro: 9000000")
                .replace("bins: 64, ", "bins: 64, noiseMultiplierMicro: 9000000, ");
        assertThat(sentences(all))
                .singleElement()
                .asString()
                .contains("epsilon of all sums together must be at most the charter's 3.0 at delta 1e-6, but is");
    }

    @Test
    void noiseThatNoMemberCouldDrawInSharesIsRefused() throws Exception {
        String huge = WHOLE.replace("bins: 64, ", "bins: 64, noiseMultiplierMicro: 10000000000, ");
        assertThat(sentences(huge))
                .anyMatch(sentence -> sentence.contains("variance of a party's noise must be in [16, 2^60]"));
    }

    @Test
    void aTaskThatWouldDrownInNoiseIsRefused() throws Exception {
        String few = WHOLE.replace("units: 250000", "units: 40");
        assertThat(sentences(few))
                .singleElement()
                .asString()
                .startsWith("noise of stage network must be at most its signal");
    }

    @Test
    void everyStageHasNoiseOrNone() throws Exception {
        String averaging = WHOLE.replace(
                "dpSgd: {samplingRate: 0.02, units: 250000, maxUnits: 100000}",
                "local: {epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}\n"
                        + "      clip: {clipNorm: 10, coordinateBound: 1, valueBits: 16, maxWeight: 1000}");
        assertThat(sentences(averaging))
                .contains("stages[1].network must have dpSgd in place of local and clip under privacy, but has not");
        String waived = WHOLE.substring(0, WHOLE.indexOf("privacy:")) + "privacyWaiver: made-up rows\n"
                + WHOLE.substring(WHOLE.indexOf("retention:"));
        assertThat(sentences(waived))
                .contains("stages[1].network must have no noise in a charter without privacy, but has");
    }

    /** The weight acts before the clip, so it costs nothing; what the charter says is in its parameters and survives them. */
    @Test
    void rareLabelsMayCountMore() throws Exception {
        String weighed = WHOLE.replace("maxUnits: 100000}", "maxUnits: 100000, positiveWeight: 10, focalGamma: 2}");
        assertThat(read(weighed).problems()).isEmpty();
        CharterFile file = read(weighed).orFail();
        TrainingPlan plan = TrainingPlan.decode(file.parameters("network").orElseThrow());
        TrainingPlan plain =
                TrainingPlan.decode(read(WHOLE).orFail().parameters("network").orElseThrow());
        assertThat(((PrivateSgd) plan.work()).loss()).isEqualTo(new Loss(10, 2));
        assertThat(((PrivateSgd) plain.work()).loss()).isEqualTo(Loss.PLAIN);
        assertThat(((PrivateSgd) plan.work()).release()).isEqualTo(((PrivateSgd) plain.work()).release());
        DecoderMutations.check(
                plan.encode(), bytes -> TrainingPlan.decode(bytes).encode(), 1000, 3);
        assertThat(sentences(weighed.replace("mlp_classifier", "autoencoder")))
                .anyMatch(sentence -> sentence.contains("loss must be plain unless the network is an mlp_classifier"));
    }

    @Test
    void aRecordAsTheUnitNeedsItsReason() throws Exception {
        String record = WHOLE.replace("unit: customer", "unit: record").replace("  contributionBound: 4\n", "");
        assertThat(sentences(record)).anyMatch(sentence -> sentence.contains("reason must be there exactly where"));
        String reasoned = record.replace("unit: record", "unit: record\n  reason: One row a customer");
        assertThat(read(reasoned).problems()).isEmpty();
        String guarantee = CharterMeaning.of(charter(reasoned), FIVE).privacy();
        assertThat(guarantee).contains("; a customer with 10 records costs ", ", one with more records more");
        PrivacyPlan plan = PrivacyPlan.of(charter(reasoned)).orElseThrow();
        assertThat(plan.boundOfPerson(PrivacyPlan.RECORDS_OF_A_CUSTOMER).orElseThrow())
                .isGreaterThan(
                        plan.boundOfPerson(PrivacyPlan.ACCOUNTS_OF_A_PERSON).orElseThrow());
        assertThat(guarantee).contains(String.format(Locale.ROOT, "%.3f", plan.epsilonOfPerson(10)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "epsilon: 3;epsilon: 2.0000001;epsilon must have at most 6 decimals, but was 2.0000001",
                "delta: 1e-6;delta: 2e-6;delta must be a power of ten from 1e-3 to 1e-18, but was 2.0E-6",
                "delta: 1e-6;delta: 1e-30;delta must be a power of ten from 1e-3 to 1e-18, but was 1.0E-30",
                "clipNorm: 1;adaptive: {clipNorm: 1, quantile: 0.555};quantile must have at most 2 decimals",
                "clipNorm: 1;unused;clipNorm or adaptive must be given, and not both, but neither was",
            })
    void aNumberThatACharterCannotHoldIsRefused(String from, String to, String sentence) throws Exception {
        assertThat(sentences(to.equals("unused") ? WHOLE.replace("  " + from + "\n", "") : WHOLE.replace(from, to)))
                .singleElement()
                .asString()
                .contains(sentence);
    }

    @Test
    void aClipNormMayFollowAQuantile() throws Exception {
        PrivacyTerms terms = charter(WHOLE.replace("clipNorm: 1", "adaptive: {clipNorm: 0.25, quantile: 0.6}"))
                .privacy()
                .orElseThrow();
        assertThat(terms.clip()).isEqualTo(new PrivacyTerms.Clip.Adaptive(250_000, 60));
        assertThat(terms.epsilonMicro()).isEqualTo(3_000_000);
        assertThat(terms.deltaExponent()).isEqualTo(6);
    }

    @Test
    void peopleReadWhatTheGuaranteeIs() throws Exception {
        List<String> lines = CharterMeaning.of(read(WHOLE).orFail(), FIVE, NOW).lines();
        assertThat(lines)
                .anyMatch(line -> line.contains("epsilon 3.0 at delta 1e-6") && line.contains("at most 4 records"))
                .anyMatch(line -> line.startsWith("network: noise multiplier"))
                .noneMatch(line -> line.contains(CharterMeaning.NO_GUARANTEE));
    }
}
