// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
public final class Admittance {
    private final X509Certificate authority;
    private final Supplier<VerifiedManifest> newest;
    private final Supplier<List<VerifiedManifest>> inUse;
    private final InstantSource clock;

    /** @param inUse manifests of epochs that run, besides the newest */
    public Admittance(
            X509Certificate authority,
            Supplier<VerifiedManifest> newest,
            Supplier<List<VerifiedManifest>> inUse,
            InstantSource clock) {
        this.authority = authority;
        this.newest = newest;
        this.inUse = inUse;
        this.clock = clock;
    }

    /** One manifest that never changes. */
    public static Admittance of(X509Certificate authority, VerifiedManifest manifest, InstantSource clock) {
        return new Admittance(authority, () -> manifest, List::of, clock);
    }

    /** Everything that an outcome depends on beside the time. */
    record Basis(VerifiedManifest newest, List<VerifiedManifest> inUse) {}

    Basis basis() {
        return new Basis(newest.get(), List.copyOf(inUse.get()));
    }

    PeerOutcome member(List<X509Certificate> chain) {
        return member(chain, basis());
    }

    PeerOutcome member(List<X509Certificate> chain, Basis basis) {
        // Spec: docs/protocol.md#member.admittance
        PeerOutcome outcome = verifier(basis.newest()).member(chain);
        boolean stale = outcome instanceof PeerOutcome.UnknownMember || outcome instanceof PeerOutcome.WrongCertificateKey;
        return stale ? rotated(chain, basis).orElse(outcome) : outcome;
    }

    private Optional<PeerOutcome> rotated(List<X509Certificate> chain, Basis basis) {
        return basis.inUse().stream()
                .map(manifest -> verifier(manifest).member(chain))
                .filter(earlier -> earlier instanceof PeerOutcome.Accepted accepted
                        && basis.newest()
                                .manifest()
                                .find(accepted.peer().index())
                                .isPresent())
                .findFirst();
    }

    private PeerVerifier verifier(VerifiedManifest manifest) {
        return new PeerVerifier(authority, manifest, clock);
    }
}
