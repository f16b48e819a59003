// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.SeededRandomness;
import org.cordon.suite.Signed;
import org.cordon.suite.SigningKey;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochCoordinator;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.wire.ProtoCodec;

/**
 * N members and a coordinator in memory, reproducible from a seed: epochs and rounds go step by step, so that a test can
 * drop, restart or replace anybody and any message in between.
 *
 * <p>Messages are the real ones, bodies go through the real codec; only the transport is missing.
 */
final class TestFederation {
    final Roll roll;
    final Speaker coordinator;
    final RoundConfiguration configuration;
    final long seed;
    final SortedMap<Integer, TestMember> members = new TreeMap<>();
    final Random random;
    private EpochCoordinator.EstablishedRoster established =
            new EpochCoordinator.EstablishedRoster(1, List.of(), Hashes.blob(Bytes.EMPTY));

    TestFederation(int size, RoundConfiguration configuration, long seed) {
        Randomness randomness = SeededRandomness.forTesting(seed);
        SigningKey coordinatorKey = SigningKey.generate(randomness);
        List<SigningKey> keys = IntStream.rangeClosed(1, size)
                .mapToObj(i -> SigningKey.generate(randomness))
                .toList();
        List<Member> entries = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            entries.add(entry(i, "exchange-" + i, keys.get(i - 1)));
        }
        Member first = entry(0, "coordinator", coordinatorKey);
        this.roll = new Roll(text("charter " + seed), new Manifest("test", entries, first), text("manifest " + seed));
        this.coordinator = new Speaker(coordinatorKey, new ProtoCodec());
        this.configuration = configuration;
        this.seed = seed;
        this.random = new Random(seed);
        for (int i = 1; i <= size; i++) {
            members.put(i, new TestMember(i, roll, keys.get(i - 1), configuration, seed));
        }
        drawValues();
    }

    /** A federation whose vectors have {@code length} words bounded by {@code maxAbs}; m = t. */
    static TestFederation of(int size, int length, long maxAbs, long seed) {
        int m = new Threshold(size).threshold();
        return new TestFederation(
                size, new RoundConfiguration("test", length, maxAbs, Optional.empty(), size, m), seed);
    }

    /** Approver keys are never used here, and drawn apart so that the seed gives the same rounds as ever. */
    private static Member entry(int index, String name, SigningKey identity) {
        try (SigningKey approver = SigningKey.generate(SeededRandomness.forTesting(1_000_000 + index))) {
            return new Member(index, name, identity.verifyKey(), text("certificate " + index), approver.verifyKey());
        }
    }

    private static Digest text(String text) {
        return Hashes.blob(text.getBytes(StandardCharsets.UTF_8));
    }

    TestMember member(int index) {
        TestMember member = members.get(index);
        if (member == null) {
            throw new AssertionError("no member " + index);
        }
        return member;
    }

    int size() {
        return members.size();
    }

    int threshold() {
        return roll.threshold().threshold();
    }

    List<Integer> everyone() {
        return List.copyOf(members.keySet());
    }

    /** The roster of the current epoch. */
    List<Integer> roster() {
        return established.roster();
    }

    EpochCoordinator.EstablishedRoster established() {
        return established;
    }

    /** New contributions for everybody, over the whole range, with the bounds themselves among them. */
    void drawValues() {
        for (TestMember member : members.values()) {
            member.values = random.longs(configuration.length(), -configuration.maxAbs(), configuration.maxAbs())
                    .map(v -> random.nextInt(8) == 0 ? -configuration.maxAbs() : v)
                    .map(v -> random.nextInt(8) == 0 ? configuration.maxAbs() : v)
                    .toArray();
        }
    }

    EpochCoordinator epochCoordinator(int epoch) {
        return new EpochCoordinator(roll, epoch, configuration.minSurvivors(), coordinator);
    }

    /** Sets up an epoch among {@code present}. */
    void establish(int epoch, List<Integer> present) {
        EpochCoordinator.Adverts adverts = epochCoordinator(epoch).summon();
        SortedMap<Integer, EpochMember.Advertised> advertised = new TreeMap<>();
        for (int i : present) {
            TestMember member = member(i);
            EpochMember.Advertised advert =
                    member.epochMember().advertise(adverts.message(), member.guard.epoch(), member.witnessKey());
            member.guard = member.guard.mayAdvertise(epoch).orElseThrow();
            advertised.put(i, advert);
            demand(adverts.accept(i, advert.message()));
        }
        EpochCoordinator.Encapsulations encapsulations = adverts.close().orElseThrow();
        SortedMap<Integer, EpochMember.Agreed> agreed = new TreeMap<>();
        advertised.forEach((i, state) -> {
            EpochMember.Agreed next = state.agree(encapsulations.message());
            agreed.put(i, next);
            next.message().ifPresent(batch -> demand(encapsulations.accept(i, batch)));
        });
        EpochCoordinator.Confirms confirms = encapsulations.close();
        SortedMap<Integer, EpochMember.Confirming> confirming = new TreeMap<>();
        agreed.forEach((i, state) -> {
            EpochMember.Confirming next =
                    state.confirm(confirms.messages().getOrDefault(i, List.<EpochBody.Delivered>of()));
            confirming.put(i, next);
            demand(confirms.accept(i, next.message()));
        });
        EpochCoordinator.Accepts accepts = confirms.close();
        confirming.forEach((i, state) -> {
            EpochMember.Established next =
                    state.establish(accepts.messages().getOrDefault(i, List.<EpochBody.Tag>of()));
            member(i).state.ifPresent(MemberState::close);
            member(i).state = Optional.empty();
            member(i).keys = Optional.of(next.keys());
            demand(accepts.accept(i, next.message()));
        });
        established = accepts.close();
    }

    /** Sets up epoch 1 among everybody. */
    TestFederation establish() {
        establish(1, everyone());
        return this;
    }

    static void demand(Intake intake) {
        if (intake != Intake.ACCEPTED) {
            throw new AssertionError("the coordinator says " + intake);
        }
    }

    RoundCoordinator roundCoordinator() {
        return new RoundCoordinator(roll, configuration, roster(), coordinator);
    }

    /** The {@code open} an honest coordinator signs. */
    Signed<RoundBody.Open> openBody(int round, int attempt) {
        return coordinator.say(new RoundBody.Open(
                new Scope(roll.session(), established.epoch(), round, attempt, Scope.COORDINATOR),
                member(1).model,
                configuration.digest(),
                established.rosterHash(),
                Bytes.EMPTY,
                new RoundBody.Deadlines(1_000, 2_000, 3_000, 4_000)));
    }

    TestRound open(int round, int attempt) {
        return new TestRound(this, openBody(round, attempt), Set.of());
    }

    /** The plain sum over {@code contributors}, with the count in the last word. */
    long[] plainSum(Iterable<Integer> contributors) {
        long[] sum = new long[configuration.words()];
        for (int i : contributors) {
            long[] values = member(i).values;
            for (int k = 0; k < values.length; k++) {
                sum[k] += values[k];
            }
            sum[values.length]++;
        }
        return sum;
    }
}
