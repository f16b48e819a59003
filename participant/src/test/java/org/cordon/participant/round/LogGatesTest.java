// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Hash;
import org.cordon.participant.witness.ScriptedLog;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;
import org.cordon.task.CharterRejected;
import org.junit.jupiter.api.Test;

/** Attacks of a coordinator that acts without logging, logs something else, or lets sums be told apart. */
class LogGatesTest {
    private static final Digest OTHER = Hashes.blob(new byte[] {3});
    private static final Hash ANY = Hash.ofText("any");

    private final GateFixture task;

    LogGatesTest() throws CharterRejected {
        task = new GateFixture().founded();
    }

    private static Violation refused(ThrowingCallable call) {
        return catchThrowableOfType(ProtocolViolation.class, call).kind();
    }

    private GateFixture openedFirst() {
        task.log.append(task.opened(task.scope(1, 0)));
        return task.cosigned(GateFixture.NOW, 1, 2, 3, 4);
    }

    @Test
    void anOpenWithItsLogAndAQuorumIsEntered() {
        openedFirst();
        assertThat(task.gates.vouch()).isEmpty();
        assertThat(task.gates.open(task.open(task.scope(1, 0)))).isEmpty();
    }

    @Test
    void anOpenWithoutRoundOpened() {
        assertThat(refused(() -> task.gates.open(task.open(task.scope(1, 0))))).isEqualTo(Violation.GATE_MISSING);
    }

    @Test
    void anOpenWhoseRoundOpenedIsOfAnotherModelGroupConfigurationOrAttempt() {
        Scope where = task.scope(1, 0);
        List<LogRecord> others = List.of(
                new LogRecord.RoundOpened(where, OTHER, task.configuration, task.group, MemberSet.EMPTY),
                new LogRecord.RoundOpened(where, task.model, OTHER, task.group, MemberSet.EMPTY),
                new LogRecord.RoundOpened(where, task.model, task.configuration, OTHER, MemberSet.EMPTY),
                task.opened(task.scope(1, 1)));
        for (LogRecord other : others) {
            task.log.append(other);
            task.mirrored();
            assertThat(refused(() -> task.gates.open(task.open(where)))).isEqualTo(Violation.GATE_MISSING);
        }
    }

    @Test
    void anOpenWhoseCheckpointIsOlderThanItsRoundOpenedNotMirroredForgedOrNone() {
        Scope where = task.scope(1, 0);
        Bytes before = task.log.text(task.log.size());
        openedFirst();
        task.log.append(task.opened(task.scope(2, 0)));
        Bytes ahead = task.log.text(task.log.size());
        Bytes forked = new ScriptedLog().append(task.opened(where)).text(1);
        for (Bytes checkpoint : List.of(before, ahead, forked, Bytes.EMPTY)) {
            assertThat(refused(() -> task.gates.open(task.open(where, task.model, checkpoint))))
                    .isEqualTo(Violation.GATE_MISSING);
        }
    }

    @Test
    void anOpenInAnEpochThatIsNotLogged() throws CharterRejected {
        GateFixture unset = new GateFixture();
        unset.log.append(
                new LogRecord.TaskApproved(unset.session, ANY, ANY),
                new LogRecord.EpochOpened(unset.session, 1, OTHER, OTHER, ANY),
                unset.opened(unset.scope(1, 0)));
        unset.mirrored();
        assertThat(refused(() -> unset.gates.open(unset.open(unset.scope(1, 0)))))
                .isEqualTo(Violation.GATE_MISSING);
    }

    @Test
    void anOpenBeforeTheApprovalIsUnderAQuorumWaits() {
        task.log.append(task.opened(task.scope(1, 0)));
        task.mirrored();
        assertThat(task.gates.open(task.open(task.scope(1, 0)))).isPresent();
        task.cosigned(GateFixture.NOW, 1, 2, 3);
        assertThat(task.gates.open(task.open(task.scope(1, 0)))).isPresent();
        task.cosigned(GateFixture.NOW, 2, 3, 4, 5);
        assertThat(task.gates.open(task.open(task.scope(1, 0)))).isEmpty();
    }

