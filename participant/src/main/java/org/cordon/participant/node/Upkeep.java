// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cordon.member.CertificateRequest;
import org.cordon.member.NodeKeyPlaces.Held;
import org.cordon.member.TlsIdentity;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.OpenEpochs;
import org.cordon.suite.Randomness;

/**
 * What keeps a running node's certificate and keys fresh: it renews the certificate, for the same key, when less than a third of
 * its life is left, and lets go of keys that were rotated away.
 *
 * <p><b>Guarantees.</b> A renewed certificate is durable before it is used; new connections use it. What fails is logged with
 * what to do, and tried again an hour later.
 */
final class Upkeep {
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final NodeKeyring keyring;
    private final CoordinatorLink link;
    private final MemberStore store;
    private final InstantSource clock;
    private final Randomness randomness;
    private final ProcessLog log;
    private Instant next = Instant.MIN;

    Upkeep(
            NodeKeyring keyring,
            CoordinatorLink link,
            MemberStore store,
            InstantSource clock,
            Randomness randomness,
            ProcessLog log) {
        this.keyring = keyring;
        this.link = link;
        this.store = store;
        this.clock = clock;
        this.randomness = randomness;
        this.log = log;
    }

    /** Does what is due by now: the certificate once an hour, keys whenever it is called. */
    void look() throws InterruptedException {
        if (!clock.instant().isBefore(next)) {
            next = clock.instant().plus(BETWEEN);
            certificate();
        }
        try {
            if (keyring.retire(OpenEpochs.manifests(store))) {
                log.retired();
            }
        } catch (IOException | RuntimeException failed) {
            log.notRetired(failed);
        }
    }

    private void certificate() throws InterruptedException {
        Optional<Held> own = keyring.current();
        if (own.isEmpty()) {
            return;
        }
        try {
            TlsIdentity present = keyring.identity(keyring.newest());
            if (present.isDue(clock.instant())) {
                renew(own.get(), present.chain().get(0));
            }
        } catch (IOException | RuntimeException failed) {
            log.notRenewed(failed, BETWEEN);
        }
    }

    private void renew(Held own, X509Certificate present) throws IOException, InterruptedException {
        CertificateRequest wanted = CertificateRequest.create(
                own.keys().tlsPublicKey(), own.keys().tlsKey(), own.keys().identity(), randomness);
        keyring.places().install(link.renew(wanted.exact(), WITHIN), own);
        link.consortiumChanged(keyring.newest());
        List<X509Certificate> chain = keyring.identity(keyring.newest()).chain();
        log.renewed(
                present.getNotAfter().toInstant(), chain.get(0).getNotAfter().toInstant());
    }
}
