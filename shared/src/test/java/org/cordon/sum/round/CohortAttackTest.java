// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.sum.round.Attacks.COORDINATOR;
import static org.cordon.sum.round.Attacks.assertViolation;
import static org.cordon.sum.round.Attacks.flipped;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cordon.privacy.NoiseShare;
import org.cordon.privacy.Release;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.ring.OutOfRange;
import org.cordon.sum.ring.OverflowsRing;
import org.cordon.sum.ring.RingVector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attacks between ready and upload, among six members of whom five are needed; member 2 is the insider. */
class CohortAttackTest {
    private static final long SEED = 0x636f686f7274L;
    private static final int INSIDER = 2;
    private static final int VICTIM = 3;

    private final TestFederation federation =
            TestFederation.of(6, 9, 1000, SEED).establish();
    private final TestRound round = federation.open(1, 0);

    @BeforeEach
    void everyoneEnters() {
        round.enter(federation.everyone());
    }

    private TestMember victim() {
        return federation.member(VICTIM);
    }

    private void everyoneIsReady() {
        round.ready(federation.everyone());
        assertThat(round.cohort()).isTrue();
    }

    /** The insider bends its leaf for the victim before it submits. */
    private void insiderBends(UnaryOperator<MemberMessage.PairLeaf> change) {
        round.ready(List.of(1, 3, 4, 5, 6));
        TestMember insider = federation.member(INSIDER);
        round.submit(INSIDER, Attacks.withLeaf(insider, insider.ready(), VICTIM, change));
    }

    private Signed<RoundBody.Complaint> victimComplains() {
        assertThat(round.cohort()).isTrue();
        Signed<RoundBody.Complaint> complaint =
                victim().cohort(round.cohortFor(VICTIM)).orElseThrow();
        assertThat(complaint.body().accused()).isEqualTo(INSIDER);
        TestFederation.demand(round.uploading().complain(VICTIM, complaint));
        assertThat(round.uploading().complaints()).containsExactly(new RoundCoordinator.Pair(VICTIM, INSIDER));
        return complaint;
    }

    private CoordinatorMessage.Cohort altered(int index, UnaryOperator<CoordinatorMessage.CohortPair> change) {
        CoordinatorMessage.Cohort good = round.cohortFor(VICTIM);
        List<CoordinatorMessage.CohortPair> pairs = new ArrayList<>(good.pairs());
        pairs.set(index, change.apply(pairs.get(index)));
        return new CoordinatorMessage.Cohort(good.signed(), pairs);
    }

    private CoordinatorMessage.Cohort signed(List<Signed<RoundBody.Ready>> headers) {
        return new CoordinatorMessage.Cohort(
                federation.coordinator.say(new RoundBody.Cohort(round.where(), Commitments.open(round.open), headers)),
                round.cohortFor(VICTIM).pairs());
    }

    private List<Signed<RoundBody.Ready>> headers() {
        return new ArrayList<>(round.uploading().cohort().body().headers());
    }

    /** The two views have two contexts: masks and statements of one are worth nothing in the other. */
    @Test
    void splitViewsOfCohort() {
        everyoneIsReady();
        TestRound other = new TestRound(federation, round.open, Set.of());
        List.of(1, 2, 3, 4, 5).forEach(i -> other.submit(i, round.readyOf(i)));
        assertThat(other.cohort()).isTrue();
        round.upload(List.of(1, 2, 6));
        other.upload(List.of(3, 4, 5));
        List<Signed<RoundBody.Upload>> mixed = List.of(1, 2, 3, 4, 5, 6).stream()
                .map(i -> federation.member(i).statement())
                .toList();
        Signed<RoundBody.Survivors> proposal = federation.coordinator.say(new RoundBody.Survivors(
                round.where(), federation.member(1).statement().body().context(), mixed, Bytes.EMPTY));
        assertViolation(
                Violation.CONTEXT_MISMATCH,
                COORDINATOR,
                () -> federation.member(1).endorse(proposal));
        assertViolation(
                Violation.CONTEXT_MISMATCH,
                COORDINATOR,
                () -> federation.member(4).endorse(proposal));
        assertThat(round.survivors()).isFalse();
        assertThat(other.survivors()).isFalse();
    }

