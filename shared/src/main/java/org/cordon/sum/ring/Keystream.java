// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cordon.suite.Secret;

/**
 * The AES-256-CTR keystream of one key (NIST SP 800-38A section 6.5, initial counter block 0), read from any byte on.
 *
 * <p>Not thread-safe.
 */
final class Keystream {
    private static final int BLOCK_BYTES = 16;

    private final Cipher cipher;

    /** The keystream from byte {@code firstByte} on. */
    Keystream(Secret key, long firstByte) {
        byte[] keyBytes = key.copyBytes();
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(keyBytes, "AES"),
                    new IvParameterSpec(counterBlock(firstByte / BLOCK_BYTES)));
            int skipped = (int) (firstByte % BLOCK_BYTES);
            if (skipped > 0) {
                Arrays.fill(cipher.update(new byte[skipped]), (byte) 0);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR failed", e);
        } finally {
            Arrays.fill(keyBytes, (byte) 0);
        }
    }

    /** Writes the next {@code length} bytes to the start of {@code target}; {@code zeros} is at least as long. */
    void next(byte[] zeros, byte[] target, int length) {
        try {
            cipher.update(zeros, 0, length, target, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("AES-CTR failed", e);
        }
    }

    private static byte[] counterBlock(long number) {
        byte[] block = new byte[BLOCK_BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            block[BLOCK_BYTES - 1 - i] = (byte) (number >>> (8 * i));
        }
        return block;
    }
}
