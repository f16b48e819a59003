// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cordon.suite.Digest;

/**
 * Tells the coordinator on the consortium port by its certificate, for who knows the authority by its digest only and has
 * no manifest yet.
 *
 * <p><b>Guarantees.</b> Empty means: the chain ends with the pinned authority, and the first certificate is a node's that
 * this authority issued, within its dates by the injected clock, for the host that was dialled.
 *
 * <p><b>Does not check</b> which node it is: the manifest does once it is there. Whoever holds the authority's key can
 * play the coordinator here, and then still cannot make a history that verifies.
 */
public final class PinnedAuthority {
    private final Digest authority;
    private final InstantSource clock;

    /** Pins the authority with this SHA-256 of its SubjectPublicKeyInfo. */
    public PinnedAuthority(Digest authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
    }

    /** The digest to pin. */
    public static Digest digest(X509Certificate authority) {
        return P256.keyDigest(authority.getPublicKey());
    }

    /** Why the chain is refused under the host that was dialled, or empty. */
    public Optional<PeerOutcome.Refused> check(List<X509Certificate> chain, String host) {
        if (chain.isEmpty()) {
            return Optional.of(new PeerOutcome.NoCertificate());
        }
        X509Certificate leaf = chain.get(0);
        X509Certificate last = chain.get(chain.size() - 1);
        if (chain.size() != 2 || !digest(last).equals(authority)) {
            return Optional.of(new PeerOutcome.WrongAuthority(
                    leaf.getIssuerX500Principal().getName(), "SHA-256 " + authority.shortHex()));
        }
        return new CertificateRules(last, clock).check(leaf, Optional.of(HostName.of(host)));
    }
}
