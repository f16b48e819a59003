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
import org.cordon.member.PeerOutcome.Refused;

/**
 * What every node certificate keeps, whoever it is for: issuer, dates, path (RFC 5280 section 6), purpose, and host where
 * one was dialled.
 */
record CertificateRules(X509Certificate authority, InstantSource clock) {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final int NO_AUTHORITY = -1;

    /** Why {@code leaf} is refused, or empty. */
    Optional<Refused> check(X509Certificate leaf, Optional<HostName> host) {
        return checkIssuer(leaf)
                .or(() -> checkDates(leaf))
                .or(() -> checkDates(authority))
                .or(() -> checkPath(leaf))
                .or(() -> checkPurpose(leaf))
                .or(() -> host.flatMap(expected -> checkHost(leaf, expected)));
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

    static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
