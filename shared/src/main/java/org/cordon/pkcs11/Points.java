// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.cordon.suite.VerifyKey;

/** Curves and points as tokens write them: raw, or wrapped in an OCTET STRING or BIT STRING of DER. */
final class Points {
    /** 1.3.101.112 (RFC 8410). */
    static final byte[] ED25519_OID = HexFormat.of().parseHex("06032b6570");

    /** PrintableString "edwards25519" (PKCS#11 v3.0 section 2.3.10). */
    static final byte[] ED25519_NAME = HexFormat.of().parseHex("130c656477617264733235353139");

    /** 1.2.840.10045.3.1.7, prime256v1 (RFC 5480). */
    static final byte[] P256_OID = HexFormat.of().parseHex("06082a8648ce3d030107");

    private static final int ED25519_BYTES = 32;
    private static final int COORDINATE_BYTES = 32;
    private static final int P256_BYTES = 1 + 2 * COORDINATE_BYTES;
    private static final byte OCTET_STRING = 0x04;
    private static final byte BIT_STRING = 0x03;
    private static final byte UNCOMPRESSED = 0x04;

    private Points() {}

    static VerifyKey ed25519(byte[] point) {
        return VerifyKey.of(unwrap(point, ED25519_BYTES));
    }

    /** An uncompressed point of P-256. */
    static PublicKey p256(byte[] point) {
        byte[] bare = unwrap(point, P256_BYTES);
        if (bare[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException("point must be uncompressed, but was not");
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(bare, 1, 1 + COORDINATE_BYTES));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(bare, 1 + COORDINATE_BYTES, bare.length));
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            return KeyFactory.getInstance("EC")
                    .generatePublic(
                            new ECPublicKeySpec(new ECPoint(x, y), curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException unfit) {
            throw new IllegalArgumentException("point must be one of P-256, but was not", unfit);
        }
    }

    private static byte[] unwrap(byte[] point, int length) {
        if (point.length == length) {
            return point;
        }
        if (point.length == length + 2 && point[0] == OCTET_STRING && point[1] == length) {
            return Arrays.copyOfRange(point, 2, point.length);
        }
        if (point.length == length + 3 && point[0] == BIT_STRING && point[1] == length + 1 && point[2] == 0) {
            return Arrays.copyOfRange(point, 3, point.length);
        }
        throw new IllegalArgumentException("point must be " + length + " bytes, but was " + point.length);
    }
}
