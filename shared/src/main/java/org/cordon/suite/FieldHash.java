// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * One labelled hash under construction: {@code H(label; fields)} = SHA-256 over {@code LP("css/1/" + label)} and LP of
 * each field (docs/protocol.md, Parameters). Secret fields are committed to without leaving copies behind.
 *
 * <p>Not thread-safe; use once.
 */
public final class FieldHash {
    private final MessageDigest sha = Hashes.newSha256();

    FieldHash(HashLabel label) {
        field(label.prefixed());
    }

    /** Adds one field. */
    public FieldHash field(byte[] value) {
        length(value.length);
        sha.update(value);
        return this;
    }

    /** Adds what remains of the buffer, without a copy of it in memory; its position stays. */
    public FieldHash field(ByteBuffer value) {
        length(value.remaining());
        sha.update(value.duplicate());
        return this;
    }

    public FieldHash field(Bytes value) {
        return field(value.toByteArray());
    }

    public FieldHash field(Digest value) {
        return field(value.toByteArray());
    }

    public FieldHash field(Secret value) {
        byte[] copy = value.copyBytes();
        try {
            return field(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** Adds a two-byte field: a member index or an attempt. */
    public FieldHash u16(int value) {
        return field(Hashes.u16(value));
    }

    /** Adds a four-byte field: an epoch or a round. */
    public FieldHash u32(int value) {
        return field(Hashes.u32(value));
    }

    public Digest digest() {
        byte[] value = new byte[Digest.BYTES];
        try {
            sha.digest(value, 0, value.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 failed", e);
        }
        return Digest.of(value);
    }

    private void length(int value) {
        sha.update((byte) (value >>> 24));
        sha.update((byte) (value >>> 16));
        sha.update((byte) (value >>> 8));
        sha.update((byte) value);
    }
}
