// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cordon.log.VerifierKey.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final NoteSigner LOG = LogVectors.log();
    private static final Checkpoint CHECKPOINT = new Checkpoint(LOG.key().name(), 8, Hash.ofText("root"));

    /** Witness {@code number} of the tests. */
    private static NoteSigner signer(int number) {
        return LogVectors.witness("w" + number + ".example", 10 + number);
    }

    /** {@code %L} is the log's key, {@code %1} to {@code %6} are witnesses' keys. */
    private static TrustPolicy parse(String text) throws MalformedLog {
        return TrustPolicy.parse(LogVectors.utf8(filled(text)));
    }

    private static String filled(String text) {
        String filled = text.replace("%L", LOG.key().format());
        for (int i = 1; i <= 6; i++) {
            filled = filled.replace("%" + i, signer(i).key().format());
        }
        return filled;
    }

    private static SignedCheckpoint cosigned(int... witnesses) {
        List<NoteSignature> lines = new ArrayList<>();
        for (int witness : witnesses) {
            lines.add(Cosignature.sign(signer(witness), CHECKPOINT, NOW.plusSeconds(witness)));
        }
        return SignedCheckpoint.sign(CHECKPOINT, LOG).with(lines);
    }

    private static boolean isQuorum(TrustPolicy policy, int... witnesses) throws UnverifiedLog {
        return policy.evaluate(cosigned(witnesses), LogVectors.VERIFIER).isQuorum();
    }

    @Test
    void aQuorumOfNoneNeedsNoWitness() throws Exception {
        TrustPolicy policy = parse("log %L\nquorum none\n");
        assertThat(isQuorum(policy)).isTrue();
        assertThat(policy.format()).isEqualTo(filled("log %L\nquorum none\n"));
    }

    @Test
    void theSpecsExampleNeedsTwoOfXAndOneOfY() throws Exception {
        TrustPolicy policy = parse("""
                log %L

                witness X1 %1
                witness X2 %2
                witness X3 %3
                group X-witnesses 2 X1 X2 X3

                witness Y1 %4
                witness Y2 %5
                witness Y3 %6
                group Y-witnesses any Y1 Y2 Y3

                group X-and-Y all X-witnesses Y-witnesses
                quorum X-and-Y
                """);
        assertThat(isQuorum(policy, 1, 2)).isFalse();
        assertThat(isQuorum(policy, 1, 4, 5, 6)).isFalse();
        assertThat(isQuorum(policy, 4, 5, 6)).isFalse();
        assertThat(isQuorum(policy)).isFalse();
        assertThat(isQuorum(policy, 1, 3, 5)).isTrue();
        assertThat(isQuorum(policy, 1, 2, 3, 4, 5, 6)).isTrue();
        assertThat(policy.groups()).extracting(TrustPolicy.Group::threshold).containsExactly(2, 1, 2);
        assertThat(TrustPolicy.parse(policy.toBytes())).isEqualTo(policy).hasSameHashCodeAs(policy);
    }

    @Test
    void theResultNamesWhoCountsAndWhen() throws Exception {
        TrustPolicy policy = parse("log %L\nwitness c %3\nwitness a %1\nwitness b %2\ngroup g 2 a b\nquorum g\n");
        PolicyResult result = policy.evaluate(cosigned(1, 3), LogVectors.VERIFIER);
        assertThat(result.isQuorum()).isFalse();
        assertThat(result.log()).isEqualTo(LOG.key());
        assertThat(result.checkpoint()).isEqualTo(CHECKPOINT);
        assertThat(result.witnesses())
                .containsExactly(new PolicyResult.CountedWitness("a", signer(1).key(), NOW.getEpochSecond() + 1));
    }

    @Test
    void oneWitnessMayBeTheQuorum() throws Exception {
        TrustPolicy policy = parse("witness a %1\nwitness b %2\nlog %L\nquorum b\n");
        assertThat(isQuorum(policy, 1)).isFalse();
        assertThat(isQuorum(policy, 2)).isTrue();
    }

    @Test
    void aWitnessThatSignsTwiceCountsOnce() throws Exception {
        TrustPolicy policy = parse("log %L\nwitness a %1\nwitness b %2\ngroup g 2 a b\nquorum g\n");
        NoteSignature again = Cosignature.sign(signer(1), CHECKPOINT, NOW.plusSeconds(99));
        PolicyResult result = policy.evaluate(cosigned(1).with(List.of(again)), LogVectors.VERIFIER);
        assertThat(result.isQuorum()).isFalse();
        assertThat(result.witnesses()).hasSize(1);
    }

    @Test
    void spacesTabsBlankAndCommentLinesAreFree() throws Exception {
        TrustPolicy policy =
                parse(" \t# \u00e9 comment\n\n \t \nlog\t%L \n  witness \t a  %1\thttps://a/ \n#\nquorum a\n");
        assertThat(policy.witnesses().get(0).url()).isEqualTo("https://a/");
        assertThat(policy.format()).isEqualTo(filled("log %L\nwitness a %1 https://a/\nquorum a\n"));
        assertThat(policy.format(List.of("two\nlines\u0000", ""))).isEqualTo("# two lines \n#\n" + policy.format());
        assertThat(parse(policy.format(List.of("a\u007f", "group")))).isEqualTo(policy);
    }

    @Test
    void namesAreOctets() throws Exception {
        TrustPolicy policy = parse("log %L\nwitness K %1\nwitness \u212a %2\nquorum \u212a\n");
        assertThat(isQuorum(policy, 1)).isFalse();
        assertThat(isQuorum(policy, 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "log %L\n",
                "log %L\nquorum none",
                "quorum none\nquorum none\n",
                "witness a %1\nquorum a\nquorum a\n",
                "quorum a\nwitness a %1\n",
                "quorum a\n",
                "quorum\n",
                "quorum none none\n",
                "group g any a\nwitness a %1\nquorum g\n",
                "group g any g\nquorum g\n",
                "witness a %1\nwitness a %2\nquorum a\n",
                "witness a %1\ngroup a any a\nquorum a\n",
                "witness a %1\ngroup g 0 a\nquorum g\n",
                "witness a %1\ngroup g -1 a\nquorum g\n",
                "witness a %1\ngroup g +1 a\nquorum g\n",
                "witness a %1\ngroup g 01 a\nquorum g\n",
                "witness a %1\ngroup g 2 a\nquorum g\n",
                "witness a %1\ngroup g 4294967297 a\nquorum g\n",
                "witness a %1\ngroup g \u0661 a\nquorum g\n",
                "witness a %1\ngroup g ANY a\nquorum g\n",
                "witness a %1\ngroup g any\nquorum g\n",
                "witness a %1\ngroup g any a a\nquorum g\n",
                "witness a %1\nwitness b %2\ngroup g any a\ngroup h any a b\nquorum h\n",
                "witness a %1\ngroup g any a none\nquorum g\n",
                "witness none %1\nquorum none\n",
                "witness a %1\ngroup none any a\nquorum none\n",
                "witness all %1\nquorum all\n",
                "witness any %1\nquorum any\n",
                "witness a\nquorum none\n",
                "witness a %1 https://a/ # comment\nquorum a\n",
                "log %L https://a/ more\nquorum none\n",
                "log\nquorum none\n",
                "Log %L\nquorum none\n",
                "vote %L\nquorum none\n",
                "log %1\nquorum none\n",
                "witness a %L\nquorum a\n",
                "log %L\nlog %L\nquorum none\n",
                "log %L\r\nquorum none\r\n",
                "log %L\nquorum none\u0000\n",
                "log %L\nquorum\u00a0none\n",
                "#\u007f\nquorum none\n"
            })
    void policiesOfAnotherFormAreRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedLog.class);
    }

    @Test
    void oneKeyUnderTwoNamesIsRefusedWhateverItsNameIdAndType() {
        byte[] raw = signer(1).key().publicKey();
        String renamed = VerifierKey.of("other.example", Algorithm.COSIGNATURE_ED25519, raw)
                .format();
        String asLog = VerifierKey.of("log.example", Algorithm.ED25519, raw).format();
        for (String text : List.of(
                "witness a %1\nwitness b %1\nquorum a\n",
                "witness a %1\nwitness b " + renamed + "\nquorum a\n",
                "witness a %1\nlog " + asLog + "\nquorum a\n",
                "log " + asLog + "\nwitness a %1\nquorum a\n")) {
            assertThatThrownBy(() -> parse(text))
                    .isInstanceOf(MalformedLog.class)
                    .hasMessageContaining("line 2 of the policy must bring a public key of its own, but ");
        }
    }

    @Test
    void sentencesNameTheLine() {
        assertThatThrownBy(() -> parse("log %L\nwitness a x\n"))
                .hasMessageStartingWith("line 2 of the policy: verifier key must be ");
        assertThatThrownBy(() -> parse("quorum a\n"))
                .hasMessage(
                        "name in line 1 of the policy must be a witness or group of an earlier line, but was \"a\"");
        assertThatThrownBy(() -> TrustPolicy.parse("\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("the policy must be UTF-8, but was not");
    }

    @Test
    void manyLogsWitnessesAndGroupsAreTaken() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 255; i++) {
            text.append("witness m").append(i).append(' ');
            byte[] raw = Hash.ofText("member " + i).toByteArray();
            text.append(VerifierKey.of("m", Algorithm.COSIGNATURE_ED25519, raw).format());
            text.append("\ngroup g").append(i).append(" all m").append(i);
            text.append(i == 0 ? "\n" : " g" + (i - 1) + "\n");
        }
        assertThat(parse(text + "quorum g254\n").groups()).hasSize(255);
    }

    @Test
    void aCheckpointOfAnUnlistedOriginOrWithoutTheLogsSignatureIsUnverified() throws Exception {
        TrustPolicy other = parse("witness a %1\nquorum a\n");
        assertThatThrownBy(() -> other.evaluate(cosigned(1), LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class)
                .hasMessageStartingWith("origin of the checkpoint must be a log of the policy");
        TrustPolicy policy = parse("log %L\nwitness a %1\nquorum a\n");
        NoteSignature line = Cosignature.sign(signer(1), CHECKPOINT, NOW);
        SignedCheckpoint unsigned = new SignedCheckpoint(CHECKPOINT, SignedNote.of(CHECKPOINT.text(), List.of(line)));
        assertThatThrownBy(() -> policy.evaluate(unsigned, LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class)
                .hasMessageStartingWith("checkpoint must be signed by a log of the policy");
    }

    @Test
    void aLogsKeyUnderAnotherNameDoesNotSignForTheOrigin() throws Exception {
        String foreign = JdkEd25519.signer("foreign.example", Algorithm.ED25519, LogVectors.seed(77))
                .key()
                .format();
        TrustPolicy policy = parse("log " + foreign + "\nlog %L\nquorum none\n");
        NoteSigner signer = JdkEd25519.signer("foreign.example", Algorithm.ED25519, LogVectors.seed(77));
        SignedCheckpoint signed = new SignedCheckpoint(CHECKPOINT, SignedNote.sign(CHECKPOINT.text(), signer));
        assertThatThrownBy(() -> policy.evaluate(signed, LogVectors.VERIFIER)).isInstanceOf(UnverifiedLog.class);
    }

    @Test
    void aFailingCosignatureFailsEvenAboveAQuorum() throws Exception {
        TrustPolicy policy = parse("log %L\nwitness a %1\nwitness b %2\ngroup g any a b\nquorum g\n");
        NoteSignature bad = NoteSignature.of(signer(2).key(), new byte[72]);
        assertThatThrownBy(() -> policy.evaluate(cosigned(1).with(List.of(bad)), LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class);
    }

    @Test
    void policiesOfOursAreReadAsTheyAreWritten() throws Exception {
        TrustPolicy policy = LogVectors.policy();
        assertThat(TrustPolicy.parse(policy.toBytes())).isEqualTo(policy);
        VerifierKey witness = signer(1).key();
        for (TrustPolicy.Witness bad : List.of(
                new TrustPolicy.Witness("a", witness, "https://a/\nquorum none"),
                new TrustPolicy.Witness("a", witness, "https://a/ b"),
                new TrustPolicy.Witness("a\nquorum none\n#", witness, ""),
                new TrustPolicy.Witness("a", witness, "https://a/\n#"),
                new TrustPolicy.Witness("", witness, ""))) {
            assertThatThrownBy(() -> TrustPolicy.of(LOG.key(), List.of(bad), "g", 1))
                    .isInstanceOf(MalformedLog.class);
        }
        assertThatThrownBy(() -> TrustPolicy.of(LOG.key(), List.of(new TrustPolicy.Witness("a", witness, "")), "g", 2))
                .isInstanceOf(MalformedLog.class)
                .hasMessage("threshold in line 3 of the policy must be all, any or from 1 to 1, but was \"2\"");
    }
}
