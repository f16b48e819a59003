// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 12-byte nonce in front and a 16-byte tag behind the ciphertext.
 *
 * <p><b>Guarantees.</b> What opens was sealed under the same key with the same associated data.
 *
 * <p><b>Does not check</b> how often a key is used; css/1 uses each for one message, where a random nonce is safe.
 *
 * <p>Safe for concurrent use.
 */
public final class Aead {
    /** Length of the nonce in bytes. */
    public static final int NONCE_BYTES = 12;
    /** Length of the tag in bytes. */
    public static final int TAG_BYTES = 16;
    /** How much longer a ciphertext is than its plaintext. */
    public static final int OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

    private Aead() {}

    /** Encrypts; the result has {@link #OVERHEAD_BYTES} more bytes than {@code plaintext}. */
    public static Bytes seal(Secret key, byte[] plaintext, byte[] associatedData, Randomness randomness) {
        byte[] nonce = new byte[NONCE_BYTES];
        randomness.nextBytes(nonce);
        return seal(key, nonce, plaintext, associatedData);
    }

    static Bytes seal(Secret key, byte[] nonce, byte[] plaintext, byte[] associatedData) {
        byte[] output = Arrays.copyOf(nonce, OVERHEAD_BYTES + plaintext.length);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, 0);
            cipher.updateAAD(associatedData);
            cipher.doFinal(plaintext, 0, plaintext.length, output, NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
        return Bytes.wrap(output);
    }

    /** The plaintext, which the caller should wipe if secret; empty when the ciphertext does not verify. */
    public static Optional<byte[]> open(Secret key, Bytes ciphertext, byte[] associatedData) {
        if (ciphertext.size() < OVERHEAD_BYTES) {
            return Optional.empty();
        }
        byte[] input = ciphertext.toByteArray();
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, input, 0);
            cipher.updateAAD(associatedData);
            return Optional.of(cipher.doFinal(input, NONCE_BYTES, input.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /** Associated data of what {@code sender} seals for {@code receiver} (0 in a bundle E_i): o and two u16. */
    public static byte[] pairAad(Digest open, int sender, int receiver) {
        return new Transcript().raw(open).u16(sender).u16(receiver).toByteArray();
    }

    private static Cipher cipher(int mode, Secret key, byte[] nonceSource, int offset) throws GeneralSecurityException {
        byte[] keyBytes = key.copyBytes();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(keyBytes, "AES"),
                    new GCMParameterSpec(8 * TAG_BYTES, nonceSource, offset, NONCE_BYTES));
            return cipher;
        } finally {
            Arrays.fill(keyBytes, (byte) 0);
        }
    }
}
