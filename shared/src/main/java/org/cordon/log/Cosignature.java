// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A witness's statement: at this time, this checkpoint was the largest it had seen of the log, and consistent with all before.
 *
 * <p><b>Guarantees.</b> The time is from the Epoch to the end of the year 9999 (the spec ends at 2^63 - 1 seconds); the signature
 * has the length of its algorithm.
 *
 * <p><b>Does not check</b> that the time is not in the future, nor the signature before {@link #verifies} is called.
 *
 * <p>Source: C2SP tlog-cosignature, "Format", "Ed25519 signed message" and "ML-DSA-44 signed message".
 */
public final class Cosignature {
    private static final byte[] SUBTREE_LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_OPAQUE = 255;

    /** Later times cannot be reckoned with. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final VerifierKey witness;
    private final long epochSeconds;
    private final byte[] signature;

    private Cosignature(VerifierKey witness, long epochSeconds, byte[] signature) {
        this.witness = witness;
        this.epochSeconds = epochSeconds;
        this.signature = signature;
    }

    /** Reads timestamp and signature from a line that names {@code witness}. */
    public static Cosignature of(VerifierKey witness, NoteSignature line) throws MalformedLog {
        if (!witness.isNamedBy(line) || !witness.algorithm().isCosignature()) {
            throw new IllegalArgumentException(
                    "line must be a cosignature by " + witness + ", but was by " + StrictText.shown(line.name()));
        }
        byte[] bytes = line.signature();
        int expected = Long.BYTES + witness.algorithm().signatureBytes();
        if (bytes.length != expected) {
            throw MalformedLog.of("cosignature by " + witness + " in bytes", "" + expected, bytes.length);
        }
        long epochSeconds = ByteBuffer.wrap(bytes).getLong();
        if (epochSeconds < 0 || epochSeconds > LATEST.getEpochSecond()) {
            throw new MalformedLog("time of the cosignature by " + witness + " must be at most " + LATEST + ", "
                    + LATEST.getEpochSecond() + " seconds since 1970, but was " + Long.toUnsignedString(epochSeconds));
        }
        return new Cosignature(witness, epochSeconds, Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    /** Cosigns {@code checkpoint}; the caller has stored it as the largest one before. */
    public static NoteSignature sign(NoteSigner witness, Checkpoint checkpoint, Instant now) {
        VerifierKey key = witness.key();
        if (!key.algorithm().isCosignature()
                || now.getEpochSecond() < 0
                || now.getEpochSecond() > LATEST.getEpochSecond()) {
            throw new IllegalArgumentException(
                    "cosignature must be by a key of type 0x04 or 0x06 in the years 1970 to 9999, but was by "
                            + key.algorithm() + " at " + now);
        }
        byte[] message;
        try {
            message = message(key, now.getEpochSecond(), checkpoint.toBytes());
        } catch (MalformedLog nameTooLong) {
            throw new IllegalArgumentException(nameTooLong.getMessage(), nameTooLong);
        }
        byte[] signature = witness.sign(message);
        byte[] timestamped = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(now.getEpochSecond())
                .put(signature)
                .array();
        return NoteSignature.of(key, timestamped);
    }

    /** Whether the signature holds for the text of a note, which for ML-DSA-44 must be a checkpoint. */
    public boolean verifies(byte[] noteText, NoteVerifier verifier) {
        try {
            byte[] message = message(witness, epochSeconds, noteText);
            return verifier.verifies(witness.algorithm(), witness.publicKey(), message, signature.clone());
        } catch (MalformedLog noCheckpoint) {
            return false;
        }
    }

    private static byte[] message(VerifierKey witness, long epochSeconds, byte[] noteText) throws MalformedLog {
        if (witness.algorithm() == VerifierKey.Algorithm.COSIGNATURE_ML_DSA_44) {
            return subtreeMessage(witness, epochSeconds, Checkpoint.parse(noteText));
        }
        byte[] header = ("cosignature/v1\ntime " + epochSeconds + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(header.length + noteText.length)
                .put(header)
                .put(noteText)
                .array();
    }

    private static byte[] subtreeMessage(VerifierKey witness, long epochSeconds, Checkpoint checkpoint)
            throws MalformedLog {
        byte[] name = opaque(witness.name(), "name of the witness");
        byte[] origin = opaque(checkpoint.origin(), "origin");
        return ByteBuffer.allocate(SUBTREE_LABEL.length + name.length + origin.length + 3 * Long.BYTES + Hash.BYTES)
                .put(SUBTREE_LABEL)
                .put(name)
                .putLong(epochSeconds)
                .put(origin)
                .putLong(0) // the first leaf
                .putLong(checkpoint.size())
                .put(checkpoint.root().toByteArray())
                .array();
    }

    private static byte[] opaque(String text, String what) throws MalformedLog {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_OPAQUE) {
            throw MalformedLog.of(what + " in bytes", "at most " + MAX_OPAQUE, bytes.length);
        }
        return ByteBuffer.allocate(1 + bytes.length)
                .put((byte) bytes.length)
                .put(bytes)
                .array();
    }

    public VerifierKey witness() {
        return witness;
    }

    /** When the witness says it signed, in seconds since the Epoch. */
    public long epochSeconds() {
        return epochSeconds;
    }
}