    @Test
    void aQuorumOverACheckpointBeforeTheApprovalIsNone() {
        task.log.append(task.opened(task.scope(1, 0)));
        task.mirror.take(task.log.update(
                task.mirror.size(), task.log.size(), task.log.cosigned(1, GateFixture.NOW, 1, 2, 3, 4)));
        assertThat(task.gates.open(task.open(task.scope(1, 0)))).isPresent();
    }

    @Test
    void anOpenOfATaskThatIsNotApprovedInTheLog() throws CharterRejected {
        GateFixture unapproved = new GateFixture();
        var roster = ScriptedLog.roster(unapproved.session, 1);
        unapproved.log.append(
                new LogRecord.EpochOpened(unapproved.session, 1, OTHER, EpochMember.rosterHash(roster.body()), ANY),
                unapproved.opened(unapproved.scope(1, 0)));
        unapproved.mirrored();
        assertThat(refused(() -> unapproved.gates.open(unapproved.open(unapproved.scope(1, 0)))))
                .isEqualTo(Violation.GATE_MISSING);
    }

    @Test
    void aRetryAfterSurvivorsWereProposed() {
        openedFirst();
        task.log.append(task.proposed(task.scope(1, 0), GateFixture.ctx(1), 1, 2, 3, 4), task.opened(task.scope(1, 1)));
        task.mirrored();
        assertThat(refused(() -> task.gates.open(task.open(task.scope(1, 1)))))
                .isEqualTo(Violation.ATTEMPT_AFTER_ENDORSEMENT);
    }

    /** Attempts 0 and 1 were opened and 1 went on; a member that is told of 0 only now is too late, and was not deceived. */
    @Test
    void anOpenThatComesLateIsNoRetry() {
        openedFirst();
        var late = task.open(task.scope(1, 0));
        task.log.append(task.opened(task.scope(1, 1)), task.proposed(task.scope(1, 1), GateFixture.ctx(1), 1, 2, 3, 4));
        task.mirrored();
        assertThat(task.gates.open(late)).isEmpty();
    }

    @Test
    void aCohortWithoutCohortFixed() {
        openedFirst();
        task.log.append(GateFixture.cohort(task.scope(1, 1)));
        task.mirrored();
        assertThat(refused(() -> task.gates.cohort(task.open(task.scope(1, 0)))))
                .isEqualTo(Violation.GATE_MISSING);
    }

    @Test
    void aCohortWithoutModelPublished() {
        openedFirst();
        fixed(1);
        task.gates.cohort(task.open(task.scope(1, 0)));
        assertThat(refused(() -> task.gates.cohort(task.open(task.scope(1, 0), OTHER, task.log.text(4)))))
                .isEqualTo(Violation.GATE_MISSING);
        published(1, OTHER);
        fixed(2);
        task.gates.cohort(task.open(task.scope(2, 0), OTHER, task.log.text(4)));
        assertThat(refused(() -> task.gates.cohort(task.open(task.scope(2, 0)))))
                .isEqualTo(Violation.GATE_MISSING);
    }

    /** Its mirror may hold the next publication already: a member that starts again hears of the old cohort after it. */
    @Test
    void aCohortThatComesLateIsHeldAgainstTheLogOfItsTime() {
        openedFirst();
        fixed(1);
        published(1, OTHER);
        task.gates.cohort(task.open(task.scope(1, 0)));
    }

    @Test
    void aCohortFixedBeforeTheStateWasPublished() {
        openedFirst();
        fixed(2);
        published(1, OTHER);
        assertThat(refused(() -> task.gates.cohort(task.open(task.scope(2, 0), OTHER, task.log.text(4)))))
                .isEqualTo(Violation.GATE_MISSING);
    }

