// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochCoordinator;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.RoundKeys;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.RoundMember;
import org.cordon.wire.ProtoCodec;

/** N members and a coordinator in one process, in an epoch that was set up as the protocol says. */
public final class ProtocolFederation {
    private static final int EPOCH = 1;

    private final Roll roll;
    private final Speaker coordinator;
    private final List<Speaker> speakers;
    private final RoundConfiguration configuration;
    private final Randomness randomness = Randomness.secure();
    private final SortedMap<Integer, EpochKeys> keys = new TreeMap<>();
    private final EpochCoordinator.EstablishedRoster established;

    /** Draws all keys and sets up an epoch. */
    public ProtocolFederation(RoundConfiguration configuration) {
        int size = configuration.members();
        this.configuration = configuration;
        this.coordinator = new Speaker(SigningKey.generate(randomness), new ProtoCodec());
        this.speakers = IntStream.range(0, size)
                .mapToObj(i -> new Speaker(SigningKey.generate(randomness), new ProtoCodec()))
                .toList();
        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            members.add(member(i, "exchange-" + i, speakers.get(i - 1)));
        }
        Manifest manifest = new Manifest("simulated", members, member(0, "coordinator", coordinator));
        this.roll = new Roll(text("charter"), manifest, text("manifest"));
        this.established = establish();
    }

    private Member member(int index, String name, Speaker speaker) {
        try (SigningKey approver = SigningKey.generate(randomness)) {
            return new Member(index, name, speaker.key().verifyKey(), text(name), approver.verifyKey());
        }
    }

    public static Digest text(String text) {
        return Hashes.blob(text.getBytes(StandardCharsets.UTF_8));
    }

    public Roll roll() {
        return roll;
    }

    public Speaker coordinator() {
        return coordinator;
    }

    public RoundConfiguration configuration() {
        return configuration;
    }

    public EpochCoordinator.EstablishedRoster established() {
        return established;
    }

    public Speaker speaker(int member) {
        return speakers.get(member - 1);
    }

    /** Keys of a round; every member's ratchet moves on. */
    public RoundKeys enter(int member, int round) {
        EpochKeys.Entry entry = keys(member).enter(round);
        keys.put(member, entry.rest());
        return entry.keys();
    }

    public EpochKeys keys(int member) {
        return keys.computeIfAbsent(member, i -> {
            throw new IllegalArgumentException("member must be in the roster, but was " + i);
        });
    }

    public RoundMember party(int member) {
        return new RoundMember(roll, member, configuration, speaker(member), randomness);
    }

    public RoundCoordinator roundCoordinator() {
        return new RoundCoordinator(roll, configuration, established.roster(), coordinator);
    }

    /** No log is kept here. */
    private VerifyKey witnessKey() {
        try (SigningKey key = SigningKey.generate(randomness)) {
            return key.verifyKey();
        }
    }

    private EpochCoordinator.EstablishedRoster establish() {
        EpochCoordinator.Adverts adverts =
                new EpochCoordinator(roll, EPOCH, configuration.minSurvivors(), coordinator).summon();
        SortedMap<Integer, EpochMember.Advertised> advertised = new TreeMap<>();
        for (int i = 1; i <= configuration.members(); i++) {
            EpochMember.Advertised own = new EpochMember(roll, i, configuration.minSurvivors(), speaker(i), randomness)
                    .advertise(adverts.message(), 0, witnessKey());
            advertised.put(i, own);
            demand(adverts.accept(i, own.message()));
        }
        EpochCoordinator.Encapsulations encapsulations = adverts.close().orElseThrow();
        SortedMap<Integer, EpochMember.Agreed> agreed = new TreeMap<>();
        advertised.forEach((i, own) -> {
            EpochMember.Agreed next = own.agree(encapsulations.message());
            agreed.put(i, next);
            next.message().ifPresent(batch -> demand(encapsulations.accept(i, batch)));
        });
        return confirm(encapsulations.close(), agreed);
    }

    private EpochCoordinator.EstablishedRoster confirm(
            EpochCoordinator.Confirms confirms, SortedMap<Integer, EpochMember.Agreed> agreed) {
        SortedMap<Integer, EpochMember.Confirming> confirming = new TreeMap<>();
        agreed.forEach((i, own) -> {
            EpochMember.Confirming next =
                    own.confirm(confirms.messages().getOrDefault(i, List.<EpochBody.Delivered>of()));
            confirming.put(i, next);
            demand(confirms.accept(i, next.message()));
        });
        EpochCoordinator.Accepts accepts = confirms.close();
        confirming.forEach((i, own) -> {
            EpochMember.Established next = own.establish(accepts.messages().getOrDefault(i, List.<EpochBody.Tag>of()));
            keys.put(i, next.keys());
            demand(accepts.accept(i, next.message()));
        });
        return accepts.close();
    }

    public static void demand(Intake intake) {
        if (intake != Intake.ACCEPTED) {
            throw new IllegalStateException("the coordinator must accept an honest message, but said " + intake);
        }
    }
}