    @Test
    void flippedCiphertexts() {
        everyoneIsReady();
        for (int byteIndex : new int[] {0, 11, 12, 50, 91}) {
            CoordinatorMessage.Cohort flipped = altered(1, pair -> {
                MemberMessage.PairLeaf leaf = pair.leaf();
                return new CoordinatorMessage.CohortPair(
                        pair.sender(),
                        new MemberMessage.PairLeaf(
                                leaf.receiver(),
                                leaf.premask(),
                                leaf.selfShare(),
                                leaf.recoveryShare(),
                                flipped(leaf.ciphertext(), byteIndex)),
                        pair.path());
            });
            assertViolation(Violation.PATH_MISMATCH, COORDINATOR, () -> victim().cohort(flipped));
        }
    }

    @Test
    void ciphertextThatItsSenderSpoilt() {
        insiderBends(leaf -> new MemberMessage.PairLeaf(
                leaf.receiver(),
                leaf.premask(),
                leaf.selfShare(),
                leaf.recoveryShare(),
                flipped(leaf.ciphertext(), 20)));
        assertThat(victimComplains().body().reason()).isEqualTo(RoundBody.Complaint.Reason.DECRYPTION);
    }

    @Test
    void wrongShare() {
        insiderBends(leaf -> new MemberMessage.PairLeaf(
                leaf.receiver(), leaf.premask(), Attacks.otherDigest(), leaf.recoveryShare(), leaf.ciphertext()));
        assertThat(victimComplains().body().reason()).isEqualTo(RoundBody.Complaint.Reason.SHARE);
    }

    @Test
    void wrongRecoveryShare() {
        insiderBends(leaf -> new MemberMessage.PairLeaf(
                leaf.receiver(), leaf.premask(), leaf.selfShare(), Attacks.otherDigest(), leaf.ciphertext()));
        assertThat(victimComplains().body().reason()).isEqualTo(RoundBody.Complaint.Reason.SHARE);
    }

    /** The coordinator sees it; if it looks away, the victim complains; nothing of the attempt is uploaded by the victim. */
    @Test
    void pHashMismatch() {
        insiderBends(leaf -> new MemberMessage.PairLeaf(
                leaf.receiver(), Attacks.otherDigest(), leaf.selfShare(), leaf.recoveryShare(), leaf.ciphertext()));
        assertThat(round.readyPhase.mismatches()).containsExactly(new RoundCoordinator.Pair(INSIDER, VICTIM));
        assertThat(victimComplains().body().reason()).isEqualTo(RoundBody.Complaint.Reason.PREMASK);
        assertThat(victim().masked).isEmpty();
        TestRound retry = new TestRound(federation, federation.openBody(1, 1), Set.of(INSIDER));
        assertThat(retry.run(List.of(1, 3, 4, 5, 6))).isTrue();
        assertThat(retry.opened()).isEqualTo(federation.plainSum(List.of(1, 3, 4, 5, 6)));
    }

    @Test
    void swappedRelays() {
        everyoneIsReady();
        CoordinatorMessage.CohortPair forAnother = round.cohortFor(4).pairs().get(1);
        assertThat(forAnother.sender()).isEqualTo(INSIDER);
        assertViolation(Violation.PATH_MISMATCH, COORDINATOR, () -> victim().cohort(altered(1, pair -> forAnother)));
        CoordinatorMessage.Cohort good = round.cohortFor(VICTIM);
        assertViolation(
                Violation.PATH_MISMATCH,
                COORDINATOR,
                () -> victim().cohort(altered(
                        1,
                        pair -> new CoordinatorMessage.CohortPair(
                                INSIDER,
                                good.pairs().get(0).leaf(),
                                good.pairs().get(0).path()))));
        assertViolation(
                Violation.WRONG_PAIRS,
                COORDINATOR,
                () -> victim().cohort(new CoordinatorMessage.Cohort(
                        good.signed(), good.pairs().subList(0, 4))));
    }

