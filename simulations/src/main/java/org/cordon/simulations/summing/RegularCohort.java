// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.cordon.simulations.summing.RegularParty.Shared;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.FieldHash;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;
import org.cordon.suite.KeySchedule;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.sum.sharing.Shamir;
import org.cordon.sum.sharing.Share;

/**
 * The members of one k-regular sum, numbered from 0, with fresh keys: what was published, and who masks with whom.
 *
 * <p>Safe for concurrent use until closed.
 */
final class RegularCohort implements AutoCloseable {
    /** To the key schedule, which numbers 255 members at the most, a pair is these two; its key says who they are. */
    private static final int LOW = 1;

    private static final int HIGH = 2;
    private static final int ROUND = 1;
    private static final int ATTEMPT = 0;

    private final KeySchedule schedule = new KeySchedule(ProtocolFederation.text("simulated k-regular sum"), 1);
    private final List<Secret> seeds;
    private final List<Bytes> selfCommitments;
    private final List<Bytes> publicKeys;
    private final RegularGraph graph;
    private final Shamir sharing;
    private final Digest ctx;

    /**
     * Draws everybody's keys, which are published on several threads.
     *
     * @param lot what the graph follows from
     */
    RegularCohort(Digest lot, int members, Degree degree, Randomness randomness, Workers workers) {
        this.seeds =
                Stream.generate(() -> Secret.random(randomness)).limit(members).toList();
        this.selfCommitments = workers.each(members, member -> published(Shared.SELF_MASK, member));
        this.publicKeys = workers.each(members, member -> published(Shared.KEY, member));
        this.sharing = new Shamir(degree.threshold(), degree.neighbours());
        FieldHash said = Hashes.start(HashLabel.CTX).field(lot);
        for (int member = 0; member < members; member++) {
            said.field(publicKeys.get(member)).field(selfCommitments.get(member));
        }
        this.ctx = said.digest();
        this.graph = RegularGraph.of(members, degree.neighbours(), lot);
    }

    private RegularParty party(int member) {
        return new RegularParty(seeds.get(member));
    }

    private Bytes published(Shared which, int member) {
        try (Secret secret = party(member).secret(which)) {
            return RegularParty.commitment(which, member, secret);
        }
    }

    int size() {
        return seeds.size();
    }

    int threshold() {
        return sharing.threshold();
    }

    int[] neighbours(int member) {
        return graph.neighbours(member);
    }

    /** What the member masks its vector with. */
    MaskKeys upload(int member) {
        MaskKeys keys = new MaskKeys();
        try (Secret selfMask = party(member).secret(Shared.SELF_MASK);
                Secret key = party(member).secret(Shared.KEY)) {
            keys.put(selfMask(selfMask), true);
            for (int neighbour : graph.neighbours(member)) {
                keys.put(pairMask(key, member, neighbour), neighbour > member);
            }
        }
        return keys;
    }

    /** The key of a self mask, from its seed. */
    Secret selfMask(Secret seed) {
        return schedule.self(seed, ROUND, ATTEMPT, LOW, ctx);
    }

    /** The key of a pair mask, from one side's private key; the other side gets the same. */
    Secret pairMask(Secret key, int member, int neighbour) {
        byte[] scalar = key.copyBytes();
        byte[] agreed = new byte[X25519.POINT_SIZE];
        try {
            if (!X25519.calculateAgreement(scalar, 0, publicKeys.get(neighbour).toByteArray(), 0, agreed, 0)) {
                throw new IllegalStateException("the key agreement of members " + member + " and " + neighbour
                        + " must not be all zeros, but was");
            }
            try (Secret shared = Secret.of(agreed);
                    Secret pair = Secret.of(Hashes.start(HashLabel.PAIR)
                            .field(ctx)
                            .u32(Math.min(member, neighbour))
                            .u32(Math.max(member, neighbour))
                            .field(shared)
                            .digest()
                            .toByteArray())) {
                return schedule.mask(pair, ROUND, ATTEMPT, LOW, HIGH, ctx);
            }
        } finally {
            Arrays.fill(scalar, (byte) 0);
            Arrays.fill(agreed, (byte) 0);
        }
    }

    /** What the neighbours hold of one secret of {@code owner}, in their order; the caller closes them. */
    List<Share> shares(int owner, Shared which) {
        return party(owner).shares(which, sharing);
    }

    /** A secret from shares of distinct neighbours, of which it takes the first t; empty if it is not what was published. */
    Optional<Secret> combine(int owner, Shared which, List<Share> shares) {
        Secret secret = sharing.combine(shares);
        Bytes published = (which == Shared.KEY ? publicKeys : selfCommitments).get(owner);
        if (published.equals(RegularParty.commitment(which, owner, secret))) {
            return Optional.of(secret);
        }
        secret.close();
        return Optional.empty();
    }

    /** Places in the order of {@code owner}'s neighbours of those that are left. */
    int[] left(int owner, BitSet survivors) {
        int[] neighbours = graph.neighbours(owner);
        return IntStream.range(0, neighbours.length)
                .filter(at -> survivors.get(neighbours[at]))
                .toArray();
    }

    @Override
    public void close() {
        seeds.forEach(Secret::close);
    }
}
