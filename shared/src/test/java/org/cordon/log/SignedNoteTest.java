// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.cordon.log.VerifierKey.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    private static final NoteSigner SIGNER = JdkEd25519.signer("signer.example", Algorithm.ED25519, LogVectors.seed(9));
    private static final SignedNote NOTE = SignedNote.sign("text\n", SIGNER);
    private static final String LINE = NOTE.signatures().get(0).line();

    @Test
    void theSpecsExampleVerifies() throws Exception {
        JsonNode example = LogVectors.NOTES.get("example");
        SignedNote note = SignedNote.parse(LogVectors.utf8(example.get("note")));
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(note.verify(List.of(LogVectors.key(example.get("vkey"))), LogVectors.VERIFIER))
                .hasSize(1);
        assertThat(note.toBytes()).isEqualTo(LogVectors.utf8(example.get("note")));
    }

    @Test
    void twoSignaturesVerifyAndOurSignersMakeTheSameBytes() throws Exception {
        JsonNode vector = LogVectors.NOTES.get("twoSignatures");
        SignedNote note = SignedNote.parse(LogVectors.utf8(vector.get("note")));
        List<VerifierKey> keys = LogVectors.keys(vector.get("vkeys"));
        assertThat(note.verify(keys, LogVectors.VERIFIER))
                .extracting(SignedNote.Verified::key)
                .containsExactlyElementsOf(keys);
        String[] secret = vector.get("skey").asText().split("\\+", 5);
        byte[] typed = Base64.getDecoder().decode(secret[4]);
        NoteSigner peter = JdkEd25519.signer(secret[2], Algorithm.ED25519, Arrays.copyOfRange(typed, 1, 33));
        NoteSigner enoch =
                JdkEd25519.signer("EnochRoot", Algorithm.ED25519, LogVectors.hex(vector.get("enochRootSeed")));
        SignedNote ours = SignedNote.sign(note.text(), peter)
                .with(SignedNote.sign(note.text(), enoch).signatures());
        assertThat(ours.toBytes()).isEqualTo(LogVectors.utf8(vector.get("note")));
    }

    @Test
    void aSignatureByAnUnknownKeyIsIgnoredEvenIfItDoesNotHold() throws Exception {
        NoteSigner other = JdkEd25519.signer("signer.example", Algorithm.ED25519, LogVectors.seed(8));
        NoteSignature bad = NoteSignature.of(other.key(), new byte[64]);
        SignedNote note = SignedNote.of("text\n", List.of(bad, NOTE.signatures().get(0)));
        assertThat(note.verify(List.of(SIGNER.key()), LogVectors.VERIFIER))
                .extracting(SignedNote.Verified::signature)
                .containsExactly(NOTE.signatures().get(0));
    }

    @Test
    void aFailingSignatureByAKnownKeyFailsTheWholeNote() {
        NoteSigner other = JdkEd25519.signer("other.example", Algorithm.ED25519, LogVectors.seed(8));
        SignedNote note = NOTE.with(List.of(NoteSignature.of(other.key(), new byte[64])));
        assertThatThrownBy(() -> note.verify(List.of(SIGNER.key(), other.key()), LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class)
                .hasMessage("signature by " + other.key() + " must hold for the note, but does not");
        NoteSignature second = NoteSignature.of(SIGNER.key(), new byte[64]);
        assertThatThrownBy(() -> NOTE.with(List.of(second)).verify(List.of(SIGNER.key()), LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class);
    }

    @Test
    void aNoteThatNoKnownKeySignedFails() {
        assertThatThrownBy(() -> NOTE.verify(List.of(), LogVectors.VERIFIER))
                .isInstanceOf(UnverifiedLog.class)
                .hasMessage("note must be signed by a known key, but no signature line names one of 0");
    }

    @Test
    void theSameNameAndIdCountsOnce() throws Exception {
        SignedNote twice = SignedNote.parse(LogVectors.utf8("text\n\n" + LINE + LINE));
        assertThat(twice.signatures()).hasSize(2);
        assertThat(twice.verify(List.of(SIGNER.key()), LogVectors.VERIFIER)).hasSize(1);
    }

    @Test
    void theTextEndsAtTheLastBlankLine() throws Exception {
        SignedNote note = SignedNote.sign("a\n\n\nb\n", SIGNER);
        SignedNote parsed = SignedNote.parse(note.toBytes());
        assertThat(parsed.text()).isEqualTo("a\n\n\nb\n");
        assertThat(parsed).isEqualTo(note);
        assertThat(SignedNote.parse(LogVectors.utf8("\n\n" + LINE)).text()).isEqualTo("\n");
    }

    @Test
    void sixteenAndFiveHundredAndTwelveSignaturesAreTakenAndMoreAreNot() throws MalformedLog {
        assertThat(parse("text\n\n" + LINE.repeat(16)).signatures()).hasSize(16);
        assertThat(parse("text\n\n" + LINE.repeat(512)).signatures()).hasSize(512);
        assertThatThrownBy(() -> parse("text\n\n" + LINE.repeat(513)))
                .isInstanceOf(MalformedLog.class)
                .hasMessage("signatures of the note must be at most 512, but were more");
        assertThatThrownBy(() -> SignedNote.of(
                        "a\n", Collections.nCopies(513, NOTE.signatures().get(0))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMebibyteIsTakenAndMoreIsNot() throws MalformedLog {
        int text = SignedNote.MAX_BYTES - 2 - LogVectors.utf8(LINE).length;
        assertThat(parse("a".repeat(text) + "\n\n" + LINE).text()).hasSize(text + 1);
        assertThatThrownBy(() -> parse("a".repeat(text + 1) + "\n\n" + LINE))
                .isInstanceOf(MalformedLog.class)
                .hasMessage("note in bytes must be at most 1048576, but was 1048577");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "text\n",
                "text",
                "text\n\n",
                "text\n\n\n",
                "\n— signer.example AAAAAAE=\n",
                "text\n— signer.example AAAAAAE=\n",
                "text\n\n— signer.example AAAAAAE=",
                "text\n\n— signer.example AAAAAAE=\n\n",
                "text\n\n— signer.example AAAAAAE= \n",
                "text\n\n— signer.example  AAAAAAE=\n",
                "text\n\n—  AAAAAAE=\n",
                "text\n\n— signer.example \n",
                "text\n\n— signer.example\n",
                "text\n\n— signer.example AAAAAA==\n",
                "text\n\n— signer.example AAAAAAE\n",
                "text\n\n— signer.example AAAAAAF=\n",
                "text\n\n— signer.example AAAA_AE=\n",
                "text\n\n- signer.example AAAAAAE=\n",
                "text\n\n—signer.example AAAAAAE=\n",
                "text\n\n— signer+example AAAAAAE=\n",
                "text\n\n— signer\u00a0example AAAAAAE=\n",
                "text\n\n— signer\u0085example AAAAAAE=\n",
                "text\n\ntext\n— signer.example AAAAAAE=\n",
                "te\rxt\n\n— signer.example AAAAAAE=\n",
                "te\u0000xt\n\n— signer.example AAAAAAE=\n",
                "te\txt\n\n— signer.example AAAAAAE=\n",
                "text\n\n— signer.example AAAAAAE=\r\n"
            })
    void notesOfAnotherFormAreRefused(String note) {
        assertThatThrownBy(() -> parse(note)).isInstanceOf(MalformedLog.class);
    }

    @Test
    void theShortestSignatureIsOneByte() throws MalformedLog {
        assertThat(parse("text\n\n— signer.example AAAAAAE=\n")
                        .signatures()
                        .get(0)
                        .signature())
                .containsExactly(1);
    }

    @Test
    void sentencesSayWhichLine() {
        assertThatThrownBy(() -> parse("text\n\n" + LINE + "— b QQ\n"))
                .hasMessage("signature in line 2 of signatures must be canonical Base64, but was \"QQ\"");
        assertThatThrownBy(() -> parse("text\n\n" + "\u202e".repeat(100) + "\n"))
                .hasMessageEndingWith("\\u202e\"...")
                .hasMessageMatching("\\p{ASCII}{0,600}");
    }

    @Test
    void textOfOursIsCheckedToo() {
        List<NoteSignature> lines = NOTE.signatures();
        for (String text : List.of("", "a", "a\r\n", "\ud800\n")) {
            assertThatThrownBy(() -> SignedNote.of(text, lines)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SignedNote.of("a\n", List.of())).isInstanceOf(IllegalArgumentException.class);
        NoteSigner witness = LogVectors.witness("w", 1);
        assertThatThrownBy(() -> SignedNote.sign("a\n", witness)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void signersDoNotPrintTheirSecret() {
        assertThat(SIGNER).hasToString("Signer");
    }

    @Test
    void linesThatAreThereAreNotAddedAgain() {
        assertThat(NOTE.with(NOTE.signatures())).isEqualTo(NOTE).hasSameHashCodeAs(NOTE);
    }

    private static SignedNote parse(String note) throws MalformedLog {
        return SignedNote.parse(LogVectors.utf8(note));
    }
}
