// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordon.sum.round.Attacks.COORDINATOR;
import static org.cordon.sum.round.Attacks.assertViolation;
import static org.cordon.sum.round.Attacks.flipped;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.ring.RingVector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attacks on the result, among seven members of whom five are needed: 7 was never ready, 6 drops before it uploads. */
class ResultAttackTest {
    private static final long SEED = 0x726573756c74L;
    private static final int OUTSIDER = 7;
    private static final int DROPPED = 6;

    private final TestFederation federation =
            TestFederation.of(7, 9000, 1000, SEED).establish();
    private final TestRound round = federation.open(1, 0);
    private final List<Integer> survivors = List.of(1, 2, 3, 4, 5);

    @BeforeEach
    void aSumIsOpened() {
        round.enter(federation.everyone()).ready(List.of(1, 2, 3, 4, 5, DROPPED));
        assertThat(round.cohort()).isTrue();
        round.upload(survivors);
        assertThat(round.survivors()).isTrue();
        round.endorse(survivors);
        assertThat(round.certificate()).isTrue();
        round.reveal(survivors);
        assertThat(round.result()).isTrue();
    }

    private RingVector sum() {
        return round.sum.orElseThrow();
    }

    private RoundBody.Result body() {
        return round.resultMessage().body();
    }

    private Signed<RoundBody.Result> signed(RoundBody.Result body) {
        return federation.coordinator.say(body);
    }

    private Signed<RoundBody.Result> withCertificate(List<Signed<RoundBody.Endorsement>> certificate) {
        RoundBody.Result b = body();
        return signed(new RoundBody.Result(
                b.scope(), b.context(), b.sum(), certificate, b.selfMasks(), b.dropped(), b.checkpoint()));
    }

    private Signed<RoundBody.Result> withSum(Digest sum) {
        RoundBody.Result b = body();
        return signed(new RoundBody.Result(
                b.scope(), b.context(), sum, b.certificate(), b.selfMasks(), b.dropped(), b.checkpoint()));
    }

    private Signed<RoundBody.Result> withDropped(UnaryOperator<RoundBody.OpenedPair> change) {
        RoundBody.Result b = body();
        RoundBody.OpenedMember member = b.dropped().get(0);
        List<RoundBody.OpenedPair> pairs = new ArrayList<>(member.pairs());
        pairs.set(0, change.apply(pairs.get(0)));
        return signed(new RoundBody.Result(
                b.scope(),
                b.context(),
                b.sum(),
                b.certificate(),
                b.selfMasks(),
                List.of(new RoundBody.OpenedMember(member.member(), pairs)),
                b.checkpoint()));
    }

    private RingVector changedSum(int index, long by) {
        long[] words = sum().toSigned();
        words[index] += by;
        return RingVector.ofSigned(sum().ring(), words, sum().ring().maxSum());
    }

    private static Digest hash(RingVector vector) {
        return Hashes.blob(vector.toByteArray());
    }

    /** Another sum under a new hash, signed by the coordinator: one word, one block is enough to be found. */
    @Test
    void forgedResultIsRefusedBeforeUse() {
        for (int index : new int[] {0, 4095, 4096, 8999}) {
            RingVector forged = changedSum(index, 1);
            assertViolation(Violation.SUM_FORGED, COORDINATOR, () -> round.check(withSum(hash(forged)), forged));
            assertViolation(Violation.SUM_FORGED, COORDINATOR, () -> round.check(round.resultMessage(), forged));
        }
        round.check(round.resultMessage(), sum());
    }

    @Test
    void countThatIsNotTheSurvivors() {
        RingVector forged = changedSum(9000, 1);
        assertViolation(Violation.COUNT_MISMATCH, COORDINATOR, () -> round.check(withSum(hash(forged)), forged));
    }

