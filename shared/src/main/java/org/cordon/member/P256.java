// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;

/** Keys of TLS certificates: ECDSA over P-256, the one kind that every TLS stack in use takes. */
final class P256 {
    /** Every P-256 SubjectPublicKeyInfo in DER starts with these 26 bytes; the 65 of an uncompressed point follow. */
    private static final int SPKI_BYTES = 91;

    private static final int FIELD_BITS = 256;

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

    static boolean isP256(PublicKey key) {
        return key instanceof ECPublicKey ec
                && ec.getParams().getOrder().bitLength() == FIELD_BITS
                && ec.getEncoded().length == SPKI_BYTES
                && ec.getParams().toString().contains("secp256r1");
    }

    /** SHA-256 of the SubjectPublicKeyInfo, as the manifest carries it. */
    static Digest keyDigest(PublicKey key) {
        return Hashes.sha256(key.getEncoded());
    }
}
