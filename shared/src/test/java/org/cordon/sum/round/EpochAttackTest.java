// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cordon.sum.round.Attacks.COORDINATOR;
import static org.cordon.sum.round.Attacks.assertViolation;
import static org.cordon.sum.round.Attacks.flipped;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.HybridKeyPair;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Scope;
import org.cordon.suite.SeededRandomness;
import org.cordon.suite.Signed;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochCoordinator;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.Violation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attacks on epoch set-up among five members, of which four are needed. */
class EpochAttackTest {
    private static final long SEED = 0x65706f6368L;

    private final TestFederation federation = TestFederation.of(5, 4, 10, SEED);
    private final SortedMap<Integer, EpochMember.Advertised> advertised = new TreeMap<>();
    private Signed<EpochBody.Summons> summons;

    @BeforeEach
    void everyoneAdvertises() {
        summons = federation.epochCoordinator(1).summon().message();
        federation.members.forEach(
                (i, member) -> advertised.put(i, member.epochMember().advertise(summons, 0, member.witnessKey())));
    }

    private EpochMember.Advertised member(int index) {
        return advertised.computeIfAbsent(index, i -> {
            throw new AssertionError("no member " + i);
        });
    }

    private List<Signed<EpochBody.Advert>> adverts() {
        return advertised.values().stream().map(EpochMember.Advertised::message).toList();
    }

    private Signed<EpochBody.Roster> roster(List<Signed<EpochBody.Advert>> adverts) {
        return federation.coordinator.say(
                new EpochBody.Roster(federation.roll.epochScope(1, Scope.COORDINATOR), adverts));
    }

    private List<Signed<EpochBody.Advert>> with(Signed<EpochBody.Advert> advert) {
        List<Signed<EpochBody.Advert>> all = new ArrayList<>(adverts());
        all.set(advert.body().scope().sender() - 1, advert);
        return all;
    }

    private Signed<EpochBody.Advert> advert(int sender, Bytes x25519, Bytes mlkem768) {
        return federation
                .member(sender)
                .speaker
                .say(new EpochBody.Advert(
                        federation.roll.epochScope(1, sender),
                        x25519,
                        mlkem768,
                        federation.roll.digest(),
                        Bytes.wrap(federation.member(sender).witnessKey().toByteArray())));
    }

    @Test
    void shrunkenRoster() {
        Signed<EpochBody.Roster> shrunken = roster(adverts().subList(0, 3));
        assertViolation(Violation.ROSTER_SHRUNKEN, COORDINATOR, () -> member(1).agree(shrunken));
    }

    @Test
    void duplicateIds() {
        List<Signed<EpochBody.Advert>> twice = new ArrayList<>(adverts());
        twice.set(2, twice.get(1));
        assertViolation(Violation.DUPLICATE_MEMBER, COORDINATOR, () -> member(1).agree(roster(twice)));
    }

    @Test
    void duplicateKeys() {
        EpochBody.Advert other = member(2).message().body();
        EpochBody.Advert own = member(3).message().body();
        Signed<EpochBody.Advert> sameX25519 = advert(3, other.x25519(), own.mlkem768());
        Signed<EpochBody.Advert> sameMlKem = advert(3, own.x25519(), other.mlkem768());
        assertViolation(Violation.DUPLICATE_KEY, COORDINATOR, () -> member(1).agree(roster(with(sameX25519))));
        assertViolation(Violation.DUPLICATE_KEY, COORDINATOR, () -> member(1).agree(roster(with(sameMlKem))));
    }

    /** A low-order X25519 key makes the shared secret zero for everybody: both directions of the pair refuse it. */
    @Test
    void allZeroKeyAgreement() {
        Bytes zero = Bytes.wrap(new byte[32]);
        Signed<EpochBody.Advert> highest =
                advert(5, zero, member(5).message().body().mlkem768());
        assertViolation(Violation.DEGENERATE_KEY_AGREEMENT, 5, () -> member(1).agree(roster(with(highest))));

        Signed<EpochBody.Advert> lowest =
                advert(1, zero, member(1).message().body().mlkem768());
        EpochMember.Agreed second = member(2).agree(roster(with(lowest)));
        Digest rosterHash = EpochMember.rosterHash(roster(with(lowest)).body());
        EpochBody.Delivered fromFirst =
                batch(1, rosterHash, List.of(2, 3, 4, 5)).get(0);
        assertViolation(Violation.DEGENERATE_KEY_AGREEMENT, 1, () -> second.confirm(List.of(fromFirst)));
    }

    /** Random ciphertexts under an insider's signature. */
    private List<EpochBody.Delivered> batch(int sender, Digest rosterHash, List<Integer> receivers) {
        List<Bytes> ciphertexts = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        for (int receiver : receivers) {
            byte[] ciphertext = new byte[HybridKeyPair.CIPHERTEXT_BYTES];
            SeededRandomness.forTesting(SEED + receiver).nextBytes(ciphertext);
            ciphertexts.add(Bytes.wrap(ciphertext));
            leaves.add(new Transcript().u16(receiver).raw(ciphertext).toByteArray());
        }
        MerkleTree tree = MerkleTree.of(leaves);
        Signed<EpochBody.Encapsulation> header = federation
                .member(sender)
                .speaker
                .say(new EpochBody.Encapsulation(federation.roll.epochScope(1, sender), rosterHash, tree.root()));
        List<EpochBody.Delivered> delivered = new ArrayList<>();
        for (int i = 0; i < receivers.size(); i++) {
            delivered.add(new EpochBody.Delivered(header, ciphertexts.get(i), tree.path(i)));
        }
        return delivered;
    }