    @Test
    void secretsThatNobodyCommittedTo() {
        RoundBody.Result b = body();
        List<RoundBody.OpenedSelfMask> selfMasks = new ArrayList<>(b.selfMasks());
        selfMasks.set(
                2, new RoundBody.OpenedSelfMask(3, flipped(selfMasks.get(2).seed(), 0)));
        Signed<RoundBody.Result> otherSelfMask = signed(new RoundBody.Result(
                b.scope(), b.context(), b.sum(), b.certificate(), selfMasks, b.dropped(), b.checkpoint()));
        assertViolation(Violation.SECRET_MISMATCH, COORDINATOR, () -> round.verify(otherSelfMask));

        assertViolation(
                Violation.SECRET_MISMATCH,
                COORDINATOR,
                () -> round.verify(withDropped(pair -> new RoundBody.OpenedPair(
                        pair.receiver(),
                        pair.premask().map(p -> flipped(p, 1)),
                        pair.premaskHash(),
                        pair.ciphertext(),
                        pair.selfShare(),
                        pair.recoveryShare()))));
        assertViolation(
                Violation.SECRET_MISMATCH,
                COORDINATOR,
                () -> round.verify(withDropped(pair -> new RoundBody.OpenedPair(
                        pair.receiver(),
                        pair.premask(),
                        pair.premaskHash(),
                        Attacks.otherDigest(),
                        pair.selfShare(),
                        pair.recoveryShare()))));
        assertViolation(
                Violation.WRONG_PAIRS,
                COORDINATOR,
                () -> round.verify(withDropped(pair -> new RoundBody.OpenedPair(
                        pair.receiver(),
                        Optional.empty(),
                        Optional.of(Attacks.otherDigest()),
                        pair.ciphertext(),
                        pair.selfShare(),
                        pair.recoveryShare()))));
    }

    @Test
    void secretsOfOtherMembers() {
        RoundBody.Result b = body();
        Signed<RoundBody.Result> noneDropped = signed(new RoundBody.Result(
                b.scope(), b.context(), b.sum(), b.certificate(), b.selfMasks(), List.of(), b.checkpoint()));
        assertViolation(Violation.WRONG_PAIRS, COORDINATOR, () -> round.verify(noneDropped));
        Signed<RoundBody.Result> fewer = signed(new RoundBody.Result(
                b.scope(),
                b.context(),
                b.sum(),
                b.certificate(),
                b.selfMasks().subList(0, 4),
                b.dropped(),
                b.checkpoint()));
        assertViolation(Violation.WRONG_PAIRS, COORDINATOR, () -> round.verify(fewer));
    }

    @Test
    void certificateWithTooFewOrDuplicateSigners() {
        List<Signed<RoundBody.Endorsement>> good = body().certificate();
        assertViolation(
                Violation.CERTIFICATE_TOO_SMALL, COORDINATOR, () -> round.verify(withCertificate(good.subList(0, 4))));
        List<Signed<RoundBody.Endorsement>> twice = new ArrayList<>(good);
        twice.set(1, twice.get(0));
        assertViolation(Violation.DUPLICATE_MEMBER, COORDINATOR, () -> round.verify(withCertificate(twice)));
    }

    /** A certificate that was verified before stands for no other survivors, and another one is verified afresh. */
    @Test
    void certificateKnownForOtherSurvivors() {
        MemberState.Revealed mine = federation.member(1).state(MemberState.Revealed.class);
        List<Signed<RoundBody.Endorsement>> forged = new ArrayList<>(body().certificate());
        forged.set(
                4,
                new Signed<>(
                        forged.get(4).body(),
                        forged.get(4).exact(),
                        forged.get(3).signature()));
        assertViolation(Violation.BAD_SIGNATURE, COORDINATOR, () -> verify(mine, withCertificate(forged)));
        assertThat(verify(mine, round.resultMessage()).sum()).isEqualTo(hash(sum()));
    }

    private VerifiedResult verify(MemberState.Revealed mine, Signed<RoundBody.Result> result) {
        return VerifiedResult.verify(
                federation.roll,
                federation.configuration,
                federation.roster(),
                mine.cohort(),
                mine.survivors(),
                Optional.of(mine.certificate()),
                result);
    }