    @Test
    void shrunkenCohort() {
        everyoneIsReady();
        CoordinatorMessage.Cohort four = signed(headers().subList(0, 4));
        assertViolation(Violation.COHORT_TOO_SMALL, COORDINATOR, () -> victim().cohort(four));
    }

    @Test
    void duplicateIdsInTheCohort() {
        everyoneIsReady();
        List<Signed<RoundBody.Ready>> twice = headers();
        twice.set(5, twice.get(4));
        assertViolation(Violation.DUPLICATE_MEMBER, COORDINATOR, () -> victim().cohort(signed(twice)));
    }

    @Test
    void ownHeaderAlteredOrMissing() {
        everyoneIsReady();
        List<Signed<RoundBody.Ready>> without = headers();
        without.remove(VICTIM - 1);
        assertViolation(Violation.OWN_MESSAGE_ALTERED, COORDINATOR, () -> victim().cohort(signed(without)));
    }

    @Test
    void headerThatItsMemberDidNotSign() {
        everyoneIsReady();
        List<Signed<RoundBody.Ready>> forged = headers();
        Signed<RoundBody.Ready> good = forged.get(0);
        forged.set(0, new Signed<>(good.body(), good.exact(), forged.get(1).signature()));
        assertViolation(Violation.BAD_SIGNATURE, COORDINATOR, () -> victim().cohort(signed(forged)));
    }

    @Test
    void commitmentThatIsReserved() {
        everyoneIsReady();
        List<Signed<RoundBody.Ready>> committed = headers();
        RoundBody.Ready body = committed.get(INSIDER - 1).body();
        Signed<RoundBody.Ready> good = committed.get(INSIDER - 1);
        RoundBody.Ready more = new RoundBody.Ready(
                body.scope(),
                body.open(),
                body.selfMask(),
                body.recoveryKey(),
                body.pairsRoot(),
                body.bundle(),
                Bytes.wrap(new byte[32]));
        assertThatThrownBy(() -> federation.member(INSIDER).speaker.say(more))
                .isInstanceOf(IllegalArgumentException.class);
        Signed<RoundBody.Ready> filled = new Signed<>(more, good.exact(), good.signature());
        committed.set(INSIDER - 1, filled);
        assertViolation(Violation.COMMITMENT_NOT_EMPTY, COORDINATOR, () -> victim().cohort(signed(committed)));
    }

    @Test
    void modelThatIsNotPublished() {
        everyoneIsReady();
        victim().model = Attacks.otherDigest();
        assertViolation(Violation.MODEL_NOT_PUBLISHED, COORDINATOR, () -> victim().cohort(round.cohortFor(VICTIM)));
    }

    /** A broken generator that repeats itself does not make b and k equal, nor equal to last round's. */
    @Test
    void bEqualsK() {
        Randomness broken = target -> Arrays.fill(target, (byte) 7);
        TestMember member = victim();
        RoundMember party = new RoundMember(federation.roll, VICTIM, federation.configuration, member.speaker, broken);
        MemberState.Entered entered = member.state(MemberState.Entered.class);
        MemberState.Prepared first = party.ready(entered, member.local, Attacks.otherDigest());
        assertThat(first.selfMask).isNotEqualTo(first.recoveryKey);
        MemberState.Prepared otherInput = party.ready(entered, member.local, Digest.of(new byte[32]));
        assertThat(otherInput.selfMask).isNotEqualTo(first.selfMask);
        assertThat(otherInput.recoveryKey).isNotEqualTo(first.recoveryKey);
        assertThat(first.message().header().body().selfMask())
                .isNotEqualTo(first.message().header().body().recoveryKey());
    }

