// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.jspecify.annotations.Nullable;

/** A P-256 key in a token: it has no encoding, and signs digests. */
final class TokenPrivateKey implements PrivateKey {
    private static final long serialVersionUID = 1L;
    private static final int HALF = 32;
    private static final byte[] CHALLENGE = {'c', 'o', 'r', 'd', 'o', 'n'};

    private final transient Token token;
    private final transient long key;
    private final transient PublicKey publicKey;

    TokenPrivateKey(Token token, long key, PublicKey publicKey) {
        this.token = token;
        this.key = key;
        this.publicKey = publicKey;
        TokenProvider.install();
    }

    /** ECDSA over a SHA-256 digest, as DER (RFC 3279 section 2.2.3). */
    byte[] signDigest(byte[] digest) throws InvalidKeyException {
        byte[] raw = token.objects().sign(Mechanism.SIGN_P256, key, digest);
        if (raw.length != 2 * HALF) {
            throw new InvalidKeyException("the token's signature must be 64 bytes, but was " + raw.length);
        }
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(raw, HALF))));
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, HALF, raw.length))));
        try {
            return new DERSequence(numbers).getEncoded(ASN1Encoding.DER);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Signs once and verifies: the handle is that of the public key. */
    void prove() throws TokenRefused {
        try {
            Signature signature = Signature.getInstance(TokenProvider.ALGORITHM);
            signature.initSign(this);
            signature.update(CHALLENGE);
            byte[] signed = signature.sign();
            Signature verifier = Signature.getInstance(TokenProvider.ALGORITHM);
            verifier.initVerify(publicKey);
            verifier.update(CHALLENGE);
            if (verifier.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException unfit) {
            throw token.objects().differs("P-256 key");
        }
        throw token.objects().differs("P-256 key");
    }

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    @Override
    @SuppressWarnings("NullAway") // the JDK's contract for keys without an encoding
    public @Nullable String getFormat() {
        return null;
    }

    @Override
    @SuppressWarnings({"NullAway", "PMD"}) // the JDK's contract for keys without an encoding
    public byte @Nullable [] getEncoded() {
        return null;
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("TokenPrivateKey");
    }

    @Override
    public String toString() {
        return "TokenPrivateKey";
    }
}
