// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;

/**
 * The certificate authority of one consortium: a self-signed P-256 root that issues node certificates.
 *
 * <p><b>Guarantees.</b> Node certificates are for P-256 keys, for TLS client and server, name their hosts, carry a
 * {@link CertificateBinding}, do not outlive the root, and cannot issue further ones (path length 0, RFC 5280).
 *
 * <p><b>Does not check</b> that a node holds the private key it asks a certificate for: only its binding says so, and
 * the manifest pins both keys. The authority alone admits nobody.
 */
public final class CertificateAuthority {
    /** Certificates begin this much before they are made, for peers whose clock is behind. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

    private static final int SERIAL_BYTES = 16;
    private static final String SIGNATURE = "SHA256withECDSA";

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final Randomness randomness;
    private final InstantSource clock;

    private CertificateAuthority(
            X509Certificate certificate, PrivateKey key, Randomness randomness, InstantSource clock) {
        this.certificate = certificate;
        this.key = key;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Makes a new root. */
    public static CertificateAuthority create(
            String consortium, Duration validity, Randomness randomness, InstantSource clock) {
        Member.requireName("consortium", consortium);
        requirePositive(validity);
        KeyPair pair = P256.generate(randomness);
        X500Name name = name(consortium, "authority");
        try {
            X509v3CertificateBuilder builder = begin(name, name, pair.getPublic(), validity, randomness, clock)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            X509Certificate root = sign(builder, pair.getPrivate(), randomness);
            return new CertificateAuthority(root, pair.getPrivate(), randomness, clock);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make the certificate of the authority", e);
        }
    }

    /** Reopens a root from its files; the key must be that of the certificate. */
    static CertificateAuthority of(
            X509Certificate certificate, PrivateKey key, Randomness randomness, InstantSource clock) {
        TlsIdentity.requireMatch(certificate, key);
        return new CertificateAuthority(certificate, key, randomness, clock);
    }

    /** SHA-256 of the SubjectPublicKeyInfo of a certificate, as foundings and manifests carry it. */
    public static Digest keyDigest(X509Certificate certificate) {
        return P256.keyDigest(certificate.getPublicKey());
    }

    /** The root, the trust anchor of every node. */
    public X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    /**
     * Issues a node certificate.
     *
     * @param name the node's name in the manifest, the common name of the subject
     * @param tlsKey the node's P-256 key
     * @param identity signs the binding; only its public half goes into the certificate
     * @param hosts DNS names and IP addresses under which the node is reached, at least one
     * @param validity how long from now; must end before the root does
     */
    public X509Certificate issue(
            String name, PublicKey tlsKey, Signer identity, List<String> hosts, Duration validity) {
        return issue(name, tlsKey, BindingExtension.sign(tlsKey, identity), hosts, validity);
    }

    /** Issues a node certificate for the keys of {@code request}, under the name that the manifest has for them. */
    public X509Certificate issue(String name, CertificateRequest request, List<String> hosts, Duration validity) {
        return issue(name, request.key(), request.binding(), hosts, validity);
    }

    private X509Certificate issue(
            String name, PublicKey tlsKey, BindingExtension binding, List<String> hosts, Duration validity) {
        Member.requireName("name", name);
        requirePositive(validity);
        if (!P256.isP256(tlsKey)) {
            throw new IllegalArgumentException("tlsKey must be a P-256 key, but was " + tlsKey.getAlgorithm());
        }
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("hosts must be at least one name or address, but was empty");
        }
        if (clock.instant().plus(validity).isAfter(certificate.getNotAfter().toInstant())) {
            throw new IllegalArgumentException("validity must end before the authority's on "
                    + certificate.getNotAfter().toInstant() + ", but was " + validity);
        }
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        X500Name subject = name(consortium(issuer), name);
        try {
            X509v3CertificateBuilder builder = begin(issuer, subject, tlsKey, validity, randomness, clock);
            addNodeExtensions(builder, tlsKey, hosts);
            builder.addExtension(new ASN1ObjectIdentifier(CertificateBinding.OID), false, binding.toAsn1());
            return sign(builder, key, randomness);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make the certificate of " + name, e);
        }
    }

    private void addNodeExtensions(X509v3CertificateBuilder builder, PublicKey tlsKey, List<String> hosts)
            throws GeneralSecurityException, CertIOException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        GeneralName[] names = hosts.stream()
                .map(HostName::of)
                .distinct()
                .map(host ->
                        new GeneralName(host.isAddress() ? GeneralName.iPAddress : GeneralName.dNSName, host.text()))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        identifiers.createAuthorityKeyIdentifier(certificate.getPublicKey()))
                .addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(tlsKey));
    }

    private static X509v3CertificateBuilder begin(
            X500Name issuer,
            X500Name subject,
            PublicKey key,
            Duration validity,
            Randomness randomness,
            InstantSource clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        byte[] serial = new byte[SERIAL_BYTES];
        randomness.nextBytes(serial);
        serial[0] = (byte) ((serial[0] & 0x7f) | 0x40);
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(1, serial),
                Date.from(now.minus(CLOCK_TOLERANCE)),
                Date.from(now.plus(validity)),
                subject,
                key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key, Randomness randomness)
            throws GeneralSecurityException {
        try {
            ContentSigner signer = new JcaContentSignerBuilder(SIGNATURE)
                    .setSecureRandom(new InjectedRandom(randomness))
                    .build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("cannot sign with " + SIGNATURE, e);
        }
    }

    private static X500Name name(String consortium, String node) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, consortium)
                .addRDN(BCStyle.CN, node)
                .build();
    }

    private static String consortium(X500Name issuer) {
        return issuer.getRDNs(BCStyle.O)[0].getFirst().getValue().toString();
    }

    private static void requirePositive(Duration validity) {
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("validity must be positive, but was " + validity);
        }
    }
}
