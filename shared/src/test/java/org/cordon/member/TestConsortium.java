// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;

/** A consortium of five made from a seed, at a fixed moment, with whatever certificate a test asks for. */
final class TestConsortium {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final List<String> EXCHANGES = List.of("alpha", "beta", "gamma", "delta", "epsilon");

    private TestConsortium() {}

    /** Not secure, reproducible: for tests only. */
    static Randomness seeded(long seed) {
        Random random = new Random(seed);
        return target -> {
            synchronized (random) {
                random.nextBytes(target);
            }
        };
    }

    static ConsortiumDraft draft(long seed) {
        return ConsortiumDraft.create(ConsortiumPlan.of("test", EXCHANGES), seeded(seed), CLOCK);
    }

    /** Any bytes do for the exact ones: this package never reads them. */
    static Consortium found(ConsortiumDraft draft) {
        try {
            return Consortium.replay(List.of(draft.found(Bytes.of(new byte[] {1, 2, 3}))));
        } catch (AmendmentRejected e) {
            throw new AssertionError(e);
        }
    }

    /** The key of an approver that a test never uses. */
    static VerifyKey approver(int index) {
        try (SigningKey key = SigningKey.generate(seeded(1_000_000 + index))) {
            return key.verifyKey();
        }
    }

    /** Keys and certificate of one node, issued by an authority of the test's choice. */
    record TestNode(KeyPair tls, SigningKey identity, X509Certificate certificate) {
        static TestNode issue(CertificateAuthority authority, String name, long seed, String... hosts) {
            KeyPair tls = P256.generate(seeded(seed));
            SigningKey identity = SigningKey.generate(seeded(seed + 1));
            List<String> names = hosts.length == 0 ? List.of(name) : List.of(hosts);
            return new TestNode(
                    tls, identity, authority.issue(name, tls.getPublic(), identity, names, Duration.ofDays(30)));
        }

        Member member(int index, String name) {
            return new Member(
                    index, name, identity.verifyKey(), P256.keyDigest(tls.getPublic()), approver(index));
        }
    }
}
