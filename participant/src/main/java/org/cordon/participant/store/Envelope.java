// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;

/** AES-256-GCM (NIST SP 800-38D): 12 random bytes of nonce, ciphertext, 16 bytes of tag. */
final class Envelope {
    static final int OVERHEAD_BYTES = 28;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Randomness randomness;

    Envelope(Randomness randomness) {
        this.randomness = randomness;
    }

    byte[] seal(Secret key, byte[] plaintext, byte[] associated) {
        byte[] nonce = new byte[NONCE_BYTES];
        randomness.nextBytes(nonce);
        try {
            byte[] sealed = Arrays.copyOf(nonce, plaintext.length + OVERHEAD_BYTES);
            cipher(Cipher.ENCRYPT_MODE, key, nonce, associated)
                    .doFinal(plaintext, 0, plaintext.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the JDK must offer AES/GCM", failure);
        }
    }

    /** Empty where the key, the associated data or the bytes are not those of {@link #seal}. */
    Optional<byte[]> open(Secret key, byte[] sealed, byte[] associated) {
        if (sealed.length < OVERHEAD_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, associated)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException notOurs) {
            return Optional.empty();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the JDK must offer AES/GCM", failure);
        }
    }

    private static Cipher cipher(int mode, Secret key, byte[] nonce, byte[] associated)
            throws GeneralSecurityException {
        byte[] raw = key.copyBytes();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(raw, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associated);
            return cipher;
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }
}
