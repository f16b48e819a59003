// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signature;
import org.cordon.suite.Signer;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/** The value of the extension, not verified. */
record BindingExtension(VerifyKey key, Signature signature) {
    private static final int PAYLOAD = 96;
    private static final int KEY = 32;

    /** DER of an OCTET STRING within the OCTET STRING that every X.509 extension value is. */
    private static final byte[] DER_HEADER = {0x04, PAYLOAD + 2, 0x04, PAYLOAD};

    static BindingExtension sign(PublicKey tlsKey, Signer identity) {
        Bytes keyInfo = Bytes.wrap(tlsKey.getEncoded());
        return new BindingExtension(identity.verifyKey(), identity.sign(CertificateBinding.TYPE, keyInfo));
    }

    static Optional<BindingExtension> decode(byte[] der) {
        int header = DER_HEADER.length;
        if (der.length != header + PAYLOAD || !Arrays.equals(der, 0, header, DER_HEADER, 0, header)) {
            return Optional.empty();
        }
        try {
            VerifyKey key = VerifyKey.of(Arrays.copyOfRange(der, header, header + KEY));
            Signature signature = Signature.of(Arrays.copyOfRange(der, header + KEY, der.length));
            return Optional.of(new BindingExtension(key, signature));
        } catch (IllegalArgumentException unfit) {
            return Optional.empty();
        }
    }

    boolean signs(PublicKey tlsKey) {
        return Verifier.verify(key, CertificateBinding.TYPE, Bytes.wrap(tlsKey.getEncoded()), signature);
    }

    DEROctetString toAsn1() {
        byte[] payload = Arrays.copyOf(key.toByteArray(), PAYLOAD);
        System.arraycopy(signature.toByteArray(), 0, payload, KEY, Signature.BYTES);
        return new DEROctetString(payload);
    }
}
