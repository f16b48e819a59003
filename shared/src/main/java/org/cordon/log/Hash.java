// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A SHA-256 value of 32 bytes in a Merkle tree: of a leaf, a node or a whole tree (RFC 6962 section 2.1). Immutable and public:
 * comparison is not constant-time.
 */
public final class Hash {
    /** Length of a hash in bytes. */
    public static final int BYTES = 32;

    /** The root of the tree without leaves: SHA-256 of nothing. */
    public static final Hash EMPTY_ROOT = new Hash(sha256().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] value;

    private Hash(byte[] value) {
        this.value = value;
    }

    /** Copies 32 bytes; any other length is an {@link IllegalArgumentException}. */
    public static Hash of(byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("hash must be 32 bytes, but was " + value.length);
        }
        return new Hash(value.clone());
    }

    /** Copies 32 bytes from {@code offset} on. */
    public static Hash of(byte[] buffer, int offset) {
        return new Hash(Arrays.copyOfRange(buffer, offset, offset + BYTES));
    }

    /** SHA-256(0x00 || leaf). */
    public static Hash ofLeaf(byte[] leaf) {
        MessageDigest sha = sha256();
        sha.update(LEAF);
        return new Hash(sha.digest(leaf));
    }

    /** SHA-256(0x01 || left || right). */
    public static Hash ofNode(Hash left, Hash right) {
        MessageDigest sha = sha256();
        sha.update(NODE);
        sha.update(left.value);
        return new Hash(sha.digest(right.value));
    }

    /** Plain SHA-256 of content, as files and blobs are named. */
    public static Hash ofContent(byte[] content) {
        return new Hash(sha256().digest(content));
    }

    /** Plain SHA-256 of text in UTF-8. */
    public static Hash ofText(String text) {
        return ofContent(text.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    public byte[] toByteArray() {
        return value.clone();
    }

    /** Copies the 32 bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(value, 0, target, offset, BYTES);
    }

    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** The first 12 hexadecimal digits. */
    @Override
    public String toString() {
        return hex().substring(0, 12);
    }
}
