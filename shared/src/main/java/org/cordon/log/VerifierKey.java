// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public key of a log or a witness, with the name that signature lines give it.
 *
 * <p><b>Guarantees.</b> The key id is the first four bytes of SHA-256(name || 0x0A || type || key), for every type; text whose id
 * is another is refused. The name is not empty and has no Unicode space and no plus.
 *
 * <p><b>Does not check</b> that the bytes of the key are a point of its curve: a verifier does.
 *
 * <p>Source: C2SP signed-note, "Verifier keys" and "Signature types"; C2SP tlog-cosignature, "Format".
 */
public final class VerifierKey {
    /** What a key signs, and how. */
    public enum Algorithm {
        /** Ed25519 over the text of a note (C2SP signed-note, "Ed25519 signatures"). */
        ED25519(0x01, 32, 64),
        /** Timestamped Ed25519 over a checkpoint (C2SP tlog-cosignature, "Ed25519 signed message"). */
        COSIGNATURE_ED25519(0x04, 32, 64),
        /** Timestamped ML-DSA-44 over a checkpoint (C2SP tlog-cosignature, "ML-DSA-44 signed message"). */
        COSIGNATURE_ML_DSA_44(0x06, 1312, 2420);

        private final byte type;
        private final int keyBytes;
        private final int signatureBytes;

        Algorithm(int type, int keyBytes, int signatureBytes) {
            this.type = (byte) type;
            this.keyBytes = keyBytes;
            this.signatureBytes = signatureBytes;
        }

        /** Length of a public key in bytes. */
        public int keyBytes() {
            return keyBytes;
        }

        /** Length of a signature in bytes, without the timestamp of a cosignature. */
        public int signatureBytes() {
            return signatureBytes;
        }

        /** Whether a signature carries a time and is made over a checkpoint. */
        public boolean isCosignature() {
            return this != ED25519;
        }

        private static Algorithm ofType(byte type) throws MalformedLog {
            for (Algorithm algorithm : values()) {
                if (algorithm.type == type) {
                    return algorithm;
                }
            }
            throw new MalformedLog("signature type of the verifier key must be 0x01, 0x04 or 0x06, but was 0x"
                    + HexFormat.of().toHexDigits(type));
        }
    }

    private static final int ID_DIGITS = 8;
    private static final String WHAT = "verifier key";

    private final String name;
    private final Algorithm algorithm;
    private final byte[] publicKey;
    private final int keyId;

    private VerifierKey(String name, Algorithm algorithm, byte[] publicKey) {
        this.name = name;
        this.algorithm = algorithm;
        this.publicKey = publicKey.clone();
        this.keyId = keyId(name, algorithm, publicKey);
    }

    /** A key of ours; a name or a length that no text could have is an {@link IllegalArgumentException}. */
    public static VerifierKey of(String name, Algorithm algorithm, byte[] publicKey) {
        if (!StrictText.isKeyName(name)) {
            throw new IllegalArgumentException(
                    "key name must be text without spaces and plus, but was " + StrictText.shown(name));
        }
        if (publicKey.length != algorithm.keyBytes) {
            throw new IllegalArgumentException(
                    "public key must be " + algorithm.keyBytes + " bytes, but was " + publicKey.length);
        }
        return new VerifierKey(name, algorithm, publicKey);
    }

    /** Reads {@code <name>+<8 hexadecimal digits of the key id>+<Base64 of type and key>}. */
    public static VerifierKey parse(String text) throws MalformedLog {
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1); // Base64 has pluses of its own
        if (first < 0 || second < 0) {
            throw MalformedLog.of(WHAT, "a name, a key id and a key joined by plus signs", text);
        }
        String name = text.substring(0, first);
        if (!StrictText.isKeyName(name)) {
            throw MalformedLog.of("name of the " + WHAT, "text without spaces and plus", name);
        }
        byte[] typed = StrictText.base64(text.substring(second + 1), "key of the " + WHAT);
        if (typed.length == 0) {
            throw MalformedLog.of("key of the " + WHAT, "a type and a key", "");
        }
        Algorithm algorithm = Algorithm.ofType(typed[0]);
        if (typed.length != 1 + algorithm.keyBytes) {
            throw MalformedLog.of("key of the " + WHAT + " in bytes", "" + algorithm.keyBytes, typed.length - 1L);
        }
        VerifierKey key = new VerifierKey(name, algorithm, Arrays.copyOfRange(typed, 1, typed.length));
        String id = text.substring(first + 1, second);
        if (id.length() != ID_DIGITS || !id.equals(key.keyIdHex())) {
            throw MalformedLog.of("key id of the " + WHAT, key.keyIdHex(), id);
        }
        return key;
    }

    private static int keyId(String name, Algorithm algorithm, byte[] publicKey) {
        MessageDigest sha = Hash.sha256();
        sha.update(name.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) '\n');
        sha.update(algorithm.type);
        return ByteBuffer.wrap(sha.digest(publicKey)).getInt();
    }

    public String name() {
        return name;
    }

    public Algorithm algorithm() {
        return algorithm;
    }

    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The four bytes that signature lines carry before the signature, as a big-endian number. */
    public int keyId() {
        return keyId;
    }

    /** The key id in 8 lower-case hexadecimal digits. */
    public String keyIdHex() {
        return HexFormat.of().toHexDigits(keyId);
    }

    /** Whether a signature line names this key. */
    public boolean isNamedBy(NoteSignature signature) {
        return keyId == signature.keyId() && name.equals(signature.name());
    }

    /** The text that {@link #parse} reads. */
    public String format() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = algorithm.type;
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return name + "+" + keyIdHex() + "+" + StrictText.base64(typed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key
                && name.equals(key.name)
                && algorithm == key.algorithm
                && Arrays.equals(publicKey, key.publicKey);
    }

    @Override
    public int hashCode() {
        return keyId;
    }

    /** Name and key id, as sentences name a key. */
    @Override
    public String toString() {
        return name + "+" + keyIdHex();
    }
}
