// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Text and the signatures under it.
 *
 * <p><b>Guarantees.</b> Text and signature lines are UTF-8 without control characters other than the newline; the text ends with a
 * newline, there are 1 to {@value #MAX_SIGNATURES} signatures, and {@link #toBytes} of what {@link #parse} took is the same bytes.
 *
 * <p><b>Does not check</b> signatures before {@link #verify} is called.
 *
 * <p>Source: C2SP signed-note, "Format" and "Signatures".
 */
public final class SignedNote {
    /** The longest note, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** The most signatures: the spec demands at least 16; ours has the log's own and one of each member and outside witness. */
    public static final int MAX_SIGNATURES = 512;

    private static final String WHAT = "note";

    private final String text;
    private final List<NoteSignature> signatures;

    private SignedNote(String text, List<NoteSignature> signatures) {
        this.text = text;
        this.signatures = List.copyOf(signatures);
    }

    /** A signature that holds, and the key it holds under. */
    public record Verified(VerifierKey key, NoteSignature signature) {}

    /** A note of ours without the checks of signatures; text that no note may have is an {@link IllegalArgumentException}. */
    public static SignedNote of(String text, List<NoteSignature> signatures) {
        if (!text.endsWith("\n")
                || !StrictText.isEncodable(text)
                || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new IllegalArgumentException(
                    "text of a note must be lines without control characters, but was " + StrictText.shown(text));
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException(
                    "signatures of a note must be 1 to " + MAX_SIGNATURES + ", but were " + signatures.size());
        }
        return new SignedNote(text, signatures);
    }

    /** Signs text with a key that signs text itself, such as a log's. */
    public static SignedNote sign(String text, NoteSigner signer) {
        if (signer.key().algorithm() != VerifierKey.Algorithm.ED25519) {
            throw new IllegalArgumentException("key that signs a note must be of type 0x01, but was "
                    + signer.key().algorithm());
        }
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        return of(text, List.of(NoteSignature.of(signer.key(), signature)));
    }

    /** Reads a whole note. */
    public static SignedNote parse(byte[] bytes) throws MalformedLog {
        if (bytes.length > MAX_BYTES) {
            throw MalformedLog.of(WHAT + " in bytes", "at most " + MAX_BYTES, bytes.length);
        }
        String note = StrictText.decode(bytes, WHAT, false);
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0) {
            throw new MalformedLog(WHAT + " must be text, a blank line and signatures, but had no blank line");
        }
        String text = note.substring(0, blank + 1);
        String rest = note.substring(blank + 2);
        if (rest.isEmpty()) {
            throw new MalformedLog(WHAT + " must be text, a blank line and signatures, but had no signature");
        }
        return new SignedNote(text, parseSignatures(rest));
    }

    /** Reads signature lines alone, as a witness answers with them (C2SP tlog-witness, "add-checkpoint"). */
    public static List<NoteSignature> parseSignatures(String text) throws MalformedLog {
        TextLines lines = TextLines.of(text, "signatures");
        List<NoteSignature> signatures = new ArrayList<>();
        while (lines.hasNext()) {
            if (signatures.size() == MAX_SIGNATURES) {
                throw new MalformedLog("signatures of the note must be at most " + MAX_SIGNATURES + ", but were more");
            }
            signatures.add(NoteSignature.parse(lines.next("a signature"), lines.here()));
        }
        return List.copyOf(signatures);
    }

    /** What is signed, with its last newline. */
    public String text() {
        return text;
    }

    byte[] textBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public List<NoteSignature> signatures() {
        return signatures;
    }

    /** The same text with further signature lines; lines that are there already are not added again. */
    public SignedNote with(List<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        more.stream().filter(line -> !all.contains(line)).forEach(all::add);
        return of(text, all);
    }

    /** The bytes that {@link #parse} reads. */
    public byte[] toBytes() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The signatures by {@code known} keys, in the order of the note, one for each key: the first.
     *
     * <p>Lines whose name and key id together name no known key are ignored.
     *
     * @throws UnverifiedLog if a signature by a known key does not hold, or there is none
     */
    public List<Verified> verify(List<VerifierKey> known, NoteVerifier verifier) throws UnverifiedLog {
        Map<String, VerifierKey> keys = new HashMap<>();
        for (VerifierKey key : known) {
            VerifierKey other = keys.put(key.toString(), key);
            if (other != null && !other.equals(key)) {
                throw new IllegalArgumentException("name and key id must name one known key, but both were " + key);
            }
        }
        List<Verified> verified = new ArrayList<>();
        Set<VerifierKey> counted = new HashSet<>();
        for (NoteSignature signature : signatures) {
            VerifierKey key = keys.get(nameAndId(signature));
            if (key != null) {
                if (!holds(key, signature, verifier)) {
                    throw new UnverifiedLog("signature by " + key + " must hold for the note, but does not");
                }
                if (counted.add(key)) {
                    verified.add(new Verified(key, signature));
                }
            }
        }
        if (verified.isEmpty()) {
            throw new UnverifiedLog(
                    "note must be signed by a known key, but no signature line names one of " + known.size());
        }
        return List.copyOf(verified);
    }

    private static String nameAndId(NoteSignature signature) {
        return signature.name() + "+" + HexFormat.of().toHexDigits(signature.keyId());
    }

    private boolean holds(VerifierKey key, NoteSignature signature, NoteVerifier verifier) {
        if (key.algorithm().isCosignature()) {
            try {
                return Cosignature.of(key, signature).verifies(textBytes(), verifier);
            } catch (MalformedLog notTimestamped) {
                return false;
            }
        }
        return verifier.verifies(key.algorithm(), key.publicKey(), textBytes(), signature.signature());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedNote note && text.equals(note.text) && signatures.equals(note.signatures);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
