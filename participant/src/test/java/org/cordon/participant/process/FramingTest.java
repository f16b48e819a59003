// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of docs/external-trainer.md. */
class FramingTest {
    private static final Answer.Expected EXPECTED = new Answer.Expected(7, 3, 2);

    /** Delta (1, -2, 0.5) of 2 rows in 4 steps. */
    private static final String TRAINED =
            "43445441 01000000 2000000000000000 0700000000000000 00000000 02000000 04000000"
                    + "0000803f 000000c0 0000003f";

    private static final String REFUSED = "43445441 01000000 0e00000000000000 0700000000000000 01000000 6e6f";

    private static Table rows(boolean labelled) {
        float[] values = {0.5f, -1, 2, 0};
        return Table.of(List.of("a", "b"), 2, values, labelled ? Optional.of(new float[] {0, 1}) : Optional.empty());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String written(Request request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        request.writeTo(out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @Test
    void aRequestIsTheseBytes() throws Exception {
        Request request = new Request(
                7,
                NetworkSpec.mlpClassifier(Activation.RELU, 2, 1),
                ParameterVector.of(new float[] {1, -2, 0.5f}),
                rows(true),
                new LocalPlan(3, 64, LocalOptimiser.SGD, 0.5, 2),
                9);
        assertThat(written(request))
                .isEqualTo(("43445451 01000000 8400000000000000 0700000000000000"
                                + "00000000 00000000 00000000 03000000 40000000 02000000 02000000 01000000"
                                + "000000000000e03f 0000000000000040 0900000000000000"
                                + "02000000 01000000"
                                + "0000803f 000000c0 0000003f"
                                + "0000003f 000080bf 00000040 00000000"
                                + "00000000 0000803f"
                                + "00000000 01000000 00000000 01000000 01000000 00000000")
                        .replace(" ", ""));
    }

    @Test
    void kindsAndMissingLabelsAreTold() throws Exception {
        Request request = new Request(
                1,
                NetworkSpec.autoencoder(Activation.TANH, 2, 1, 2),
                ParameterVector.of(new float[7]),
                rows(false),
                new LocalPlan(1, 1, LocalOptimiser.ADAM, 1),
                0);
        assertThat(written(request).substring(48, 112))
                .isEqualTo("0100000001000000010000000100000001000000030000000200000000000000");
    }

    @Test
    void anAnswerIsTheseBytesAndNotOneMoreIsRead() throws Exception {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes(TRAINED + "ff"));
        Answer.Trained trained = (Answer.Trained) Answer.read(in, EXPECTED);
        assertThat(trained.rows()).isEqualTo(2);
        assertThat(trained.steps()).isEqualTo(4);
        assertThat(trained.delta()).containsExactly(1, -2, 0.5f);
        assertThat(in.available()).isEqualTo(1);
        assertThat(Answer.read(new ByteArrayInputStream(bytes(REFUSED)), EXPECTED))
                .isEqualTo(new Answer.Refused("no"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "43445441 | 45706f63 | an answer must begin with CDTA, but stdout said \"Epoc",
                "4344544101000000 | 4344544102000000 | version must be 1, but was 2",
                "2000000000000000 | 1f00000000000000 | length must be 32, but was 31",
                "2000000000000000 | 0000000000010000 | length must be 32 for 3 parameters, but was 1099511627776",
                "2000000000000000 | ffffffffffffffff | length must be 32 for 3 parameters, but was 18446744073709551615",
                "2000000000000000 | 0000000000000000 | length must be 32 for 3 parameters, but was 0",
                "0700000000000000 | 0800000000000000 | number must be 7, but was 8",
                "070000000000000000000000 | 070000000000000002000000 | status must be 0 or 1, but was 2",
                "0000000002000000 | 0000000003000000 | rows must be in [0, 2], as many as the request had, but was 3",
                "0000000002000000 | 00000000ffffffff | rows must be in [0, 2], as many as the request had, but was 4294967295",
                "0200000004000000 | 02000000000000ff | steps must be below 2^31",
            })
    void whatIsNoAnswerIsRefusedWithItsField(String right, String wrong, String sentence) {
        String hex = TRAINED.replace(" ", "").replaceFirst(right, wrong);
        assertThatThrownBy(() -> Answer.read(new ByteArrayInputStream(bytes(hex)), EXPECTED))
                .isInstanceOf(MalformedAnswer.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aReasonHasOneToAThousandBytes() {
        for (String length : List.of("0c00", "f503")) {
            String hex = REFUSED.replace(" ", "").replaceFirst("0e00", length) + "61".repeat(1000);
            assertThatThrownBy(() -> Answer.read(new ByteArrayInputStream(bytes(hex)), new Answer.Expected(7, 1000, 2)))
                    .isInstanceOf(MalformedAnswer.class)
                    .hasMessageContaining("a reason must be 1 to 1000 bytes long");
        }
    }

    @Test
    void aReasonCannotForgeALineOfALog() throws Exception {
        String hex = REFUSED.replace("6e6f", "0a1b").replace(" ", "");
        assertThat(Answer.read(new ByteArrayInputStream(bytes(hex)), EXPECTED)).isEqualTo(new Answer.Refused("??"));
    }

    @Test
    void anAnswerThatEndsEarlyIsToldApart() {
        byte[] whole = bytes(TRAINED);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Answer.read(new ByteArrayInputStream(cut), EXPECTED))
                    .isInstanceOf(EOFException.class);
        }
    }

    /** Whatever the bytes are, they are an answer that fits or one of the two declared exceptions. */
    @Test
    void mutatedAnswersAreReadOrRefused() throws Exception {
        long seed = Long.getLong("cordon.seed", 11);
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = bytes(random.nextInt(3) == 0 ? REFUSED : TRAINED);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            mutated = Arrays.copyOf(mutated, mutated.length + random.nextInt(-2, 3));
            try {
                Answer answer = Answer.read(new ByteArrayInputStream(mutated), EXPECTED);
                read++;
                if (answer instanceof Answer.Trained trained) {
                    assertThat(trained.rows()).as("case %d, seed %d", i, seed).isBetween(0, 2);
                    assertThat(trained.delta()).as("case %d, seed %d", i, seed).hasSize(3);
                }
            } catch (MalformedAnswer | EOFException refused) {
                assertThat(refused).as("case %d, seed %d", i, seed).hasMessageMatching("[^\\p{Cntrl}]+");
            }
        }
        assertThat(read).as("seed %d", seed).isBetween(1000, 19_000);
    }
}
