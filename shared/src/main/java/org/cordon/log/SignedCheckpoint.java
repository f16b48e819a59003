// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.List;

/**
 * A checkpoint as a note: signed by its log, and cosigned by witnesses.
 *
 * <p><b>Guarantees.</b> The text of {@code note} is the text of {@code checkpoint}.
 *
 * <p><b>Does not check</b> signatures before it is asked to.
 *
 * <p>Source: C2SP tlog-checkpoint, "Note text" and "Signatures".
 */
public record SignedCheckpoint(Checkpoint checkpoint, SignedNote note) {
    public SignedCheckpoint {
        if (!note.text().equals(checkpoint.text())) {
            throw new IllegalArgumentException(
                    "text of the note must be the checkpoint's, but was " + StrictText.shown(note.text()));
        }
    }

    /** Signs a checkpoint as its log, whose key has the origin as its name. */
    public static SignedCheckpoint sign(Checkpoint checkpoint, NoteSigner log) {
        if (!log.key().name().equals(checkpoint.origin())) {
            throw new IllegalArgumentException(
                    "key of the log must be named " + StrictText.shown(checkpoint.origin()) + ", but was " + log.key());
        }
        return new SignedCheckpoint(checkpoint, SignedNote.sign(checkpoint.text(), log));
    }

    /** Reads a whole note whose text is a checkpoint. */
    public static SignedCheckpoint parse(byte[] bytes) throws MalformedLog {
        SignedNote note = SignedNote.parse(bytes);
        return new SignedCheckpoint(Checkpoint.parse(note.text()), note);
    }

    /** The same checkpoint with further signature lines. */
    public SignedCheckpoint with(List<NoteSignature> more) {
        return new SignedCheckpoint(checkpoint, note.with(more));
    }

    /**
     * The checkpoint, signed by {@code log}; signatures by other keys are ignored.
     *
     * @throws UnverifiedLog if the origin is not the key's name, the log did not sign, or a signature of its does not hold
     */
    public Checkpoint verify(VerifierKey log, NoteVerifier verifier) throws UnverifiedLog {
        if (!log.name().equals(checkpoint.origin())) {
            throw new UnverifiedLog("origin of the checkpoint must be " + StrictText.shown(log.name()) + ", but was "
                    + StrictText.shown(checkpoint.origin()));
        }
        note.verify(List.of(log), verifier);
        return checkpoint;
    }

    /** The bytes that {@link #parse} reads. */
    public byte[] toBytes() {
        return note.toBytes();
    }
}