    /** Every bit of a block counts, and so does its place; what was never served as signed is forged. */
    @Test
    void oneForgedBlock() {
        VerifiedResult verified = round.verify(round.resultMessage());
        try (SumCheck check = new SumCheck(verified, sum(), Attacks.otherDigest())) {
            List<byte[]> blocks = TestRound.blocks(round.upload(1));
            MerkleTree tree = MerkleTree.of(blocks);
            Bytes words = Bytes.of(blocks.get(0));
            assertThat(check.accept(new Block(0, 1, flipped(words, 8000), tree.path(0))))
                    .isFalse();
            assertThat(check.accept(new Block(0, 2, words, tree.path(0)))).isFalse();
            assertThat(check.accept(new Block(1, 1, Bytes.of(blocks.get(1)), tree.path(1))))
                    .isFalse();
            assertThat(check.accept(new Block(0, 1, words, tree.path(1)))).isFalse();
            assertThat(check.accept(new Block(0, 1, words, List.of()))).isFalse();
            assertThat(check.accept(new Block(0, 1, words.slice(0, words.size() - 2), tree.path(0))))
                    .isFalse();
            assertThat(check.accept(new Block(0, 1, words, tree.path(0)))).isTrue();
            assertThat(check.accept(new Block(0, 1, words, tree.path(0)))).isFalse();
            assertViolation(Violation.SUM_FORGED, COORDINATOR, check::finish);
        }
    }

    /** Who was never ready verifies headers, survivors and all, and refuses what its coordinator made up. */
    @Test
    void resultForMembersOutsideTheCohort() {
        TestMember outsider = federation.member(OUTSIDER);
        assertThat(outsider.state(MemberState.Entered.class)).isNotNull();
        round.check(round.resultMessage(), sum());
        Digest model = Attacks.otherDigest();
        RoundCoordinator.ReceiptPhase receipts = round.core.receipts(round.resultMessage(), model);
        TestFederation.demand(receipts.accept(OUTSIDER, round.receipt(OUTSIDER, model)));

        List<Signed<RoundBody.Ready>> headers =
                new ArrayList<>(round.uploading().cohort().body().headers());
        headers.remove(DROPPED - 1);
        Signed<RoundBody.Cohort> smaller =
                federation.coordinator.say(new RoundBody.Cohort(round.where(), Commitments.open(round.open), headers));
        VerifiedCohort other =
                VerifiedCohort.verify(federation.roll, round.open, federation.roster(), 5, smaller, Optional.empty());
        assertViolation(
                Violation.CONTEXT_MISMATCH,
                COORDINATOR,
                () -> VerifiedSurvivors.verify(
                        federation.roll, other, 5, round.proposed().message(), Optional.empty()));
        headers.set(
                0,
                new Signed<>(
                        headers.get(0).body(),
                        headers.get(0).exact(),
                        headers.get(1).signature()));
        Signed<RoundBody.Cohort> forged =
                federation.coordinator.say(new RoundBody.Cohort(round.where(), Commitments.open(round.open), headers));
        assertViolation(
                Violation.BAD_SIGNATURE,
                COORDINATOR,
                () -> VerifiedCohort.verify(
                        federation.roll, round.open, federation.roster(), 5, forged, Optional.empty()));
    }

    @Test
    void publicationWithTooFewDuplicateOrDisagreeingReceipts() {
        Digest model = Attacks.otherDigest();
        List<Signed<RoundBody.Receipt>> good = new ArrayList<>();
        survivors.forEach(i -> good.add(round.receipt(i, model)));
        assertThat(Publication.verify(federation.roll, published(good)).model()).isEqualTo(model);
        assertViolation(
                Violation.CERTIFICATE_TOO_SMALL,
                COORDINATOR,
                () -> Publication.verify(federation.roll, published(good.subList(0, 4))));
        List<Signed<RoundBody.Receipt>> twice = new ArrayList<>(good);
        twice.set(4, twice.get(3));
        assertViolation(
                Violation.DUPLICATE_MEMBER, COORDINATOR, () -> Publication.verify(federation.roll, published(twice)));
        List<Signed<RoundBody.Receipt>> disagreeing = new ArrayList<>(good);
        disagreeing.set(4, round.receipt(5, Digest.of(new byte[32])));
        assertViolation(
                Violation.STATEMENT_MISMATCH,
                COORDINATOR,
                () -> Publication.verify(federation.roll, published(disagreeing)));
    }

    private CoordinatorMessage.Published published(List<Signed<RoundBody.Receipt>> receipts) {
        return new CoordinatorMessage.Published(body().scope(), receipts);
    }
}
