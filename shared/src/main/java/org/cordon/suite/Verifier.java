// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The one verifier of signatures in css/1: Ed25519 (RFC 8032 section 5.1.7) over {@code LP("css/1/" + type) || LP(exact
 * bytes received)}.
 *
 * <p><b>Guarantees.</b> Non-canonical signatures (s not below the group order, R not canonical) are refused.
 *
 * <p>Safe for concurrent use.
 */
public final class Verifier {
    private Verifier() {}

    /** Whether {@code signed} carries this key's signature on its exact bytes under {@code type}. */
    public static boolean verify(VerifyKey key, String type, Signed<?> signed) {
        return verify(key, type, signed.exact(), signed.signature());
    }

    public static boolean verify(VerifyKey key, String type, Bytes exact, Signature signature) {
        return verifyRaw(key, message(type, exact), signature);
    }

    /** Whether a signature by {@link Signer#signNote} fits; any bytes that are no sound key or no signature do not. */
    public static boolean verifyNote(byte[] publicKey, byte[] text, byte[] signature) {
        if (signature.length != Signature.BYTES || !isNote(text)) {
            return false;
        }
        try {
            return verifyRaw(VerifyKey.of(publicKey), text, Signature.of(signature));
        } catch (IllegalArgumentException notSound) {
            return false;
        }
    }

    private static boolean isNote(byte[] text) {
        return text.length > 0 && text[0] >= ' ';
    }

    /** What {@link Signer#signNote} signs: the text itself. */
    public static byte[] note(Bytes text) {
        byte[] message = text.toByteArray();
        if (!isNote(message)) {
            throw new IllegalArgumentException("text must begin with a printable ASCII character, but does not");
        }
        return message;
    }

    /** Ed25519 over the message as it is. */
    static boolean verifyRaw(VerifyKey key, byte[] message, Signature signature) {
        return Ed25519.verify(signature.toByteArray(), 0, key.point(), message, 0, message.length);
    }

    /** What is signed for a body's exact bytes under a type. */
    public static byte[] message(String type, Bytes exact) {
        return new Transcript(exact.size() + type.length() + 32)
                .lp("css/1/" + type)
                .lp(exact)
                .toByteArray();
    }
}
