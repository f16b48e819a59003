// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key of 32 bytes (RFC 8032), decoded once.
 *
 * <p><b>Guarantees.</b> The encoding is canonical and the point has prime order: small-order and mixed-order keys are
 * refused, so a signature verifies the same way under every correct implementation.
 *
 * <p>Immutable; equality is that of the bytes.
 */
public final class VerifyKey {
    /** Length of a key in bytes. */
    public static final int BYTES = 32;

    private final byte[] value;
    private final Ed25519.PublicPoint point;

    private VerifyKey(byte[] value, Ed25519.PublicPoint point) {
        this.value = value;
        this.point = point;
    }

    /** Copies and decodes 32 bytes; anything that is not a sound key is an {@link IllegalArgumentException}. */
    public static VerifyKey of(byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("verify key must be 32 bytes, but was " + value.length);
        }
        byte[] copy = value.clone();
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(copy, 0);
        if (point == null) {
            throw new IllegalArgumentException("verify key must be a canonical point of prime order, but was "
                    + HexFormat.of().formatHex(copy));
        }
        return new VerifyKey(copy, point);
    }

    public byte[] toByteArray() {
        return value.clone();
    }

    Ed25519.PublicPoint point() {
        return point;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyKey key && Arrays.equals(value, key.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** The first 12 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(value, 0, 6);
    }
}
