// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AES-256-CTR keystream of one key (NIST SP 800-38A section 6.5, initial counter block 0), read from any byte on,
 * either as it is or complemented.
 *
 * <p><b>Does not check</b> that a key is used once, and cannot wipe the copy of the key within the JDK's cipher.
 *
 * <p>Not thread-safe.
 */
public final class Keystream {
    /** The most bytes one read gives; the JDK's vectorised AES needs calls of some kilobytes to be fast. */
    public static final int MAX_READ_BYTES = 16 * 1024;

    private static final int BLOCK_BYTES = 16;
    private static final byte[] ZEROS = new byte[MAX_READ_BYTES];
    private static final byte[] ONES = new byte[MAX_READ_BYTES];

    static {
        Arrays.fill(ONES, (byte) 0xff);
    }

    private final Cipher cipher;
    private final byte[] input;

    /** The keystream from byte {@code firstByte} on; {@code complemented} flips every bit, at no cost. */
    public Keystream(Secret key, long firstByte, boolean complemented) {
        this(key, counterBlock(firstByte / BLOCK_BYTES), complemented ? ONES : ZEROS);
        next(new byte[BLOCK_BYTES], (int) (firstByte % BLOCK_BYTES));
    }

    /** What {@code input}, read from its start by every call, encrypts to from this counter block on. */
    Keystream(Secret key, byte[] counterBlock, byte[] input) {
        this.input = input;
        byte[] keyBytes = key.copyBytes();
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keyBytes, "AES"), new IvParameterSpec(counterBlock));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR failed", e);
        } finally {
            Arrays.fill(keyBytes, (byte) 0);
        }
    }

    /** Writes the next {@code length} bytes, at most {@link #MAX_READ_BYTES}, to the start of {@code target}. */
    public void next(byte[] target, int length) {
        try {
            cipher.update(input, 0, length, target, 0);
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
