// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.sum.round.Attacks.COORDINATOR;
import static org.cordon.sum.round.Attacks.assertViolation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Violation;
import org.junit.jupiter.api.Test;

/** Attacks with {@code open}, among six members of whom five are needed. */
class OpenAttackTest {
    private static final long SEED = 0x6f70656eL;

    private final TestFederation federation = TestFederation.of(6, 4, 10, SEED).establish();

    private Signed<RoundBody.Open> open(int round, int attempt, Digest model, Digest configuration, long deadline) {
        return federation.coordinator.say(new RoundBody.Open(
                new Scope(federation.roll.session(), 1, round, attempt, Scope.COORDINATOR),
                model,
                configuration,
                federation.established().rosterHash(),
                Bytes.EMPTY,
                new RoundBody.Deadlines(deadline, deadline, deadline, deadline)));
    }

    private Signed<RoundBody.Open> open(int round, int attempt, long deadline) {
        return open(round, attempt, federation.member(1).model, federation.configuration.digest(), deadline);
    }

    /** Headers name the view they answer: no cohort of m has one view, and members refuse a mixed one. */
    @Test
    void splitViewsOfOpen() {
        TestRound one = new TestRound(federation, open(1, 0, 1), Set.of());
        TestRound other = new TestRound(federation, open(1, 0, 2), Set.of());
        one.enter(List.of(1, 2, 3)).ready(List.of(1, 2, 3));
        other.enter(List.of(4, 5, 6)).ready(List.of(4, 5, 6));
        assertThat(one.cohort()).isFalse();
        assertThat(other.cohort()).isFalse();

        List<Signed<RoundBody.Ready>> mixed = Stream.of(one.ready, other.ready)
                .flatMap(ready -> ready.values().stream())
                .map(MemberMessage.Ready::header)
                .toList();
        Signed<RoundBody.Cohort> cohort =
                federation.coordinator.say(new RoundBody.Cohort(one.where(), Commitments.open(one.open), mixed));
        CoordinatorMessage.Cohort message = new CoordinatorMessage.Cohort(cohort, List.of());
        assertViolation(
                Violation.OPEN_MISMATCH, COORDINATOR, () -> federation.member(1).cohort(message));
    }

    @Test
    void replayedOpen() {
        TestRound round = federation.open(2, 0);
        round.run(federation.everyone());
        TestMember member = federation.member(1);
        assertViolation(Violation.ATTEMPT_AFTER_ENDORSEMENT, COORDINATOR, () -> member.enter(round.open));
        TestRound next = federation.open(3, 0).enter(federation.everyone());
        member.restart(federation.roster());
        assertViolation(Violation.ROUND_REPLAYED, COORDINATOR, () -> member.enter(next.open));
        assertViolation(Violation.ATTEMPT_AFTER_ENDORSEMENT, COORDINATOR, () -> member.enter(round.open));
    }

    @Test
    void modelChangedBetweenAttempts() {
        TestMember member = federation.member(1);
        member.enter(open(1, 0, 1));
        Signed<RoundBody.Open> changed = open(1, 1, Attacks.otherDigest(), federation.configuration.digest(), 1);
        assertViolation(Violation.MODEL_MISMATCH, COORDINATOR, () -> member.enter(changed));

        // Even a member whose own state moved on in between takes x to one model only.
        OpenCheck moved = new OpenCheck(
                federation.roll,
                Attacks.otherDigest(),
                federation.configuration,
                federation.established().rosterHash());
        Optional<Signed<RoundBody.Open>> first =
                Optional.of(member.state(MemberState.Entered.class).first());
        assertViolation(Violation.ATTEMPT_CHANGED, COORDINATOR, () -> moved.check(changed, member.guard, first));

        member.enter(open(1, 1, 2));
        assertThat(member.guard.attempt()).isEqualTo(1);
    }

    @Test
    void wrongModelHash() {
        Signed<RoundBody.Open> wrong = open(1, 0, Attacks.otherDigest(), federation.configuration.digest(), 1);
        assertViolation(
                Violation.MODEL_MISMATCH,
                COORDINATOR,
                () -> federation.member(1).enter(wrong));
    }

    @Test
    void otherBounds() {
        Signed<RoundBody.Open> wrong = open(1, 0, federation.member(1).model, Attacks.otherDigest(), 1);
        assertViolation(
                Violation.CONFIGURATION_MISMATCH,
                COORDINATOR,
                () -> federation.member(1).enter(wrong));
    }

    /** A member jumps to where the others are, never back, and never out of the epoch. */
    @Test
    void roundJump() {
        TestMember member = federation.member(1);
        member.enter(open(50, 0, 1));
        assertViolation(Violation.ROUND_REPLAYED, COORDINATOR, () -> member.enter(open(2, 0, 1)));
        assertThat(member.keys().nextRound()).isEqualTo(51);
        assertThatThrownBy(() -> open(101, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> member.keys().enter(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> member.keys().enter(50)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void openThatTheCoordinatorDidNotSign() {
        Signed<RoundBody.Open> good = open(1, 0, 1);
        Signed<RoundBody.Open> bad = new Signed<>(
                good.body(),
                good.exact(),
                federation.member(2).speaker.say(good.body()).signature());
        assertViolation(
                Violation.BAD_SIGNATURE, COORDINATOR, () -> federation.member(1).enter(bad));
    }

    @Test
    void retryAfterAProposal() {
        TestRound round = federation.open(1, 0);
        round.enter(federation.everyone()).ready(federation.everyone());
        round.cohort();
        round.upload(federation.everyone());
        round.survivors();
        round.endorse(List.of(1, 2, 3));
        TestMember member = federation.member(1);
        Signed<RoundBody.Open> retry = open(1, 1, 2);
        assertViolation(Violation.ATTEMPT_AFTER_ENDORSEMENT, COORDINATOR, () -> member.enter(retry));
        member.restart(federation.roster());
        assertViolation(Violation.ATTEMPT_AFTER_ENDORSEMENT, COORDINATOR, () -> member.enter(retry));
        MemberState endorsed = member.state(MemberState.Endorsed.class);
        assertViolation(
                Violation.ATTEMPT_AFTER_ENDORSEMENT,
                COORDINATOR,
                () -> member.party().retry(endorsed, retry));
    }
}
