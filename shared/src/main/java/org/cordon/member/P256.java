// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;

/** Keys of TLS certificates: ECDSA over P-256, the one kind that every TLS stack in use takes. */
final class P256 {
    /** DER before the point: two sequences, id-ecPublicKey, prime256v1, bit string; 0x04 opens an uncompressed point. */
    private static final byte[] SPKI_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final int POINT_BYTES = 64;

    private P256() {}

    static KeyPair generate(Randomness randomness) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), new InjectedRandom(randomness));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no P-256 keys (module jdk.crypto.ec)", e);
        }
    }

    static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** The public half of a private key whose scalar is in memory. */
    static PublicKey publicKey(PrivateKey key) throws GeneralSecurityException {
        if (!(key instanceof ECPrivateKey scalar)) {
            throw new GeneralSecurityException("key must be an EC key in memory, but was " + key.getAlgorithm());
        }
        var point = new FixedPointCombMultiplier()
                .multiply(CustomNamedCurves.getByName("P-256").getG(), scalar.getS())
                .normalize();
        ECPoint affine = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(affine, scalar.getParams()));
    }

    /** Whether {@code key} is encoded as RFC 5480 prescribes for a named curve, here P-256. */
    static boolean isP256(PublicKey key) {
        byte[] info = key.getEncoded();
        int prefix = SPKI_PREFIX.length;
        return info.length == prefix + POINT_BYTES && Arrays.equals(info, 0, prefix, SPKI_PREFIX, 0, prefix);
    }

    /** SHA-256 of the SubjectPublicKeyInfo, as the manifest carries it. */
    static Digest keyDigest(PublicKey key) {
        return Hashes.sha256(key.getEncoded());
    }
}
