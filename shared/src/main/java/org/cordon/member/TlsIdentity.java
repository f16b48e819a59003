// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a TLS endpoint is set up with: the node's certificate chain, its private key, and the one trusted authority.
 *
 * <p><b>Guarantees.</b> The key is that of the first certificate, which is for P-256; never printed.
 *
 * <p><b>Does not check</b> dates or the chain: peers do, with {@link PeerVerifier}.
 */
public final class TlsIdentity {
    private static final byte[] CHALLENGE = {'c', 'o', 'r', 'd', 'o', 'n'};

    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final X509Certificate trustAnchor;

    private TlsIdentity(List<X509Certificate> chain, PrivateKey key, X509Certificate trustAnchor) {
        this.chain = chain;
        this.key = key;
        this.trustAnchor = trustAnchor;
    }

    /** Puts the three together; the node's own certificate comes first in the chain. */
    public static TlsIdentity of(List<X509Certificate> chain, PrivateKey key, X509Certificate trustAnchor) {
        if (chain.isEmpty() || !P256.isP256(chain.get(0).getPublicKey())) {
            throw new IllegalArgumentException("chain must begin with a certificate for a P-256 key, but was "
                    + (chain.isEmpty() ? "empty" : chain.get(0).getPublicKey().getAlgorithm()));
        }
        requireMatch(chain.get(0), key);
        return new TlsIdentity(List.copyOf(chain), key, trustAnchor);
    }

    /** The node's certificate first; without the trust anchor. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** Whether less than a third of the node's certificate's life is left: time to renew it. */
    public boolean isDue(Instant now) {
        Instant end = chain.get(0).getNotAfter().toInstant();
        Duration life = Duration.between(chain.get(0).getNotBefore().toInstant(), end);
        return Duration.between(now, end).compareTo(life.dividedBy(3)) < 0;
    }

    /** The P-256 private key of the first certificate. */
    public PrivateKey privateKey() {
        return key;
    }

    /** Whether the private key is in a token, which it never leaves. */
    public boolean isInHardware() {
        return key.getFormat() == null;
    }

    /** The consortium's authority, the only one trusted. */
    public X509Certificate trustAnchor() {
        return trustAnchor;
    }

    static void requireMatch(X509Certificate certificate, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(CHALLENGE);
            byte[] signed = signature.sign();
            // Of another provider, where the private key is in hardware.
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(CHALLENGE);
            if (verifier.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException unfit) {
            throw new IllegalArgumentException("private key must be a P-256 key, but was " + key.getAlgorithm(), unfit);
        }
        throw new IllegalArgumentException("private key must belong to the certificate of "
                + Quoted.of(certificate.getSubjectX500Principal().getName()) + ", but was another key");
    }

    @Override
    public String toString() {
        return "TlsIdentity";
    }
}
