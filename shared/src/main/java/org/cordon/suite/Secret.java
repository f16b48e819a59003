// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A 32-byte secret: key, mask seed or share source.
 *
 * <p><b>Guarantees.</b> Never prints its value, compares in constant time, {@link #close()} overwrites the bytes; a
 * closed secret refuses every use.
 *
 * <p><b>Does not check</b> that copies made by {@link #copyBytes()} are wiped: their holder must, with
 * {@link Arrays#fill}.
 */
public final class Secret implements AutoCloseable {
    /** Length of a secret in bytes. */
    public static final int BYTES = 32;

    private final byte[] value;
    private boolean closed;

    private Secret(byte[] value) {
        this.value = value;
    }

    /** Copies 32 bytes; the caller keeps and should wipe its own array. */
    public static Secret of(byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("secret must be 32 bytes, but was " + value.length);
        }
        return new Secret(value.clone());
    }

    /** Draws 32 bytes. */
    public static Secret random(Randomness randomness) {
        byte[] value = new byte[BYTES];
        randomness.nextBytes(value);
        return new Secret(value);
    }

    /** A copy that the caller must wipe. */
    public byte[] copyBytes() {
        requireOpen();
        return value.clone();
    }

    /** An independent secret with the same value, to be closed on its own. */
    public Secret copy() {
        requireOpen();
        return new Secret(value.clone());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the secret was closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(value, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && !closed
                && !secret.closed
                && MessageDigest.isEqual(value, secret.value);
    }

    /** The same for every secret: a hash of the value would be a guess oracle. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
