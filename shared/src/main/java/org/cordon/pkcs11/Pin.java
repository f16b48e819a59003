// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The user PIN of a token; never prints, {@link #close()} wipes it. */
public final class Pin implements AutoCloseable {
    private static final int MAX_CHARACTERS = 255;

    private final byte[] utf8;

    private Pin(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Copies the PIN; the caller keeps and should wipe its own array. */
    public static Pin of(char[] pin) {
        if (pin.length == 0 || pin.length > MAX_CHARACTERS) {
            throw new IllegalArgumentException("PIN must be 1 to 255 characters, but was " + pin.length);
        }
        byte[] encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(pin)).array();
        int end = encoded.length;
        while (end > 0 && encoded[end - 1] == 0) {
            end--;
        }
        try {
            return new Pin(Arrays.copyOf(encoded, end));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** A copy that the caller must wipe. */
    byte[] copyBytes() {
        return utf8.clone();
    }

    @Override
    public void close() {
        Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public String toString() {
        return "Pin";
    }
}
