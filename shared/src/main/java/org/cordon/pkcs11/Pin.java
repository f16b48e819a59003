// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The user PIN of a token; never prints, {@link #close()} wipes it. */
public final class Pin implements AutoCloseable {
    private static final int MAX_CHARACTERS = 255;
    private static final int MAX_UTF8 = 3;

    private final byte[] utf8;

    private Pin(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Copies the PIN; the caller keeps and should wipe its own array. */
    public static Pin of(char[] pin) {
        if (pin.length == 0 || pin.length > MAX_CHARACTERS) {
            throw new IllegalArgumentException("PIN must be 1 to 255 characters, but was " + pin.length);
        }
        ByteBuffer encoded = ByteBuffer.allocate(MAX_UTF8 * pin.length);
        try {
            if (StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(pin), encoded, true)
                    .isError()) {
                throw new IllegalArgumentException("PIN must be well-formed text, but was not");
            }
            return new Pin(Arrays.copyOf(encoded.array(), encoded.position()));
        } finally {
            Arrays.fill(encoded.array(), (byte) 0);
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
