// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a witness to cosign a checkpoint that follows one it has cosigned.
 *
 * <p><b>Guarantees.</b> At most {@value #MAX_PROOF} hashes; one spelling.
 *
 * <p><b>Does not check</b> signatures, sizes or the proof: {@link WitnessLedger} does.
 *
 * <p>Source: C2SP tlog-witness, "add-checkpoint".
 *
 * @param oldSize the size the witness has cosigned last, 0 for none
 * @param proof consistency proof from {@code oldSize}
 */
public record WitnessRequest(long oldSize, List<Hash> proof, SignedCheckpoint checkpoint) {
    /** The most hashes of a proof. */
    public static final int MAX_PROOF = 63;

    /** The longest request, in bytes. */
    public static final int MAX_BYTES = SignedNote.MAX_BYTES + 4096;

    private static final String WHAT = "the request";
    private static final String OLD = "old ";

    public WitnessRequest {
        if (oldSize < 0 || proof.size() > MAX_PROOF) {
            throw new IllegalArgumentException("request must have an old size from 0 and at most " + MAX_PROOF
                    + " hashes, but had " + oldSize + " and " + proof.size());
        }
        proof = List.copyOf(proof);
    }

    /** Reads a whole request. */
    public static WitnessRequest parse(byte[] bytes) throws MalformedLog {
        if (bytes.length > MAX_BYTES) {
            throw MalformedLog.of("request in bytes", "at most " + MAX_BYTES, bytes.length);
        }
        String text = StrictText.decode(bytes, WHAT, false);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedLog(WHAT + " must have a blank line before the checkpoint, but had none");
        }
        TextLines lines = TextLines.of(text.substring(0, blank + 1), WHAT);
        String oldText = lines.nextAfter(OLD, "\"old <size>\"");
        long oldSize = StrictText.decimal(oldText, "old size in " + lines.here());
        List<Hash> proof = new ArrayList<>();
        while (lines.hasNext()) {
            String hash = lines.next("a hash");
            if (proof.size() == MAX_PROOF) {
                throw new MalformedLog("proof of " + WHAT + " must be at most " + MAX_PROOF + " hashes, but was more");
            }
            proof.add(StrictText.hash(hash, lines.here()));
        }
        byte[] note = text.substring(blank + 2).getBytes(StandardCharsets.UTF_8);
        return new WitnessRequest(oldSize, proof, SignedCheckpoint.parse(note));
    }

    /** Whether the witness is to see this log for the first time, so that there is nothing a proof could start from. */
    public boolean isFirst() {
        return oldSize == 0;
    }

    /** The bytes that {@link #parse} reads. */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(hash -> text.append(StrictText.base64(hash.toByteArray())).append('\n'));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(checkpoint.toBytes());
        return bytes.toByteArray();
    }
}
