// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash function of css/1: {@code H(label; fields)} = SHA-256 over {@code LP("css/1/" + label)} and LP of each field
 * (docs/protocol.md, Parameters). Integers among the fields are big-endian, member indexes and attempts of two bytes,
 * epochs and rounds of four.
 */
public final class Hashes {
    private Hashes() {}

    /** {@code H(label; fields)}. */
    public static Digest h(HashLabel label, byte[]... fields) {
        FieldHash hash = new FieldHash(label);
        for (byte[] field : fields) {
            hash.field(field);
        }
        return hash.digest();
    }

    /** Starts {@code H(label; ...)} for fields of several types. */
    public static FieldHash start(HashLabel label) {
        return new FieldHash(label);
    }

    /** {@code H(v) = H("blob"; v)}. */
    public static Digest blob(byte[] value) {
        return h(HashLabel.BLOB, value);
    }

    public static Digest blob(Bytes value) {
        return blob(value.toByteArray());
    }

    /** Plain SHA-256 (FIPS 180-4) of the parts in a row, for formats that css/1 does not label. */
    public static Digest sha256(byte[]... parts) {
        MessageDigest sha = newSha256();
        for (byte[] part : parts) {
            sha.update(part);
        }
        return Digest.of(sha.digest());
    }

    /** A member index or attempt as a field. */
    public static byte[] u16(int value) {
        return new Transcript(2).u16(value).toByteArray();
    }

    /** An epoch or round as a field. */
    public static byte[] u32(long value) {
        return new Transcript(4).u32(value).toByteArray();
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
