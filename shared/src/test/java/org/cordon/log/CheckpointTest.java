// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.cordon.log.VerifierKey.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final String ROOT = "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=";

    @Test
    void theGoldenBodyIsReadAndWritten() throws MalformedLog {
        JsonNode body = LogVectors.NOTES.get("body");
        Checkpoint checkpoint = Checkpoint.parse(LogVectors.utf8(body.get("text")));
        Hash root = Hash.ofLeaf(LogVectors.utf8(body.get("leaf")));
        assertThat(checkpoint)
                .isEqualTo(new Checkpoint(
                        body.get("origin").asText(), body.get("size").asLong(), root));
        assertThat(checkpoint.text()).isEqualTo(body.get("text").asText());
    }

    static List<String> refusedSizes() {
        return LogVectors.strings(LogVectors.NOTES.get("refusedSizes"));
    }

    @ParameterizedTest
    @MethodSource("refusedSizes")
    @ValueSource(strings = {"", "00", "01", "-0", "+1", " 1", "1 ", "1.0", "9223372036854775808", "\u0661", "1_0"})
    void sizesOfAnotherSpellingAreRefused(String size) {
        assertThatThrownBy(() -> parse("origin\n" + size + "\n" + ROOT + "\n"))
                .isInstanceOf(MalformedLog.class)
                .hasMessageStartingWith(
                        "line 2 of the checkpoint must be a decimal number below 2^63 without leading zeros, but was \"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "origin\n",
                "origin\n1\n",
                "\n1\n" + ROOT + "\n",
                "origin\n1\n" + ROOT,
                "origin\n1\n\n",
                "origin\n1\n" + ROOT + "\n\n",
                "origin\n1\n" + ROOT + "\nextension\n",
                "origin\n1\nnot Base64\n",
                "origin\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0\n",
                "origin\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb1=\n",
                "origin\n1\nTszzRgjTG6xce-z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n",
                "origin\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0Q\n",
                "origin\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBQ==\n",
                "ori\rgin\n1\n" + ROOT + "\n",
                "origin\r\n1\r\n" + ROOT + "\r\n"
            })
    void textsOfAnotherFormAreRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedLog.class);
    }

    @Test
    void extensionLinesAreRefusedByName() {
        assertThatThrownBy(() -> parse("origin\n1\n" + ROOT + "\nmore\n"))
                .hasMessage("line 4 of the checkpoint must be absent, as no extension is known, but was \"more\"");
    }

    @Test
    void sizesRunFromZeroToTheLargestLong() throws MalformedLog {
        assertThat(parse("o\n0\n" + ROOT + "\n").size()).isZero();
        assertThat(parse("o\n9223372036854775807\n" + ROOT + "\n").size()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> new Checkpoint("o", -1, Hash.EMPTY_ROOT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("o\n", 1, Hash.EMPTY_ROOT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("", 1, Hash.EMPTY_ROOT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSigsumCheckpointVerifiesAndIsSignedTheSame() throws Exception {
        JsonNode vector = LogVectors.NOTES.get("sigsum");
        SignedCheckpoint signed = SignedCheckpoint.parse(LogVectors.utf8(vector.get("note")));
        VerifierKey key = LogVectors.key(vector.get("vkey"));
        assertThat(signed.verify(key, LogVectors.VERIFIER).size()).isEqualTo(10);
        NoteSigner signer = JdkEd25519.signer(key.name(), Algorithm.ED25519, LogVectors.hex(vector.get("seed")));
        assertThat(signer.key()).isEqualTo(key);
        assertThat(SignedCheckpoint.sign(signed.checkpoint(), signer).toBytes())
                .isEqualTo(LogVectors.utf8(vector.get("note")));
    }

    @Test
    void ourEndToEndCheckpointIsSignedTheSame() throws Exception {
        JsonNode vector = LogVectors.END_TO_END;
        Checkpoint checkpoint =
                new Checkpoint(vector.get("origin").asText(), 8, RecursiveTree.root(LogVectors.leaves()));
        SignedCheckpoint published = SignedCheckpoint.parse(LogVectors.utf8(vector.get("note")));
        SignedCheckpoint ours = SignedCheckpoint.sign(checkpoint, LogVectors.log());
        assertThat(ours.note().signatures())
                .containsExactly(published.note().signatures().get(0));
        assertThat(published.checkpoint()).isEqualTo(checkpoint);
        assertThat(published.verify(LogVectors.key(vector.get("log")), LogVectors.VERIFIER))
                .isEqualTo(checkpoint);
    }

    @Test
    void aCheckpointOfAnotherLogIsRefusedThoughItsKeySigned() {
        NoteSigner log = LogVectors.log();
        Checkpoint other = Checkpoint.empty("other.example/log");
        assertThatThrownBy(() -> SignedCheckpoint.sign(other, log)).isInstanceOf(IllegalArgumentException.class);
        SignedCheckpoint signed = new SignedCheckpoint(other, SignedNote.sign(other.text(), log));
        assertThatThrownBy(() -> signed.verify(log.key(), LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class)
                .hasMessage("origin of the checkpoint must be \"coordinator.example/fl-log\", but was"
                        + " \"other.example/log\"");
    }

    @Test
    void noteAndCheckpointAreOneText() {
        SignedNote note = SignedNote.sign("another\n", LogVectors.log());
        assertThatThrownBy(() -> new SignedCheckpoint(Checkpoint.empty("o"), note))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Checkpoint parse(String text) throws MalformedLog {
        return Checkpoint.parse(LogVectors.utf8(text));
    }
}
