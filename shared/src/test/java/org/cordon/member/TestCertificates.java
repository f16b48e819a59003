// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that our authority would not issue, signed with its key. */
final class TestCertificates {
    private TestCertificates() {}

    /** What to put into a certificate besides a key and dates around the test's moment. */
    record Shape(boolean isAuthority, boolean clientOnly, Optional<ASN1Encodable> binding) {
        static Shape node(Optional<ASN1Encodable> binding) {
            return new Shape(false, false, binding);
        }
    }

    static X509Certificate issue(CertificateAuthority authority, PublicKey key, Shape shape) throws Exception {
        Instant now = TestConsortium.NOW;
        KeyPurposeId[] purposes = shape.clientOnly()
                ? new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth}
                : new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth};
        var builder = new JcaX509v3CertificateBuilder(
                        X500Name.getInstance(authority
                                .certificate()
                                .getSubjectX500Principal()
                                .getEncoded()),
                        BigInteger.TEN,
                        Date.from(now.minusSeconds(60)),
                        Date.from(now.plusSeconds(60)),
                        new X500Name("CN=odd"),
                        key)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(shape.isAuthority()))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        if (shape.binding().isPresent()) {
            builder.addExtension(
                    new ASN1ObjectIdentifier(CertificateBinding.OID),
                    false,
                    shape.binding().get());
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.key())));
    }

    static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
