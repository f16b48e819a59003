// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.CertificateRequest;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;

/**
 * Gives nodes of the newest manifest their certificates.
 *
 * <p><b>Guarantees.</b> A certificate is for just the two keys that the manifest has for that member, or that it is about to
 * rotate to, whose holder asked for it, and for the member's name as its only host: no member can pass for the coordinator.
 */
public final class CertificateIssuer {
    private static final Duration MARGIN = Duration.ofHours(1);

    private final CertificateAuthority authority;
    private final Duration validity;
    private final InstantSource clock;

    /** Issues certificates that last {@code validity}, or as long as the authority does if that is less. */
    public CertificateIssuer(CertificateAuthority authority, Duration validity, InstantSource clock) {
        this.authority = authority;
        this.validity = validity;
        this.clock = clock;
    }

    /** The authority's certificate, DER. */
    Bytes authority() {
        return der(authority.certificate());
    }

    /** The certificate of {@code member} for the keys in {@code request}, DER. */
    Bytes issue(Member member, Bytes request) throws ConsortiumRefused {
        return issue(member, decode(member, request));
    }

    /**
     * As {@link #issue}, or for keys that no entry has: those that the member is about to rotate to, so that it can dial with
     * them from the moment they are in the history. Until then they open no door.
     */
    Bytes renew(Manifest manifest, Member member, Bytes request) throws ConsortiumRefused {
        CertificateRequest wanted = decode(member, request);
        boolean unknown = Stream.concat(manifest.members().stream(), Stream.of(manifest.coordinator()))
                .noneMatch(entry -> entry.identity().equals(wanted.identity())
                        || entry.certificateKey().equals(wanted.keyDigest()));
        return unknown ? certificate(member, wanted) : issue(member, wanted);
    }

    private static CertificateRequest decode(Member member, Bytes request) throws ConsortiumRefused {
        try {
            return CertificateRequest.decode(request);
        } catch (MalformedBody malformed) {
            throw new ConsortiumRefused(
                    ConsortiumRefused.Reason.NO_POSSESSION,
                    malformed.getMessage() + "; check node.key of " + member.name());
        }
    }

    private Bytes issue(Member member, CertificateRequest wanted) throws ConsortiumRefused {
        if (!wanted.identity().equals(member.identity()) || !wanted.keyDigest().equals(member.certificateKey())) {
            throw new ConsortiumRefused(
                    ConsortiumRefused.Reason.NO_POSSESSION,
                    "the certificate request of " + member.name()
                            + " is for other keys than those of the newest manifest;"
                            + " use the node directory that was admitted, or rotate the keys first");
        }
        return certificate(member, wanted);
    }

    private Bytes certificate(Member member, CertificateRequest wanted) {
        return der(authority.issue(member.name(), wanted, List.of(member.name()), lifetime()));
    }

    private Duration lifetime() {
        Instant end = authority.certificate().getNotAfter().toInstant().minus(MARGIN);
        Duration left = Duration.between(clock.instant(), end);
        return left.compareTo(validity) < 0 ? left : validity;
    }

    private static Bytes der(X509Certificate certificate) {
        try {
            return Bytes.wrap(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("cannot encode a certificate", impossible);
        }
    }
}