    @Test
    void malformedEncapsulationKey() {
        byte[] tooLarge = member(4).message().body().mlkem768().toByteArray();
        tooLarge[0] = (byte) 0xff;
        tooLarge[1] |= 0x0f;
        Signed<EpochBody.Advert> bad = advert(4, member(4).message().body().x25519(), Bytes.wrap(tooLarge));
        assertViolation(Violation.MALFORMED_KEY, 4, () -> member(1).agree(roster(with(bad))));
    }

    @Test
    void ownAdvertAlteredOrMissing() {
        HybridKeyPair others = HybridKeyPair.generate(SeededRandomness.forTesting(SEED));
        Signed<EpochBody.Advert> altered =
                advert(1, others.publicKey().x25519(), others.publicKey().mlkem768());
        assertViolation(
                Violation.OWN_MESSAGE_ALTERED, COORDINATOR, () -> member(1).agree(roster(with(altered))));
        assertViolation(
                Violation.OWN_MESSAGE_ALTERED,
                COORDINATOR,
                () -> member(1).agree(roster(adverts().subList(1, 5))));
    }

    @Test
    void advertThatItsMemberDidNotSign() {
        Signed<EpochBody.Advert> good = member(3).message();
        Signed<EpochBody.Advert> bad =
                new Signed<>(good.body(), good.exact(), member(2).message().signature());
        assertViolation(Violation.BAD_SIGNATURE, COORDINATOR, () -> member(1).agree(roster(with(bad))));
    }

    @Test
    void manifestsThatDiffer() {
        EpochBody.Advert own = member(3).message().body();
        Signed<EpochBody.Advert> other = federation
                .member(3)
                .speaker
                .say(new EpochBody.Advert(
                        own.scope(), own.x25519(), own.mlkem768(), Attacks.otherDigest(), own.witnessKey()));
        assertViolation(Violation.WRONG_MANIFEST, COORDINATOR, () -> member(1).agree(roster(with(other))));
    }

    @Test
    void epochThatWasUsed() {
        EpochMember party = federation.member(1).epochMember();
        assertViolation(
                Violation.WRONG_EPOCH,
                COORDINATOR,
                () -> party.advertise(summons, 1, federation.member(1).witnessKey()));
    }

    /** The rosters differ: no ciphertext of one view is taken in the other. */
    @Test
    void splitViewsOfTheRoster() {
        Signed<EpochBody.Roster> all = roster(adverts());
        Signed<EpochBody.Roster> four = roster(adverts().subList(0, 4));
        EpochMember.Agreed first = member(1).agree(all);
        EpochMember.Agreed second = member(2).agree(four);
        EpochBody.EncapsulationBatch batch = first.message().orElseThrow();
        MerkleTree tree = MerkleTree.of(batch.ciphertexts().stream()
                .map(s -> new Transcript().u16(s.receiver()).raw(s.ciphertext()).toByteArray())
                .toList());
        EpochBody.Delivered delivered = new EpochBody.Delivered(
                batch.header(), batch.ciphertexts().get(0).ciphertext(), tree.path(0));
        assertViolation(Violation.ROSTER_MISMATCH, COORDINATOR, () -> second.confirm(List.of(delivered)));
    }

    @Test
    void swappedRelays() {
        EpochCoordinator core = federation.epochCoordinator(1);
        EpochCoordinator.Adverts gathered = core.summon();
        advertised.forEach((i, a) -> TestFederation.demand(gathered.accept(i, a.message())));
        EpochCoordinator.Encapsulations encapsulations = gathered.close().orElseThrow();
        SortedMap<Integer, EpochMember.Agreed> agreed = new TreeMap<>();
        advertised.forEach((i, a) -> agreed.put(i, a.agree(encapsulations.message())));
        agreed.forEach((i, a) -> a.message().ifPresent(m -> TestFederation.demand(encapsulations.accept(i, m))));
        EpochCoordinator.Confirms confirms = encapsulations.close();

        List<EpochBody.Delivered> forThird = confirms.messages().getOrDefault(3, List.of());
        List<EpochBody.Delivered> forFourth = confirms.messages().getOrDefault(4, List.of());
        List<EpochBody.Delivered> swapped = List.of(forFourth.get(0), forThird.get(1));
        assertViolation(
                Violation.PATH_MISMATCH,
                COORDINATOR,
                () -> requireNonNull(agreed.get(3)).confirm(swapped));
        assertViolation(
                Violation.WRONG_PAIRS,
                COORDINATOR,
                () -> requireNonNull(agreed.get(3)).confirm(forThird.subList(0, 1)));
        EpochBody.Delivered flipped = new EpochBody.Delivered(
                forThird.get(0).header(),
                flipped(forThird.get(0).ciphertext(), 7),
                forThird.get(0).path());
        assertViolation(
                Violation.PATH_MISMATCH,
                COORDINATOR,
                () -> requireNonNull(agreed.get(3)).confirm(List.of(flipped, forThird.get(1))));

        SortedMap<Integer, EpochMember.Confirming> confirming = new TreeMap<>();
        agreed.forEach((i, a) -> confirming.put(i, a.confirm(confirms.messages().getOrDefault(i, List.of()))));
        confirming.forEach((i, c) -> TestFederation.demand(confirms.accept(i, c.message())));
        List<EpochBody.Tag> tags = confirms.close().messages().getOrDefault(3, List.of());
        List<EpochBody.Tag> exchanged = List.of(
                new EpochBody.Tag(1, tags.get(1).value()),
                new EpochBody.Tag(2, tags.get(0).value()),
                tags.get(2),
                tags.get(3));
        assertViolation(
                Violation.TAG_MISMATCH,
                1,
                () -> requireNonNull(confirming.get(3)).establish(exchanged));
        assertThat(requireNonNull(confirming.get(3)).establish(tags).keys().roster())
                .containsExactly(1, 2, 3, 4, 5);
    }
}