    @Test
    void readyThatDoesNotFitItsHeader() {
        MemberMessage.Ready good = victim().ready();
        MemberMessage.Ready otherBundle =
                new MemberMessage.Ready(good.header(), good.pairs(), flipped(good.bundle(), 3));
        MemberMessage.Ready missing =
                new MemberMessage.Ready(good.header(), good.pairs().subList(1, 5), good.bundle());
        MemberMessage.Ready forged = new MemberMessage.Ready(
                new Signed<>(
                        good.header().body(),
                        good.header().exact(),
                        federation.member(1).ready().header().signature()),
                good.pairs(),
                good.bundle());
        assertThat(round.readyPhase.accept(VICTIM, otherBundle)).isEqualTo(Intake.MALFORMED);
        assertThat(round.readyPhase.accept(VICTIM, missing)).isEqualTo(Intake.MALFORMED);
        assertThat(round.readyPhase.accept(VICTIM, forged)).isEqualTo(Intake.BAD_SIGNATURE);
        assertThat(round.readyPhase.accept(7, good)).isEqualTo(Intake.UNEXPECTED);
        assertThat(round.readyPhase.accept(VICTIM, good)).isEqualTo(Intake.ACCEPTED);
        assertThat(round.readyPhase.accept(VICTIM, good)).isEqualTo(Intake.DUPLICATE);
        assertThat(round.readyPhase.accept(VICTIM, otherBundle)).isEqualTo(Intake.CONFLICT);
    }

    /** Refused, never clipped: by one too much on either side, and by the farthest there is. */
    @Test
    void outOfRangeValues() {
        for (long value : new long[] {1001, -1001, Long.MAX_VALUE, Long.MIN_VALUE}) {
            victim().values = new long[] {0, 1, 2, 3, value, 5, 6, 7, 8};
            assertThatThrownBy(() -> victim().contribution())
                    .isInstanceOf(OutOfRange.class)
                    .hasMessageContaining("4");
        }
    }

    @Test
    void countSlotAndLengthThatAreNotTheRounds() {
        victim().values = new long[] {1000, -1000, 0, 0, 0, 0, 0, 0, 0};
        everyoneIsReady();
        MemberState.CohortAnswer.Join join = (MemberState.CohortAnswer.Join) victim().party()
                .cohort(victim().state(MemberState.Prepared.class), round.cohortFor(VICTIM), victim().model);
        RingVector countsTwice =
                RingVector.ofSigned(federation.configuration.ring(), new long[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 2}, 1000);
        assertThatThrownBy(() -> victim().party().upload(join.joined(), countsTwice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count slot");
        RingVector tooShort = RingVector.ofSigned(federation.configuration.ring(), new long[] {0, 1}, 1000);
        assertThatThrownBy(() -> victim().party().upload(join.joined(), tooShort))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The widest bound of a ring, met by everybody at once with one sign; one more takes the next ring. */
    @Test
    void overflowAtTheBound() {
        long maxAbs = ((1L << 23) - 1) / 6;
        for (long sign : new long[] {1, -1}) {
            TestFederation tight = TestFederation.of(6, 2, maxAbs, SEED + sign).establish();
            assertThat(tight.configuration.ring().wordBits()).isEqualTo(24);
            tight.members.values().forEach(m -> m.values = new long[] {sign * maxAbs, -sign * maxAbs});
            TestRound full = tight.open(1, 0);
            assertThat(full.run(tight.everyone())).isTrue();
            assertThat(full.opened()).containsExactly(6 * sign * maxAbs, -6 * sign * maxAbs, 6);
        }
        assertThat(TestFederation.of(6, 2, maxAbs + 1, SEED)
                        .configuration
                        .ring()
                        .wordBits())
                .isEqualTo(32);
        RoundConfiguration beyond = new RoundConfiguration("test", 2, Long.MAX_VALUE / 6 + 1, Optional.empty(), 6, 5);
        assertThatThrownBy(beyond::ring).isInstanceOf(OverflowsRing.class);
        RoundConfiguration withNoise = new RoundConfiguration(
                "test", 2, maxAbs, Optional.of(new NoiseShare(Release.ofAll(16, 1_000_000), 5, 4)), 6, 5);
        assertThat(withNoise.ring().wordBits()).isEqualTo(32);
    }

    /** m below t would let a sum open that t cannot certify. */
    @Test
    void minSurvivorsBelowTheThreshold() {
        RoundConfiguration weak = new RoundConfiguration("test", 9, 1000, Optional.empty(), 6, 4);
        assertThatThrownBy(() -> new RoundMember(federation.roll, VICTIM, weak, victim().speaker, victim().randomness))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minSurvivors");
    }
}
