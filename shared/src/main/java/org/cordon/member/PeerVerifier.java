// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cordon.member.PeerOutcome.Accepted;
import org.cordon.member.PeerOutcome.Refused;

/**
 * Tells from a TLS peer's certificate which entry of the manifest it is.
 *
 * <p><b>Guarantees.</b> {@link Accepted} means: issued by the consortium's authority (PKIX path validation, RFC 5280
 * section 6), within its dates by the injected clock, a node certificate for P-256, with the expected host if one was
 * given, its identity key signed for its TLS key, and the manifest names both keys for this one entry.
 *
 * <p><b>Does not check</b> that the peer holds the TLS private key (the handshake does), nor revocation lists: a node is
 * removed by a new manifest.
 */
public final class PeerVerifier {
    private final CertificateRules certificates;
    private final Manifest manifest;

    public PeerVerifier(X509Certificate authority, VerifiedManifest manifest, InstantSource clock) {
        this.certificates = new CertificateRules(authority, clock);
        this.manifest = manifest.manifest();
    }

    /** Accepts only a member; its address does not matter, as members dial out. */
    public PeerOutcome member(List<X509Certificate> chain) {
        return inRole(verify(chain, Optional.empty()), false);
    }

    /** Accepts only the coordinator, and only under the host that was dialled (DNS name or IP literal). */
    public PeerOutcome coordinator(List<X509Certificate> chain, String host) {
        return inRole(verify(chain, Optional.of(HostName.of(host))), true);
    }

    private static PeerOutcome inRole(PeerOutcome outcome, boolean coordinator) {
        return outcome instanceof Accepted accepted && accepted.peer().isCoordinator() != coordinator
                ? new PeerOutcome.WrongRole(accepted.peer())
                : outcome;
    }

    private PeerOutcome verify(List<X509Certificate> chain, Optional<HostName> host) {
        if (chain.isEmpty()) {
            return new PeerOutcome.NoCertificate();
        }
        X509Certificate leaf = chain.get(0);
        Optional<Refused> refused = certificates.check(leaf, host);
        return refused.isPresent() ? refused.get() : identify(leaf);
    }

    private PeerOutcome identify(X509Certificate leaf) {
        CertificateBinding binding = CertificateBinding.verify(leaf);
        if (binding instanceof CertificateBinding.Bound bound) {
            return manifest.find(bound.identity())
                    .map(peer -> withKey(peer, leaf))
                    .orElseGet(() -> new PeerOutcome.UnknownMember(CertificateRules.subject(leaf)));
        }
        return binding instanceof CertificateBinding.Missing
                ? new PeerOutcome.BindingMissing(CertificateRules.subject(leaf))
                : new PeerOutcome.BindingForged(CertificateRules.subject(leaf));
    }

    private static PeerOutcome withKey(Member peer, X509Certificate leaf) {
        return P256.keyDigest(leaf.getPublicKey()).equals(peer.certificateKey())
                ? new Accepted(peer)
                : new PeerOutcome.WrongCertificateKey(peer);
    }
}
