// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullRoundTest {
    private static final long SEED = 0x726f756e64L;

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyoneStaysAndTheSumIsExact(int size) {
        TestFederation federation =
                TestFederation.of(size, 37, 1 << 15, SEED + size).establish();
        TestRound round = federation.open(1, 0);

        assertThat(round.run(federation.everyone())).isTrue();

        assertThat(round.opened()).isEqualTo(federation.plainSum(federation.everyone()));
        round.check(round.resultMessage(), round.sum.orElseThrow());
    }

    /** N * maxAbs just below 2^(W-1) for every W. */
    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 40, 48, 56, 64})
    void everyWidthOfTheRing(int wordBits) {
        long maxAbs = ((1L << (wordBits - 2)) - 1) / 5 * 2;
        TestFederation federation = TestFederation.of(5, 4099, maxAbs, SEED).establish();
        assertThat(federation.configuration.ring().wordBits()).isEqualTo(wordBits);
        TestRound round = federation.open(1, 0);
        List<Integer> present = federation.everyone();
        round.enter(present).ready(present);
        assertThat(round.cohort()).isTrue();
        round.upload(List.of(1, 2, 4, 5));
        assertThat(round.survivors()).isTrue();
        round.endorse(List.of(1, 2, 4, 5));
        assertThat(round.certificate()).isTrue();
        round.reveal(List.of(1, 2, 4, 5));
        assertThat(round.result()).isTrue();
        assertThat(round.opened()).isEqualTo(federation.plainSum(List.of(1, 2, 4, 5)));
        round.check(round.resultMessage(), round.sum.orElseThrow());
    }

    /** N - t vanish, at each of three moments, in turn the lowest, the highest and those in the middle. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8, 9, 10, 11, 12})
    void asManyAsMayVanishDoAtEveryMoment(int size) {
        TestFederation federation =
                TestFederation.of(size, 11, 1000, SEED - size).establish();
        int spare = size - federation.threshold();
        int number = 0;
        for (int first : new int[] {0, (size - spare) / 2, size - spare}) {
            List<Integer> rest = new ArrayList<>(federation.everyone());
            rest.removeAll(List.copyOf(rest.subList(first, first + spare)));
            for (Step step : List.of(Step.READY, Step.UPLOAD, Step.SURVIVORS, Step.REVEAL)) {
                federation.drawValues();
                TestRound round = vanishAt(federation, ++number, step, rest);
                List<Integer> summed = step.compareTo(Step.UPLOAD) <= 0 ? rest : federation.everyone();
                assertThat(round.opened()).as("%s, %s stay", step, rest).isEqualTo(federation.plainSum(summed));
                round.check(round.resultMessage(), round.sum.orElseThrow());
            }
        }
    }

    private static TestRound vanishAt(TestFederation federation, int number, Step step, List<Integer> rest) {
        TestRound round = federation.open(number, 0);
        List<Integer> all = federation.everyone();
        round.enter(all).ready(step.compareTo(Step.READY) <= 0 ? rest : all);
        assertThat(round.cohort()).isTrue();
        round.upload(step.compareTo(Step.UPLOAD) <= 0 ? rest : all);
        assertThat(round.survivors()).isTrue();
        round.endorse(step.compareTo(Step.SURVIVORS) <= 0 ? rest : all);
        assertThat(round.certificate()).isTrue();
        round.reveal(rest);
        assertThat(round.result()).isTrue();
        return round;
    }

    /** Two vanish before they upload and two after: b_u and k_u are reconstructed, and E_u opened for their pairs. */
    @Test
    void dropOutsBeforeAndAfterUploadMeet() {
        TestFederation federation = TestFederation.of(12, 50, 7, SEED).establish();
        TestRound round = federation.open(1, 0);
        round.enter(federation.everyone()).ready(federation.everyone());
        assertThat(round.cohort()).isTrue();
        List<Integer> uploaded = List.of(1, 3, 4, 5, 6, 7, 8, 9, 11, 12);
        round.upload(uploaded);
        assertThat(round.survivors()).isTrue();
        List<Integer> revealed = List.of(1, 4, 5, 6, 7, 8, 9, 11, 12);
        round.endorse(revealed);
        assertThat(round.certificate()).isTrue();
        round.reveal(revealed);
        assertThat(round.result()).isTrue();
        assertThat(round.opened()).isEqualTo(federation.plainSum(uploaded));
        round.check(round.resultMessage(), round.sum.orElseThrow());
    }

    @Test
    void aRetryReusesTheContributionUnderFreshSecrets() {
        TestFederation federation = TestFederation.of(6, 20, 1000, SEED).establish();
        TestRound first = federation.open(1, 0);
        first.enter(federation.everyone()).ready(federation.everyone());
        assertThat(first.cohort()).isTrue();
        first.upload(List.of(1, 2));
        assertThat(first.survivors()).isFalse();

        TestRound second = federation.open(1, 1);
        assertThat(second.run(federation.everyone())).isTrue();

        assertThat(second.opened()).isEqualTo(federation.plainSum(federation.everyone()));
        assertThat(second.upload(1)).isNotEqualTo(first.upload(1));
        assertThat(second.readyOf(1).header().body().selfMask())
                .isNotEqualTo(first.readyOf(1).header().body().selfMask());
    }

    @Test
    void membersWhoWereAbsentFastForwardToTheEpochsLastRound() {
        TestFederation federation = TestFederation.of(5, 3, 10, SEED).establish();
        assertThat(federation.open(1, 0).run(List.of(1, 2, 3, 4))).isTrue();
        assertThat(federation.open(2, 0).run(List.of(1, 2, 3, 5))).isTrue();
        assertThat(federation.open(7, 0).run(List.of(1, 2, 4, 5))).isTrue();
        TestRound last = federation.open(100, 0);
        assertThat(last.run(federation.everyone())).isTrue();
        assertThat(last.opened()).isEqualTo(federation.plainSum(federation.everyone()));
        assertThat(federation.member(3).keys().nextRound()).isEqualTo(101);
    }

    @Test
    void aNewEpochShutsTheOneBeforeAndMayHaveAnotherRoster() {
        TestFederation federation = TestFederation.of(6, 3, 10, SEED).establish();
        TestRound before = federation.open(3, 0);
        assertThat(before.run(federation.everyone())).isTrue();

        federation.establish(2, List.of(1, 2, 3, 5, 6));
        TestRound after = federation.open(1, 0);
        assertThat(after.run(federation.roster())).isTrue();
        assertThat(after.opened()).isEqualTo(federation.plainSum(federation.roster()));

        TestMember member = federation.member(1);
        assertThatThrownBy(() -> member.enter(before.open))
                .isInstanceOfSatisfying(
                        ProtocolViolation.class, v -> assertThat(v.kind()).isEqualTo(Violation.WRONG_EPOCH));
    }

    /** Every state goes to bytes and back between all steps, and the coordinator is restarted there too. */
    @Test
    void everyoneIsKilledAfterEveryStep() {
        TestFederation federation = TestFederation.of(5, 9, 1000, SEED).establish();
        List<Integer> all = federation.everyone();
        TestRound round = federation.open(1, 0);
        round.enter(all);
        restart(federation, round);
        round.ready(all);
        restart(federation, round);
        assertThat(round.cohort()).isTrue();
        round.upload(List.of(1, 2, 3, 5));
        restart(federation, round);
        assertThat(round.survivors()).isTrue();
        restart(federation, round);
        round.endorse(List.of(1, 2, 3, 5));
        federation.members.values().forEach(m -> m.restart(federation.roster()));
        assertThat(round.certificate()).isTrue();
        round.reveal(List.of(1, 2, 3, 5));
        federation.members.values().forEach(m -> m.restart(federation.roster()));
        assertThat(round.result()).isTrue();
        assertThat(round.opened()).isEqualTo(federation.plainSum(List.of(1, 2, 3, 5)));
    }

    private static void restart(TestFederation federation, TestRound round) {
        federation.members.values().forEach(m -> m.restart(federation.roster()));
        round.restartCoordinator();
    }

    @Test
    void aRestartedMemberSendsTheSameBytesAgain() {
        TestFederation federation = TestFederation.of(4, 9, 1000, SEED).establish();
        TestRound round = federation.open(1, 0);
        assertThat(round.run(federation.everyone())).isTrue();
        TestMember member = federation.member(2);
        MemberMessage.Reveal before = member.state(MemberState.Revealed.class).message();
        member.restart(federation.roster());
        assertThat(member.state(MemberState.Revealed.class).message()).isEqualTo(before);
    }

    @Test
    void tReceiptsPublishTheState() {
        TestFederation federation = TestFederation.of(6, 3, 10, SEED).establish();
        TestRound round = federation.open(1, 0);
        assertThat(round.run(List.of(1, 2, 3, 4, 5))).isTrue();
        Digest model = Hashes.blob(new byte[] {1});
        RoundCoordinator.ReceiptPhase receipts = round.core.receipts(round.resultMessage(), model);
        for (int i : List.of(2, 3, 4, 6)) {
            TestFederation.demand(receipts.accept(i, round.receipt(i, model)));
            assertThat(receipts.close()).isEmpty();
        }
        TestFederation.demand(receipts.accept(1, round.receipt(1, model)));
        CoordinatorMessage.Published published = receipts.close().orElseThrow();
        assertThat(Publication.verify(federation.roll, published).model()).isEqualTo(model);
    }

    @Test
    void fewerThanTheRoundNeedsGiveNoSum() {
        TestFederation federation = TestFederation.of(7, 3, 10, SEED).establish();
        assertThat(federation.open(1, 0).run(Set.of(1, 2, 3, 4))).isFalse();
        TestRound second = federation.open(2, 0);
        second.enter(federation.everyone()).ready(federation.everyone());
        assertThat(second.cohort()).isTrue();
        second.upload(federation.everyone());
        assertThat(second.survivors()).isTrue();
        second.endorse(List.of(1, 2, 3, 4));
        assertThat(second.certificate()).isFalse();
    }
}