    @Test
    void aCohortOfAnotherOpenContextOrSetThanLogged() {
        openedFirst();
        fixed(1);
        Scope where = task.scope(1, 0);
        Digest ctx = GateFixture.ctx(0);
        MemberSet all = MemberSet.of(1, 2, 3, 4, 5);
        task.gates.joined(where, ctx, ctx, all);
        assertThat(refused(() -> task.gates.joined(where, OTHER, ctx, all))).isEqualTo(Violation.GATE_MISSING);
        assertThat(refused(() -> task.gates.joined(where, ctx, OTHER, all))).isEqualTo(Violation.GATE_MISSING);
        assertThat(refused(() -> task.gates.joined(where, ctx, ctx, MemberSet.of(1, 2, 3, 4))))
                .isEqualTo(Violation.GATE_MISSING);
        assertThat(refused(() -> task.gates.joined(task.scope(1, 1), ctx, ctx, all)))
                .isEqualTo(Violation.GATE_MISSING);
    }

    /** A removal that came after `open` makes it late; one before it makes the coordinator a liar. */
    @Test
    void theManifestOfAnOpenIsTheOneThatTheLogHeldThen() {
        assertThat(task.gates.manifest(task.open(task.scope(1, 0)))).isEmpty();
        var early = task.open(task.scope(1, 0));
        task.log.append(new LogRecord.Amended(LogRecord.Amended.Change.MEMBER_REVOKED, 1, ANY, OTHER));
        task.mirrored();
        assertThat(task.gates.manifest(early)).isEmpty();
        assertThat(task.gates.manifest(task.open(task.scope(1, 0)))).contains(OTHER);
    }

    private void fixed(int round) {
        task.log.append(GateFixture.cohort(task.scope(round, 0)));
        task.mirrored();
    }

    private void published(int round, Digest state) {
        task.log.append(new LogRecord.ModelPublished(task.scope(round, 0), state, MemberSet.of(1, 2, 3, 4)));
        task.mirrored();
    }

    private void survivors(Scope where, int ctx, int... members) {
        task.gates.survivors(task.model, GateFixture.ctx(ctx), task.proposal(where, GateFixture.ctx(ctx), members));
    }

    @Test
    void aProposalWithoutSurvivorsProposed() {
        openedFirst();
        assertThat(refused(() -> survivors(task.scope(1, 0), 1, 1, 2, 3, 4, 5))).isEqualTo(Violation.GATE_MISSING);
    }

    @Test
    void aProposalOfAnotherSetContextGroupOrAttemptThanLogged() {
        openedFirst();
        Scope where = task.scope(1, 0);
        task.log.append(task.proposed(where, GateFixture.ctx(1), 1, 2, 3, 4, 5));
        task.mirrored();
        survivors(where, 1, 1, 2, 3, 4, 5);
        assertThat(refused(() -> survivors(where, 1, 1, 2, 3, 4))).isEqualTo(Violation.GATE_MISSING);
        assertThat(refused(() -> survivors(where, 2, 1, 2, 3, 4, 5))).isEqualTo(Violation.GATE_MISSING);
        assertThat(refused(() -> survivors(task.scope(1, 1), 1, 1, 2, 3, 4, 5))).isEqualTo(Violation.GATE_MISSING);
        task.log.append(new LogRecord.SurvivorsProposed(
                task.scope(2, 0), GateFixture.ctx(3), MemberSet.of(1, 2, 3, 4, 5), OTHER));
        task.mirrored();
        assertThat(refused(() -> survivors(task.scope(2, 0), 3, 1, 2, 3, 4, 5))).isEqualTo(Violation.GATE_MISSING);
    }

    @Test
    void aSecondProposalOfARound() {
        openedFirst();
        Scope where = task.scope(1, 0);
        task.log.append(
                task.proposed(where, GateFixture.ctx(1), 1, 2, 3, 4, 5),
                task.proposed(where, GateFixture.ctx(1), 1, 2, 3, 4));
        task.mirrored();
        assertThat(refused(() -> survivors(where, 1, 1, 2, 3, 4))).isEqualTo(Violation.GATE_MISSING);
    }

