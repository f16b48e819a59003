// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * Ed25519 of the JDK, for tools that must run without another provider.
 *
 * <p><b>Guarantees.</b> Public keys whose y is not below 2^255 - 19 and signatures whose s is not below the order are refused, so
 * that no key and no signature has a second spelling. ML-DSA-44 is answered with {@code false}.
 *
 * <p><b>Does not check</b> for points of small order: whoever lists a key trusts its holder.
 *
 * <p>Source: RFC 8032 section 5.1.
 */
public final class JdkEd25519 implements NoteVerifier {
    private static final String NAME = "Ed25519";
    private static final int KEY_BYTES = 32;
    private static final BigInteger FIELD = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    @Override
    public boolean verifies(VerifierKey.Algorithm algorithm, byte[] publicKey, byte[] message, byte[] signature) {
        if (algorithm.keyBytes() != KEY_BYTES
                || publicKey.length != KEY_BYTES
                || signature.length != algorithm.signatureBytes()) {
            return false;
        }
        EdECPoint point = point(publicKey);
        if (point.getY().compareTo(FIELD) >= 0) {
            return false;
        }
        try {
            PublicKey key = KeyFactory.getInstance(NAME)
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
            Signature verifier = Signature.getInstance(NAME);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    /** A signer whose secret is {@code seed}, 32 bytes: for tests and for tools without hardware. */
    public static NoteSigner signer(String name, VerifierKey.Algorithm algorithm, byte[] seed) {
        if (algorithm.keyBytes() != KEY_BYTES || seed.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "seed must be 32 bytes of an Ed25519 key, but was " + seed.length + " bytes for " + algorithm);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ED25519, new FixedRandom(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] raw = raw(((EdECPublicKey) pair.getPublic()).getPoint());
            return new Signer(VerifierKey.of(name, algorithm, raw), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks Ed25519", e);
        }
    }

    private static EdECPoint point(byte[] raw) {
        byte[] bigEndian = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            bigEndian[i] = raw[KEY_BYTES - 1 - i];
        }
        boolean odd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7f;
        return new EdECPoint(odd, new BigInteger(1, bigEndian));
    }

    private static byte[] raw(EdECPoint point) {
        byte[] bigEndian = point.getY().toByteArray();
        byte[] raw = new byte[KEY_BYTES];
        for (int i = 0; i < Math.min(KEY_BYTES, bigEndian.length); i++) {
            raw[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (point.isXOdd()) {
            raw[KEY_BYTES - 1] |= (byte) 0x80;
        }
        return raw;
    }

    private static final class Signer implements NoteSigner {
        private final VerifierKey key;
        private final PrivateKey secret;

        Signer(VerifierKey key, PrivateKey secret) {
            this.key = key;
            this.secret = secret;
        }

        @Override
        public VerifierKey key() {
            return key;
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signer = Signature.getInstance(NAME);
                signer.initSign(secret);
                signer.update(message);
                return signer.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java runtime cannot sign with Ed25519", e);
            }
        }

        @Override
        public String toString() {
            return "Signer";
        }
    }

    /** The JDK makes a pair from randomness only; this one is the seed. */
    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] seed;

        FixedRandom(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
