// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final int NO_AUTHORITY = -1;

    private final X509Certificate authority;
    private final Manifest manifest;
    private final InstantSource clock;

    public PeerVerifier(X509Certificate authority, VerifiedManifest manifest, InstantSource clock) {
        this.authority = authority;
        this.manifest = manifest.manifest();
        this.clock = clock;
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
        Optional<Refused> refused = checkIssuer(leaf)
                .or(() -> checkDates(leaf))
                .or(() -> checkDates(authority))
                .or(() -> checkPath(leaf))
                .or(() -> checkPurpose(leaf))
                .or(() -> host.flatMap(expected -> checkHost(leaf, expected)));
        return refused.isPresent() ? refused.get() : identify(leaf);
    }

    private Optional<Refused> checkIssuer(X509Certificate leaf) {
        try {
            leaf.verify(authority.getPublicKey());
            return Optional.empty();
        } catch (GeneralSecurityException otherKey) {
            return Optional.of(
                    new PeerOutcome.WrongAuthority(leaf.getIssuerX500Principal().getName(), subject(authority)));
        }
    }

    private Optional<Refused> checkDates(X509Certificate certificate) {
        Instant now = clock.instant();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            return Optional.of(new PeerOutcome.NotYetValid(subject(certificate), from, now));
        }
        return now.isAfter(to) ? Optional.of(new PeerOutcome.Expired(subject(certificate), to, now)) : Optional.empty();
    }

    /** What is left of RFC 5280 once signature and dates passed: names, constraints, algorithms, critical extensions. */
    private Optional<Refused> checkPath(X509Certificate leaf) {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(clock.instant()));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
            return Optional.empty();
        } catch (GeneralSecurityException unfit) {
            return Optional.of(new PeerOutcome.NotANodeCertificate(
                    subject(leaf), "path validation (RFC 5280) failed: " + unfit.getMessage()));
        }
    }

    private static Optional<Refused> checkPurpose(X509Certificate leaf) {
        if (leaf.getBasicConstraints() != NO_AUTHORITY) {
            return Optional.of(new PeerOutcome.NotANodeCertificate(subject(leaf), "it is an authority's"));
        }
        if (!P256.isP256(leaf.getPublicKey())) {
            return Optional.of(new PeerOutcome.NotANodeCertificate(subject(leaf), "its key is not for P-256"));
        }
        try {
            List<String> purposes =
                    Optional.ofNullable(leaf.getExtendedKeyUsage()).orElse(List.of());
            return purposes.containsAll(List.of(CLIENT_AUTH, SERVER_AUTH))
                    ? Optional.empty()
                    : Optional.of(
                            new PeerOutcome.NotANodeCertificate(subject(leaf), "it is not for TLS client and server"));
        } catch (GeneralSecurityException malformed) {
            return Optional.of(new PeerOutcome.NotANodeCertificate(subject(leaf), "its purposes are malformed"));
        }
    }

    private static Optional<Refused> checkHost(X509Certificate leaf, HostName expected) {
        List<HostName> names = HostName.of(leaf);
        return names.contains(expected)
                ? Optional.empty()
                : Optional.of(new PeerOutcome.WrongHost(
                        expected.text(), names.stream().map(HostName::text).toList()));
    }

    private PeerOutcome identify(X509Certificate leaf) {
        CertificateBinding binding = CertificateBinding.verify(leaf);
        if (binding instanceof CertificateBinding.Bound bound) {
            return manifest.find(bound.identity())
                    .map(peer -> withKey(peer, leaf))
                    .orElseGet(() -> new PeerOutcome.UnknownMember(subject(leaf)));
        }
        return binding instanceof CertificateBinding.Missing
                ? new PeerOutcome.BindingMissing(subject(leaf))
                : new PeerOutcome.BindingForged(subject(leaf));
    }

    private static PeerOutcome withKey(Member peer, X509Certificate leaf) {
        return P256.keyDigest(leaf.getPublicKey()).equals(peer.certificateKey())
                ? new Accepted(peer)
                : new PeerOutcome.WrongCertificateKey(peer);
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
