// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.sum.round.Attacks.COORDINATOR;
import static org.cordon.sum.round.Attacks.assertViolation;
import static org.cordon.sum.round.Attacks.flipped;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.sharing.Shamir;
import org.cordon.sum.sharing.Share;
import org.junit.jupiter.api.Test;

/** Attacks between survivors and reveal, among six members of whom five are needed (t = 5, f = 1); member 2 is the insider. */
class RevealAttackTest {
    private static final long SEED = 0x72657665616cL;
    private static final int INSIDER = 2;

    private final TestFederation federation =
            TestFederation.of(6, 9, 1000, SEED).establish();
    private final TestRound round = federation.open(1, 0);
    private final List<Integer> all = federation.everyone();

    private void uploadedBy(List<Integer> members) {
        round.enter(all).ready(all);
        assertThat(round.cohort()).isTrue();
        round.upload(members);
        assertThat(round.survivors()).isTrue();
    }

    private Signed<RoundBody.Survivors> proposal(List<Integer> members) {
        return federation.coordinator.say(new RoundBody.Survivors(
                round.where(),
                federation.member(1).statement().body().context(),
                members.stream().map(i -> federation.member(i).statement()).toList(),
                Bytes.EMPTY));
    }

    private CoordinatorMessage.Certificate certificate(List<Signed<RoundBody.Endorsement>> endorsements) {
        return new CoordinatorMessage.Certificate(round.where(), endorsements);
    }

    /** A signature by a key the attacker holds. */
    private Signed<RoundBody.Endorsement> endorsement(int member, Digest statement) {
        return federation
                .member(member)
                .speaker
                .say(new RoundBody.Endorsement(round.where().from(member), statement));
    }

    /** Two proposals, the insider signs both: neither reaches t, and none of the honest signs twice. */
    @Test
    void splitViewsOfSurvivors() {
        uploadedBy(all);
        Signed<RoundBody.Survivors> one = proposal(all);
        Signed<RoundBody.Survivors> other = proposal(List.of(1, 2, 3, 4, 5));
        List<Signed<RoundBody.Endorsement>> forOne = new ArrayList<>();
        List.of(1, 3, 6).forEach(i -> forOne.add(federation.member(i).endorse(one)));
        List<Signed<RoundBody.Endorsement>> forOther = new ArrayList<>();
        List.of(4, 5).forEach(i -> forOther.add(federation.member(i).endorse(other)));
        forOne.add(1, endorsement(INSIDER, Commitments.survivors(one.body())));
        forOther.add(0, endorsement(INSIDER, Commitments.survivors(other.body())));

        for (int i : List.of(1, 3, 4, 5, 6)) {
            TestMember member = federation.member(i);
            assertThat(member.guard.mayEndorse(round.where())).isEmpty();
            List<Signed<RoundBody.Endorsement>> mine = List.of(4, 5).contains(i) ? forOther : forOne;
            assertViolation(Violation.CERTIFICATE_TOO_SMALL, COORDINATOR, () -> member.reveal(certificate(mine)));
            List<Signed<RoundBody.Endorsement>> mixed = new ArrayList<>(forOne.subList(0, 3));
            mixed.addAll(forOther.subList(1, 3));
            assertViolation(Violation.STATEMENT_MISMATCH, COORDINATOR, () -> member.reveal(certificate(mixed)));
        }
    }

    /** Whoever else signs: a member reveals for the set it endorsed, once, and one kind of share for each. */
    @Test
    void bothSharesAsked() {
        uploadedBy(all);
        Signed<RoundBody.Survivors> one = proposal(List.of(1, 2, 3, 4, 5));
        Signed<RoundBody.Survivors> other = proposal(List.of(1, 2, 3, 4, 6));
        TestMember victim = federation.member(1);
        victim.endorse(one);
        Digest otherStatement = Commitments.survivors(other.body());
        List<Signed<RoundBody.Endorsement>> others = new ArrayList<>();
        all.forEach(i -> others.add(endorsement(i, otherStatement)));
        assertViolation(
                Violation.STATEMENT_MISMATCH, COORDINATOR, () -> victim.reveal(certificate(others.subList(0, 5))));

        Digest statement = Commitments.survivors(one.body());
        List<Signed<RoundBody.Endorsement>> good = new ArrayList<>();
        List.of(1, 2, 3, 4, 5).forEach(i -> good.add(endorsement(i, statement)));
        RoundBody.Reveal reveal = victim.reveal(certificate(good)).signed().body();
        assertThat(reveal.selfMasks())
                .extracting(RoundBody.SelfMaskShare::member)
                .containsExactly(2, 3, 4, 5);
        assertThat(reveal.recoveries())
                .extracting(RoundBody.RecoveryShare::member)
                .containsExactly(6);
        assertThatThrownBy(() -> victim.reveal(certificate(others.subList(0, 5))))
                .isInstanceOf(AssertionError.class);
        assertThat(victim.state(MemberState.Revealed.class)).isNotNull();
    }

