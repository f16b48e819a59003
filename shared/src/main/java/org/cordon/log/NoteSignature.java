// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a note: {@code — <name> <Base64 of key id and signature>}.
 *
 * <p><b>Guarantees.</b> The name is one that a key may have, the signature has at least one byte and the line one spelling.
 *
 * <p><b>Does not check</b> the signature: {@link SignedNote#verify} does.
 *
 * <p>Source: C2SP signed-note, "Format" and "Signatures".
 */
public final class NoteSignature {
    static final String PREFIX = "\u2014 ";

    private final String name;
    private final int keyId;
    private final byte[] signature;

    private NoteSignature(String name, int keyId, byte[] signature) {
        this.name = name;
        this.keyId = keyId;
        this.signature = signature;
    }

    /** The line of a key of ours; a signature without bytes is an {@link IllegalArgumentException}. */
    public static NoteSignature of(VerifierKey key, byte[] signature) {
        if (signature.length == 0) {
            throw new IllegalArgumentException("signature must be at least 1 byte, but was 0");
        }
        return new NoteSignature(key.name(), key.keyId(), signature.clone());
    }

    /** Reads a line without its newline. {@code what} names the line in sentences. */
    static NoteSignature parse(String line, String what) throws MalformedLog {
        int space = line.indexOf(' ', PREFIX.length());
        if (!line.startsWith(PREFIX) || space < 0) {
            throw MalformedLog.of(what, "an em dash, a name and a signature", line);
        }
        String name = line.substring(PREFIX.length(), space);
        if (!StrictText.isKeyName(name)) {
            throw MalformedLog.of("name in " + what, "text without spaces and plus", name);
        }
        byte[] bytes = StrictText.base64(line.substring(space + 1), "signature in " + what);
        if (bytes.length <= Integer.BYTES) {
            throw MalformedLog.of("signature in " + what + " in bytes", "more than 4", bytes.length);
        }
        return new NoteSignature(
                name, ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    }

    public String name() {
        return name;
    }

    /** The key id as a big-endian number. */
    public int keyId() {
        return keyId;
    }

    /** What follows the key id; for a cosignature, the timestamp and the signature. */
    public byte[] signature() {
        return signature.clone();
    }

    /** The line with its newline. */
    public String line() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return PREFIX + name + " " + StrictText.base64(bytes) + "\n";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature line
                && name.equals(line.name)
                && keyId == line.keyId
                && Arrays.equals(signature, line.signature);
    }

    @Override
    public int hashCode() {
        return 31 * keyId + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return line().strip();
    }
}
