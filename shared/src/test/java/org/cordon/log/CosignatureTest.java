// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.log.VerifierKey.Algorithm;
import org.junit.jupiter.api.Test;

class CosignatureTest {
    private static final JsonNode REAL = LogVectors.COSIGNATURES;

    @Test
    void aRealCheckpointHasFourCosignaturesAndAnUnknownLine() throws Exception {
        SignedCheckpoint signed = SignedCheckpoint.parse(LogVectors.utf8(REAL.get("note")));
        List<VerifierKey> keys = new ArrayList<>(LogVectors.keys(REAL.get("witnesses")));
        keys.add(0, LogVectors.key(REAL.get("log")));
        assertThat(signed.note().signatures()).hasSize(6);
        List<SignedNote.Verified> verified = signed.note().verify(keys, LogVectors.VERIFIER);
        assertThat(verified).extracting(SignedNote.Verified::key).containsExactlyElementsOf(keys);
        for (SignedNote.Verified line : verified.subList(1, 5)) {
            assertThat(Cosignature.of(line.key(), line.signature()).epochSeconds())
                    .isEqualTo(REAL.get("epochSeconds").asLong());
        }
    }

    @Test
    void withAnotherSizeAllFiveFail() throws Exception {
        String size = "\n" + REAL.get("otherSize").asText() + "\n";
        String note = REAL.get("note").asText().replace("\n1432088532\n", size);
        SignedCheckpoint signed = SignedCheckpoint.parse(LogVectors.utf8(note));
        List<VerifierKey> keys = new ArrayList<>(LogVectors.keys(REAL.get("witnesses")));
        keys.add(LogVectors.key(REAL.get("log")));
        for (VerifierKey key : keys) {
            assertThatThrownBy(() -> signed.note().verify(List.of(key), LogVectors.VERIFIER))
                    .isInstanceOf(UnverifiedLog.class)
                    .hasMessageContaining(key.toString());
        }
    }

    @Test
    void ourWitnessesMakeThePublishedBytes() throws Exception {
        SignedCheckpoint published = SignedCheckpoint.parse(LogVectors.utf8(LogVectors.END_TO_END.get("note")));
        List<VerifierKey> keys = LogVectors.keys(LogVectors.END_TO_END.get("witnesses"));
        SignedCheckpoint ours = SignedCheckpoint.sign(published.checkpoint(), LogVectors.log());
        for (int i = 0; i < keys.size(); i++) {
            NoteSigner witness = LogVectors.witness(keys.get(i).name(), i + 2);
            assertThat(witness.key()).isEqualTo(keys.get(i));
            NoteSignature line = published.note().signatures().get(i + 1);
            Instant time =
                    Instant.ofEpochSecond(Cosignature.of(keys.get(i), line).epochSeconds());
            ours = ours.with(List.of(Cosignature.sign(witness, published.checkpoint(), time)));
        }
        assertThat(ours.toBytes()).isEqualTo(LogVectors.utf8(LogVectors.END_TO_END.get("note")));
    }

    @Test
    void timesRunFromZeroToTheYear9999() throws MalformedLog {
        VerifierKey key = LogVectors.witness("w", 1).key();
        assertThat(Cosignature.of(key, NoteSignature.of(key, stamped(0, 64))).epochSeconds())
                .isZero();
        long latest = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        assertThat(Cosignature.of(key, NoteSignature.of(key, stamped(latest, 64)))
                        .epochSeconds())
                .isEqualTo(latest);
        for (long beyond : new long[] {latest + 1, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            assertThatThrownBy(() -> Cosignature.of(key, NoteSignature.of(key, stamped(beyond, 64))))
                    .isInstanceOf(MalformedLog.class)
                    .hasMessage("time of the cosignature by " + key
                            + " must be at most 9999-12-31T23:59:59Z, 253402300799 seconds since 1970, but was "
                            + Long.toUnsignedString(beyond));
        }
        assertThatThrownBy(() -> Cosignature.sign(
                        LogVectors.witness("w", 1), Checkpoint.empty("o"), Instant.ofEpochSecond(latest + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cosignaturesOfAnotherLengthAreRefused() {
        NoteSigner witness = LogVectors.witness("w", 1);
        VerifierKey key = witness.key();
        for (int length : List.of(0, 63, 65)) {
            NoteSignature line = NoteSignature.of(key, stamped(1, length));
            assertThatThrownBy(() -> Cosignature.of(key, line))
                    .isInstanceOf(MalformedLog.class)
                    .hasMessageEndingWith("in bytes must be 72, but was " + (8 + length));
            assertThatThrownBy(() -> SignedNote.of("a\n", List.of(line)).verify(List.of(key), LogVectors.VERIFIER))
                    .isInstanceOf(UnverifiedLog.class);
        }
    }

    @Test
    void anotherTimeDoesNotVerify() throws Exception {
        NoteSigner witness = LogVectors.witness("w", 1);
        Checkpoint checkpoint = Checkpoint.empty("o");
        NoteSignature line = Cosignature.sign(witness, checkpoint, Instant.ofEpochSecond(5));
        byte[] later = line.signature();
        later[7]++;
        byte[] text = checkpoint.toBytes();
        assertThat(Cosignature.of(witness.key(), line).verifies(text, LogVectors.VERIFIER))
                .isTrue();
        Cosignature moved = Cosignature.of(witness.key(), NoteSignature.of(witness.key(), later));
        assertThat(moved.verifies(text, LogVectors.VERIFIER)).isFalse();
    }

    @Test
    void aLogsKeyDoesNotCosignAndAWitnesssKeyDoesNotSign() {
        Checkpoint checkpoint = Checkpoint.empty(LogVectors.log().key().name());
        assertThatThrownBy(() -> Cosignature.sign(LogVectors.log(), checkpoint, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cosignature.sign(LogVectors.witness("w", 1), checkpoint, Instant.ofEpochSecond(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** No verifier of ML-DSA-44 ships, but whoever brings one sees the message of the spec. */
    @Test
    void thePortIsAskedAboutPostQuantumCosignatures() throws Exception {
        VerifierKey key = VerifierKey.of("witness.example", Algorithm.COSIGNATURE_ML_DSA_44, new byte[1312]);
        Checkpoint checkpoint = new Checkpoint("log.example", 8, Hash.ofText("root"));
        NoteSignature line = NoteSignature.of(key, stamped(77, 2420));
        SignedCheckpoint signed = new SignedCheckpoint(checkpoint, SignedNote.of(checkpoint.text(), List.of(line)));
        byte[] expected = ByteBuffer.allocate(12 + 16 + 8 + 12 + 16 + 32)
                .put("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 15)
                .put(LogVectors.utf8("witness.example"))
                .putLong(77)
                .put((byte) 11)
                .put(LogVectors.utf8("log.example"))
                .putLong(0)
                .putLong(8)
                .put(Hash.ofText("root").toByteArray())
                .array();
        NoteVerifier fake = (algorithm, publicKey, message, signature) -> algorithm == Algorithm.COSIGNATURE_ML_DSA_44
                && Arrays.equals(message, expected)
                && signature.length == 2420;
        assertThat(signed.note().verify(List.of(key), fake)).hasSize(1);
        assertThatThrownBy(() -> signed.note().verify(List.of(key), LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class);
        SignedNote noCheckpoint = SignedNote.of("text\n", List.of(line));
        assertThatThrownBy(() -> noCheckpoint.verify(List.of(key), fake)).isInstanceOf(UnverifiedLog.class);
    }

    private static byte[] stamped(long time, int length) {
        return ByteBuffer.allocate(8 + length).putLong(time).array();
    }
}
