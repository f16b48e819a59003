// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.cert.X509Certificate;
import org.cordon.suite.VerifyKey;

/**
 * Whether a TLS certificate carries an identity key that signed for the certificate's own key.
 *
 * <p>The private extension {@value #OID} (not critical) holds one DER OCTET STRING of 96 bytes: the Ed25519 public key
 * (32), then its signature (64) of type "certificate-binding" over the DER SubjectPublicKeyInfo of the certificate. The
 * identifier lies under 2.999, the arc that ITU-T X.660 keeps for examples: only nodes of one consortium read it.
 *
 * <p><b>Guarantees.</b> {@link Bound} means that the holder of the identity key vouched for this TLS key.
 *
 * <p><b>Does not check</b> chain, dates or membership: {@link PeerVerifier} does.
 */
public sealed interface CertificateBinding {
    /** Object identifier of the extension. */
    String OID = "2.999.67.1";

    /** Signature type of the binding. */
    String TYPE = "certificate-binding";

    /** The identity key and the certificate's key belong together. */
    record Bound(VerifyKey identity) implements CertificateBinding {}

    /** No such extension. */
    record Missing() implements CertificateBinding {}

    /** Malformed, an unfit identity key, or a signature that does not verify for this certificate's key. */
    record Forged() implements CertificateBinding {}

    /** Reads and verifies the binding of {@code certificate}. */
    static CertificateBinding verify(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(OID);
        if (extension == null) {
            return new Missing();
        }
        return BindingExtension.decode(extension)
                .filter(binding -> binding.signs(certificate.getPublicKey()))
                .<CertificateBinding>map(binding -> new Bound(binding.key()))
                .orElseGet(Forged::new);
    }
}
