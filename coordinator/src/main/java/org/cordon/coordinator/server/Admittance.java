// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cordon.member.PeerOutcome;
import org.cordon.member.PeerVerifier;
import org.cordon.member.VerifiedManifest;

/**
 * Who may call now.
 *
 * <p><b>Guarantees.</b> The newest manifest decides who is a member. A member of it that has rotated its keys is taken in under
 * the earlier ones, too, as long as an epoch runs under a manifest that names them: so no round breaks while it dials anew.
 *
 * <p><b>Does not check</b> the handshake: TLS does.
 */
public class Admittance {
    private final Function<VerifiedManifest, PeerVerifier> verifiers;
    private final Supplier<List<VerifiedManifest>> manifests;

    private Admittance(
            Function<VerifiedManifest, PeerVerifier> verifiers, Supplier<List<VerifiedManifest>> manifests) {
        this.verifiers = verifiers;
        this.manifests = manifests;
    }

    /**
     * Follows a consortium.
     *
     * @param manifests the newest first, then those of epochs that run under earlier ones
     */
    public static Admittance following(
            X509Certificate authority, Supplier<List<VerifiedManifest>> manifests, InstantSource clock) {
        return new Admittance(manifest -> new PeerVerifier(authority, manifest, clock), manifests);
    }

    /** The members of one manifest, which never changes. */
    static Admittance of(PeerVerifier verifier) {
        return new Admittance(any -> verifier, List::of) {
            @Override
            PeerOutcome member(List<X509Certificate> chain, List<VerifiedManifest> basis) {
                return verifier.member(chain);
            }
        };
    }

    /** On what an outcome depends beside the time. */
    List<VerifiedManifest> basis() {
        return List.copyOf(manifests.get());
    }

    PeerOutcome member(List<X509Certificate> chain) {
        return member(chain, basis());
    }

    PeerOutcome member(List<X509Certificate> chain, List<VerifiedManifest> basis) {
        // Spec: docs/protocol.md#member.admittance
        VerifiedManifest newest = basis.get(0);
        PeerOutcome outcome = verifiers.apply(newest).member(chain);
        boolean stale =
                outcome instanceof PeerOutcome.UnknownMember || outcome instanceof PeerOutcome.WrongCertificateKey;
        return stale ? rotated(chain, newest, basis.subList(1, basis.size())).orElse(outcome) : outcome;
    }

    private Optional<PeerOutcome> rotated(
            List<X509Certificate> chain, VerifiedManifest newest, List<VerifiedManifest> earlier) {
        return earlier.stream()
                .map(manifest -> verifiers.apply(manifest).member(chain))
                .filter(outcome -> outcome instanceof PeerOutcome.Accepted accepted
                        && newest.manifest().find(accepted.peer().index()).isPresent())
                .findFirst();
    }
}
