// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value of 32 bytes; immutable, ordered as unsigned bytes. Public data: comparison is not constant-time. */
public final class Digest implements Comparable<Digest> {
    /** Length of a digest in bytes. */
    public static final int BYTES = 32;

    /** 32 zero bytes: stands where there is no digest yet, and is the digest of nothing. */
    public static final Digest ZERO = new Digest(new byte[BYTES]);

    private final byte[] value;

    private Digest(byte[] value) {
        this.value = value;
    }

    /** Copies 32 bytes; any other length is an {@link IllegalArgumentException}. */
    public static Digest of(byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("digest must be 32 bytes, but was " + value.length);
        }
        return new Digest(value.clone());
    }

    /** Parses 64 hexadecimal digits. */
    public static Digest parseHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    public byte[] toByteArray() {
        return value.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    /** The first 12 hexadecimal digits, as operator logs print digests. */
    public String shortHex() {
        return hex().substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(value, digest.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return shortHex();
    }
}
