// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

/**
 * The public half of a member's epoch key: X25519 (RFC 7748) and ML-KEM-768 (FIPS 203).
 *
 * <p><b>Guarantees.</b> The lengths hold and the encapsulation key passes the modulus check of FIPS 203 section 7.2.
 *
 * <p><b>Does not check</b> the X25519 key for low order; {@link PairAgreement} refuses the all-zero output it gives.
 *
 * @param x25519 32 bytes
 * @param mlkem768 the encapsulation key, 1184 bytes
 */
public record HybridPublicKey(Bytes x25519, Bytes mlkem768) {
    /** Length of an X25519 key in bytes. */
    public static final int X25519_BYTES = 32;
    /** Length of an ML-KEM-768 encapsulation key in bytes. */
    public static final int MLKEM768_BYTES = 1184;

    private static final int MODULUS = 3329;
    /** k * 256 coefficients of 12 bits, k = 3; the 32 bytes of rho after them are free. */
    private static final int COEFFICIENT_BYTES = 1152;

    public HybridPublicKey {
        if (x25519.size() != X25519_BYTES) {
            throw new IllegalArgumentException("x25519 must be 32 bytes, but was " + x25519.size());
        }
        if (mlkem768.size() != MLKEM768_BYTES) {
            throw new IllegalArgumentException("mlkem768 must be 1184 bytes, but was " + mlkem768.size());
        }
        if (!coefficientsReduced(mlkem768.toByteArray())) {
            throw new IllegalArgumentException("mlkem768 must have every coefficient below 3329, but had a larger one");
        }
    }

    private static boolean coefficientsReduced(byte[] key) {
        for (int i = 0; i < COEFFICIENT_BYTES; i += 3) {
            int triple = (key[i] & 0xff) | ((key[i + 1] & 0xff) << 8) | ((key[i + 2] & 0xff) << 16);
            if ((triple & 0xfff) >= MODULUS || triple >>> 12 >= MODULUS) {
                return false;
            }
        }
        return true;
    }
}
