// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofFileTest {
    private static final String TEXT = LogVectors.END_TO_END.get("proof").asText();
    private static final Hash LEAF = Hash.ofLeaf(LogVectors.hex(LogVectors.END_TO_END.get("leaf")));

    private static ProofFile parse(String text) throws MalformedLog {
        return ProofFile.parse(LogVectors.utf8(text));
    }

    @Test
    void ourEndToEndProofVerifiesAndIsWrittenTheSame() throws Exception {
        ProofFile proof = parse(TEXT);
        assertThat(proof.toBytes()).isEqualTo(LogVectors.utf8(TEXT));
        assertThat(proof.inclusion().index()).isEqualTo(5);
        PolicyResult result = proof.verify(LEAF, LogVectors.policy(), LogVectors.VERIFIER);
        assertThat(result.witnesses())
                .extracting(PolicyResult.CountedWitness::name)
                .containsExactly("a", "b");
        ProofFile ours = ProofFile.of(
                new InclusionProof(5, 8, RecursiveTree.path(5, LogVectors.leaves())),
                SignedCheckpoint.parse(LogVectors.utf8(LogVectors.END_TO_END.get("note"))));
        assertThat(ours.toBytes()).isEqualTo(LogVectors.utf8(TEXT));
    }

    @Test
    void anotherLeafIndexOrMissingWitnessIsUnverified() throws Exception {
        ProofFile proof = parse(TEXT);
        assertThatThrownBy(() -> proof.verify(Hash.ofText("x"), LogVectors.policy(), LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class)
                .hasMessage("inclusion proof must lead from leaf 5 to the root of 8 leaves, but does not");
        for (int index : List.of(0, 1, 2, 3, 4, 6, 7)) {
            ProofFile moved = parse(TEXT.replace("index 5", "index " + index));
            assertThatThrownBy(() -> moved.verify(LEAF, LogVectors.policy(), LogVectors.VERIFIER))
                    .isInstanceOf(UnverifiedLog.class);
        }
        String last = TEXT.substring(TEXT.lastIndexOf("— exchange-b"));
        ProofFile alone = parse(TEXT.replace(last, ""));
        assertThatThrownBy(() -> alone.verify(LEAF, LogVectors.policy(), LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class)
                .hasMessage("witnesses of the checkpoint must be a quorum of the policy, but were 1 of 2");
    }

    @Test
    void extraDataIsKeptButNotTrusted() throws Exception {
        ProofFile proof = parse(TEXT).withExtra(new byte[] {1, 2, 3});
        String text = TEXT.replace("index 5", "extra AQID\nindex 5");
        assertThat(proof.toBytes()).isEqualTo(LogVectors.utf8(text));
        assertThat(parse(text).extra()).containsExactly(1, 2, 3);
        assertThat(parse(text)
                        .verify(LEAF, LogVectors.policy(), LogVectors.VERIFIER)
                        .isQuorum())
                .isTrue();
        assertThat(parse(TEXT).extra()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c2sp.org/tlog-proof@v1 | c2sp.org/tlog-proof@v2",
                "c2sp.org/tlog-proof@v1 | C2SP.org/tlog-proof@v1",
                "index 5 | index 05",
                "index 5 | index +5",
                "index 5 | index 8",
                "index 5 | index -1",
                "index 5 | Index 5",
                "index 5 | index  5",
                "index 5 | index",
                "index 5 | extra \\nindex 5",
                "index 5 | extra AQI\\nindex 5",
                "index 5 | extra AQID\\nextra AQID\\nindex 5",
                "index 5 | index 5\\nindex 5",
                "TYhZnms= | TYhZnmt=",
                "TYhZnms= | TYhZnms",
                "TYhZnms= | TYhZnms=\\n",
                "TYhZnms= | TYhZnms=\\r",
                "fl-log\\n8\\n | fl-log\\n5\\n",
            })
    void filesOfAnotherFormAreRefused(String good, String bad) {
        String from = unescaped(good);
        assertThat(TEXT).contains(from);
        String text = TEXT.replaceFirst(Pattern.quote(from), unescaped(bad));
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedLog.class);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r");
    }

    @Test
    void longPathsAndFilesAreRefused() {
        String hash = "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n";
        assertThatThrownBy(() -> parse(TEXT.replace(hash, hash.repeat(62))))
                .isInstanceOf(MalformedLog.class)
                .hasMessage("path of the proof in hashes must be at most 63, but was 64");
        assertThatThrownBy(() -> ProofFile.parse(new byte[ProofFile.MAX_BYTES + 1]))
                .isInstanceOf(MalformedLog.class)
                .hasMessageStartingWith("proof in bytes");
    }

    @Test
    void aPathOfAnotherTreeIsRefused() throws Exception {
        SignedCheckpoint checkpoint = parse(TEXT).checkpoint();
        InclusionProof other = new InclusionProof(5, 7, List.of());
        assertThatThrownBy(() -> ProofFile.of(other, checkpoint)).isInstanceOf(IllegalArgumentException.class);
    }
}