    @Test
    void secretsAreErasedWithTheReveal() {
        uploadedBy(all);
        round.endorse(all);
        assertThat(round.certificate()).isTrue();
        TestMember member = federation.member(1);
        MemberState.Uploaded before = member.state(MemberState.Endorsed.class).uploaded();
        member.reveal(round.revealing().message());
        assertThatThrownBy(before.prepared.selfMask::copyBytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(before.prepared.recoveryKey::copyBytes).isInstanceOf(IllegalStateException.class);
        before.recoveryShares
                .values()
                .forEach(s -> assertThatThrownBy(s::copyBytes).isInstanceOf(IllegalStateException.class));
        assertThatThrownBy(() -> before.entered().keys().premask(0, 2, Attacks.otherDigest()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void survivorsAlteredOrTooFew() {
        uploadedBy(all);
        assertViolation(
                Violation.SURVIVORS_TOO_FEW,
                COORDINATOR,
                () -> federation.member(1).endorse(proposal(List.of(1, 2, 3, 4))));
        assertViolation(
                Violation.OWN_MESSAGE_ALTERED,
                COORDINATOR,
                () -> federation.member(1).endorse(proposal(List.of(2, 3, 4, 5, 6))));
        assertViolation(
                Violation.DUPLICATE_MEMBER,
                COORDINATOR,
                () -> federation.member(1).endorse(proposal(List.of(1, 2, 3, 3, 4))));
        Signed<RoundBody.Upload> good = federation.member(2).statement();
        Signed<RoundBody.Upload> bad = new Signed<>(
                good.body(), good.exact(), federation.member(3).statement().signature());
        List<Signed<RoundBody.Upload>> forged =
                new ArrayList<>(proposal(all).body().statements());
        forged.set(1, bad);
        Signed<RoundBody.Survivors> proposal = federation.coordinator.say(
                new RoundBody.Survivors(round.where(), good.body().context(), forged, Bytes.EMPTY));
        assertViolation(
                Violation.BAD_SIGNATURE, COORDINATOR, () -> federation.member(1).endorse(proposal));
    }

    @Test
    void certificateWithTooFewOrDuplicateSigners() {
        uploadedBy(List.of(1, 2, 3, 4, 5));
        round.endorse(List.of(1, 2, 3, 4, 5));
        assertThat(round.certificate()).isTrue();
        List<Signed<RoundBody.Endorsement>> good = round.revealing().message().endorsements();
        TestMember member = federation.member(1);
        assertViolation(
                Violation.CERTIFICATE_TOO_SMALL, COORDINATOR, () -> member.reveal(certificate(good.subList(0, 4))));
        List<Signed<RoundBody.Endorsement>> twice = new ArrayList<>(good);
        twice.set(4, twice.get(3));
        assertViolation(Violation.DUPLICATE_MEMBER, COORDINATOR, () -> member.reveal(certificate(twice)));
        List<Signed<RoundBody.Endorsement>> outsider = new ArrayList<>(good);
        outsider.set(4, endorsement(6, good.get(0).body().survivors()));
        assertViolation(Violation.CERTIFICATE_TOO_SMALL, COORDINATOR, () -> member.reveal(certificate(outsider)));
        List<Signed<RoundBody.Endorsement>> forged = new ArrayList<>(good);
        forged.set(
                4,
                new Signed<>(
                        good.get(4).body(), good.get(4).exact(), good.get(3).signature()));
        assertViolation(Violation.BAD_SIGNATURE, COORDINATOR, () -> member.reveal(certificate(forged)));
    }

    /** t - 1 reveals open nothing, and t - 1 shares do not give b. */
    @Test
    void tMinusOneReveals() {
        uploadedBy(all);
        round.endorse(all);
        assertThat(round.certificate()).isTrue();
        round.reveal(List.of(1, 2, 3, 4));
        assertThat(round.revealing().canOpen()).isFalse();
        assertThatThrownBy(() -> round.revealing().open()).isInstanceOf(IllegalStateException.class);
        assertThat(round.result()).isFalse();

        List<Share> shares = new ArrayList<>();
        round.reveals.forEach((i, reveal) -> reveal.signed().body().selfMasks().stream()
                .filter(s -> s.member() == 6)
                .forEach(s -> shares.add(new Share(i, Secret.of(s.share().toByteArray())))));
        Secret guess = new Shamir(4, 6).combine(shares);
        assertThat(Commitments.selfMask(Commitments.open(round.open), 6, guess))
                .isNotEqualTo(round.readyOf(6).header().body().selfMask());
    }

    /** A wrong share or premask is refused on arrival; t others open the sum. */
    @Test
    void wrongShareRevealed() {
        uploadedBy(List.of(1, 2, 3, 4, 5));
        round.endorse(List.of(1, 2, 3, 4, 5));
        assertThat(round.certificate()).isTrue();
        TestMember insider = federation.member(INSIDER);
        RoundBody.Reveal good =
                insider.reveal(round.revealing().message()).signed().body();
        RoundBody.RecoveryShare first = good.recoveries().get(0);
        List<RoundBody.Reveal> bad = List.of(
                with(good, flipped(good.ownSelfMask(), 0), good.selfMasks(), good.recoveries()),
                with(good, good.ownSelfMask(), List.of(), good.recoveries()),
                with(
                        good,
                        good.ownSelfMask(),
                        good.selfMasks().stream()
                                .map(s -> new RoundBody.SelfMaskShare(s.member(), flipped(s.share(), 31)))
                                .toList(),
                        good.recoveries()),
                with(
                        good,
                        good.ownSelfMask(),
                        good.selfMasks(),
                        List.of(new RoundBody.RecoveryShare(6, flipped(first.share(), 5), first.premask()))),
                with(
                        good,
                        good.ownSelfMask(),
                        good.selfMasks(),
                        List.of(new RoundBody.RecoveryShare(6, first.share(), flipped(first.premask(), 5)))));
        Digest statement = insider.state(MemberState.Revealed.class).survivors().statement();
        for (RoundBody.Reveal reveal : bad) {
            assertThat(round.revealing().accept(INSIDER, insider.say(reveal, statement)))
                    .isEqualTo(Intake.MALFORMED);
        }
        assertThat(round.revealing().accept(INSIDER, federation.member(3).say(good, statement)))
                .isEqualTo(Intake.BAD_SIGNATURE);
        round.reveal(List.of(1, 3, 4, 5));
        assertThat(round.revealing().canOpen()).isFalse();
        TestFederation.demand(round.revealing().accept(INSIDER, insider.say(good, statement)));
        assertThat(round.result()).isTrue();
        assertThat(round.opened()).isEqualTo(federation.plainSum(List.of(1, 2, 3, 4, 5)));
    }

    private static RoundBody.Reveal with(
            RoundBody.Reveal good,
            Bytes own,
            List<RoundBody.SelfMaskShare> selfMasks,
            List<RoundBody.RecoveryShare> recoveries) {
        return new RoundBody.Reveal(good.scope(), good.context(), own, selfMasks, recoveries);
    }

    /** Twelve members, t = 9: the insider's E_u is needed only if a survivor vanishes; then it proves the insider's fault. */
    @Test
    void garbageInTheBundle() {
        for (boolean survivorVanishes : new boolean[] {false, true}) {
            TestFederation twelve = TestFederation.of(12, 3, 5, SEED).establish();
            TestRound attacked = twelve.open(1, 0);
            List<Integer> honest = new ArrayList<>(twelve.everyone());
            honest.remove(INSIDER - 1);
            attacked.enter(twelve.everyone()).ready(honest);
            MemberMessage.Ready ready = twelve.member(INSIDER).ready();
            attacked.submit(INSIDER, Attacks.withBundle(twelve.member(INSIDER), ready, flipped(ready.bundle(), 40)));
            RevealPhase.Opening opening = openWithoutInsider(attacked, honest, survivorVanishes);
            if (survivorVanishes) {
                assertThat(opening)
                        .isInstanceOfSatisfying(
                                RevealPhase.Opening.Dead.class,
                                dead -> assertThat(dead.member()).isEqualTo(INSIDER));
            } else {
                assertThat(opening).isInstanceOf(RevealPhase.Opening.Opened.class);
                assertThat(attacked.result()).isTrue();
                assertThat(attacked.opened()).isEqualTo(twelve.plainSum(honest));
            }
        }
    }

    @Test
    void recoveryKeyThatItsSharesDoNotGive() {
        TestFederation twelve = TestFederation.of(12, 3, 5, SEED).establish();
        TestRound attacked = twelve.open(1, 0);
        List<Integer> honest = new ArrayList<>(twelve.everyone());
        honest.remove(INSIDER - 1);
        attacked.enter(twelve.everyone()).ready(honest);
        TestMember insider = twelve.member(INSIDER);
        attacked.submit(INSIDER, Attacks.withRecoveryKey(insider, insider.ready(), Attacks.otherDigest()));
        assertThat(openWithoutInsider(attacked, honest, true))
                .isInstanceOfSatisfying(
                        RevealPhase.Opening.Dead.class,
                        dead -> assertThat(dead.member()).isEqualTo(INSIDER));
    }

    private static RevealPhase.Opening openWithoutInsider(
            TestRound attacked, List<Integer> honest, boolean survivorVanishes) {
        assertThat(attacked.cohort()).isTrue();
        attacked.upload(honest);
        assertThat(attacked.survivors()).isTrue();
        List<Integer> revealing = survivorVanishes ? honest.subList(0, honest.size() - 1) : honest;
        attacked.endorse(revealing);
        assertThat(attacked.certificate()).isTrue();
        attacked.reveal(revealing);
        return attacked.revealing().open();
    }

    /**
     * Insiders 2 and 3 commit to different p_23, and the coordinator looks away; 3 vanishes. The sum follows from the leaf of
     * the dropped member alone: whoever is shown the other one's premask refuses it.
     */
    @Test
    void twoInsidersLeavesThatDisagree() {
        round.enter(all).ready(List.of(1, 3, 4, 5, 6));
        TestMember insider = federation.member(INSIDER);
        Secret lie = Secret.of(Attacks.otherDigest().toByteArray());
        Digest o = Commitments.open(round.open);
        MemberMessage.Ready bent = Attacks.withLeaf(
                insider,
                insider.ready(),
                3,
                leaf -> new MemberMessage.PairLeaf(
                        3, Commitments.premask(o, lie), leaf.selfShare(), leaf.recoveryShare(), leaf.ciphertext()));
        round.submit(INSIDER, bent);
        assertThat(round.readyPhase.mismatches()).containsExactly(new RoundCoordinator.Pair(2, 3));
        assertThat(round.cohort()).isTrue();
        round.upload(List.of(1, 4, 5, 6));
        // The insider masks with what it likes; here, honestly.
        insider.state = Optional.of(insider.party()
                .upload(
                        new MemberState.Joined(
                                insider.state(MemberState.Prepared.class),
                                federation
                                        .member(1)
                                        .state(MemberState.Uploaded.class)
                                        .cohort(),
                                new TreeMap<>(),
                                new TreeMap<>()),
                        maskable(insider)));
        round.takeUpload(INSIDER);
        assertThat(round.survivors()).isTrue();
        round.endorse(List.of(1, 4, 5, 6));
        TestFederation.demand(round.proposed()
                .accept(
                        INSIDER,
                        endorsement(
                                INSIDER,
                                Commitments.survivors(round.proposed().message().body()))));
        assertThat(round.certificate()).isTrue();
        round.reveal(List.of(1, 4, 5, 6));
        RoundBody.Result result = assembled(lie);
        assertViolation(Violation.SECRET_MISMATCH, COORDINATOR, () -> round.verify(federation.coordinator.say(result)));
        round.verify(federation.coordinator.say(assembled(premaskOfDropped(INSIDER))));
    }

    private RingVector maskable(TestMember insider) {
        RingVector vector = insider.contribution();
        insider.masked = Optional.of(vector);
        return vector;
    }

    private Secret premaskOfDropped(int peer) {
        return Objects.requireNonNull(
                federation.member(3).state(MemberState.Prepared.class).premasks.get(peer));
    }

    /** The result with {@code forSecond} as the premask between dropped member 3 and insider 2. */
    private RoundBody.Result assembled(Secret forSecond) {
        List<RoundBody.OpenedSelfMask> selfMasks = new ArrayList<>();
        List.of(1, 4, 5, 6)
                .forEach(i -> selfMasks.add(
                        new RoundBody.OpenedSelfMask(i, round.revealOf(i).ownSelfMask())));
        selfMasks.add(
                1,
                new RoundBody.OpenedSelfMask(
                        INSIDER,
                        MemberState.opened(
                                federation.member(INSIDER).state(MemberState.Uploaded.class).prepared.selfMask)));
        List<RoundBody.OpenedPair> pairs = round.readyOf(3).pairs().stream()
                .map(leaf -> new RoundBody.OpenedPair(
                        leaf.receiver(),
                        Optional.of(MemberState.opened(
                                leaf.receiver() == INSIDER ? forSecond : premaskOfDropped(leaf.receiver()))),
                        Optional.empty(),
                        Hashes.blob(leaf.ciphertext()),
                        leaf.selfShare(),
                        leaf.recoveryShare()))
                .toList();
        return new RoundBody.Result(
                round.where(),
                round.proposed().message().body().context(),
                Attacks.otherDigest(),
                round.revealing().message().endorsements(),
                selfMasks,
                List.of(new RoundBody.OpenedMember(3, pairs)),
                Bytes.EMPTY);
    }
}
