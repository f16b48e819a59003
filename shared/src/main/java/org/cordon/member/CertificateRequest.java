// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.suite.VerifyKey;

/**
 * What a node sends to get a certificate: PKCS#10 (RFC 2986) for a P-256 key with the {@link CertificateBinding} as its
 * one requested extension.
 *
 * <p><b>Guarantees.</b> Holding one means: whoever made it holds the TLS key (it signed the request) and the identity key
 * (it signed the binding to that TLS key). The subject is ignored: names come from the manifest.
 *
 * <p><b>Does not check</b> who that is: the manifest pins both keys.
 */
public final class CertificateRequest {
    /** Greatest length of the encoding. */
    public static final int MAX_BYTES = 1024;

    private final Bytes der;
    private final PublicKey key;
    private final BindingExtension binding;

    private CertificateRequest(Bytes der, PublicKey key, BindingExtension binding) {
        this.der = der;
        this.key = key;
        this.binding = binding;
    }

    /** Asks for a certificate for {@code tlsKey}, which {@code tlsPrivate} belongs to. */
    public static CertificateRequest create(
            PublicKey tlsKey, PrivateKey tlsPrivate, Signer identity, Randomness randomness) {
        BindingExtension binding = BindingExtension.sign(tlsKey, identity);
        try {
            ExtensionsGenerator wanted = new ExtensionsGenerator();
            wanted.addExtension(new ASN1ObjectIdentifier(CertificateBinding.OID), false, binding.toAsn1());
            PKCS10CertificationRequest request = new JcaPKCS10CertificationRequestBuilder(
                            new X500Name("CN=node"), tlsKey)
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setSecureRandom(new InjectedRandom(randomness))
                            .build(tlsPrivate));
            return decode(Bytes.wrap(request.getEncoded()));
        } catch (IOException | OperatorCreationException unfit) {
            throw new IllegalArgumentException("tlsPrivate must be a P-256 key, but was not usable as one", unfit);
        }
    }

    /** Reads and verifies an encoding, or throws {@link MalformedBody}. */
    public static CertificateRequest decode(Bytes der) {
        if (der.size() > MAX_BYTES) {
            throw unfit("must be at most " + MAX_BYTES + " bytes, but was " + der.size());
        }
        try {
            byte[] encoded = der.toByteArray();
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(encoded);
            PublicKey key = request.getPublicKey();
            if (!Arrays.equals(encoded, request.getEncoded()) || !P256.isP256(key)) {
                throw unfit("must be DER for a P-256 key, but was not");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw unfit("must be signed with its own key, but was not");
            }
            return new CertificateRequest(der, key, binding(request, key));
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException malformed) {
            throw unfit("must be PKCS#10, but was not");
        }
    }

    private static BindingExtension binding(PKCS10CertificationRequest request, PublicKey key) throws IOException {
        Extensions wanted = request.getRequestedExtensions();
        Extension extension =
                wanted == null ? null : wanted.getExtension(new ASN1ObjectIdentifier(CertificateBinding.OID));
        if (extension == null || wanted.getExtensionOIDs().length != 1) {
            throw unfit("must ask for the extension with the identity key and no other, but did not");
        }
        return BindingExtension.decode(extension.getExtnValue().getEncoded())
                .filter(found -> found.signs(key))
                .orElseThrow(() -> unfit("must bind its key to an identity key, but the binding was forged"));
    }

    private static MalformedBody unfit(String rule) {
        return new MalformedBody("certificate request " + rule);
    }

    /** DER. */
    public Bytes exact() {
        return der;
    }

    /** The P-256 key that the certificate is for. */
    public PublicKey key() {
        return key;
    }

    /** SHA-256 of the key's SubjectPublicKeyInfo, as the manifest carries it. */
    public Digest keyDigest() {
        return P256.keyDigest(key);
    }

    /** The identity key that vouched for the TLS key. */
    public VerifyKey identity() {
        return binding.key();
    }

    BindingExtension binding() {
        return binding;
    }

    @Override
    public String toString() {
        return "CertificateRequest[" + keyDigest() + "]";
    }
}
