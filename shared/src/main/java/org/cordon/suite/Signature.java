// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.util.Arrays;

/** An Ed25519 signature of 64 bytes (RFC 8032); holding one says nothing about its validity. */
public final class Signature {
    /** Length of a signature in bytes. */
    public static final int BYTES = 64;

    private final byte[] value;

    private Signature(byte[] value) {
        this.value = value;
    }

    /** Copies 64 bytes; any other length is an {@link IllegalArgumentException}. */
    public static Signature of(byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("signature must be 64 bytes, but was " + value.length);
        }
        return new Signature(value.clone());
    }

    public byte[] toByteArray() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature signature && Arrays.equals(value, signature.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "Signature";
    }
}