    @Test
    void aDeadRoundThenOneMemberFewer() {
        openedFirst();
        task.log.append(
                task.proposed(task.scope(1, 0), GateFixture.ctx(1), 1, 2, 3, 4, 5),
                new LogRecord.RoundAborted(
                        task.scope(1, 0),
                        Step.SURVIVORS,
                        CoordinatorMessage.Aborted.Reason.TOO_FEW_MEMBERS,
                        LogRecord.RoundAborted.End.DEAD),
                task.proposed(task.scope(2, 0), GateFixture.ctx(2), 1, 2, 3, 4));
        task.mirrored();
        ProtocolViolation found =
                catchThrowableOfType(ProtocolViolation.class, () -> survivors(task.scope(2, 0), 2, 1, 2, 3, 4));
        assertThat(found.kind()).isEqualTo(Violation.DIFFERENCING);
        assertThat(found).hasMessageContaining("tells of {5} alone");
    }

    @Test
    void oneMemberFewerInAnotherTaskOverTheSameColumns() {
        openedFirst();
        Scope elsewhere = new Scope(OTHER, 1, 1, 0, 0);
        task.log.append(
                task.proposed(elsewhere, GateFixture.ctx(1), 1, 2, 3, 4),
                task.proposed(task.scope(1, 0), GateFixture.ctx(2), 1, 2, 3, 4, 5));
        task.mirrored();
        assertThat(refused(() -> survivors(task.scope(1, 0), 2, 1, 2, 3, 4, 5))).isEqualTo(Violation.DIFFERENCING);
    }

    @Test
    void aCertificateBeforeSurvivorsFixed() {
        Scope where = task.scope(1, 0);
        List<Integer> members = List.of(1, 2, 3, 4);
        assertThat(refused(() -> task.gates.reveal(where, GateFixture.ctx(1), members, Optional.empty())))
                .isEqualTo(Violation.GATE_MISSING);
        task.log.append(new LogRecord.SurvivorsFixed(where, GateFixture.ctx(1), ANY, ANY, MemberSet.of(1, 2, 3, 4)));
        task.mirrored();
        task.gates.reveal(where, GateFixture.ctx(1), members, Optional.empty());
        assertThat(refused(
                        () -> task.gates.reveal(where, GateFixture.ctx(1), List.of(1, 2, 3, 4, 5), Optional.empty())))
                .isEqualTo(Violation.GATE_MISSING);
        assertThat(refused(() -> task.gates.reveal(where, GateFixture.ctx(2), members, Optional.empty())))
                .isEqualTo(Violation.GATE_MISSING);
    }

    @Test
    void aResultWhoseCheckpointLacksItsHash() {
        Scope where = task.scope(1, 0);
        Bytes before = task.log.text(task.log.size());
        assertThat(refused(() -> task.gates.result(result(where, OTHER, before))))
                .isEqualTo(Violation.GATE_MISSING);
        task.log.append(new LogRecord.AggregateReleased(where, GateFixture.ctx(1), OTHER, ANY, ANY, Optional.empty()));
        task.mirrored();
        Bytes after = task.log.text(task.log.size());
        task.gates.result(result(where, OTHER, after));
        assertThat(refused(() -> task.gates.result(result(where, OTHER, before))))
                .isEqualTo(Violation.GATE_MISSING);
        assertThat(refused(() -> task.gates.result(result(where, task.model, after))))
                .isEqualTo(Violation.GATE_MISSING);
    }

    private static Signed<RoundBody.Result> result(Scope where, Digest sum, Bytes checkpoint) {
        return GateFixture.say(
                new RoundBody.Result(where, GateFixture.ctx(1), sum, List.of(), List.of(), List.of(), checkpoint));
    }
}
