// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Optional;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.participant.witness.ScriptedLog;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.OpenCheck;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundGuard;
import org.cordon.task.CharterRejected;
import org.junit.jupiter.api.Test;

/**
 * The attack: a disk with store and mirror is put back from a copy that the store cannot tell from its own, and the coordinator
 * opens a round again that the member has signed in since.
 */
class ARolledBackDiskTest {
    private static final Instant LATER = GateFixture.NOW.plusSeconds(3600);

    private final GateFixture task;
    private final MemoryMemberStore copiedStore = new MemoryMemberStore();
    private final MirrorStore copiedMirror = MirrorStore.inMemory();

    ARolledBackDiskTest() throws CharterRejected {
        task = new GateFixture().founded();
        enter(new RoundGuard(1, 1, 0, 0));
    }

    private void enter(RoundGuard guard) {
        task.member.save(task.member.record().with(guard));
    }

    /** The copy is taken after round 1 was entered; the member goes on to endorse rounds 1 and 2, then the copy comes back. */
    private void goesOnAndIsPutBack(LogRecord... since) throws Exception {
        copiedStore.save(task.session, task.store.load(task.session).orElseThrow());
        copiedStore.saveState(
                task.session,
                task.model,
                task.store.loadState(task.session, task.model).orElseThrow());
        long then = task.mirror.size();
        enter(new RoundGuard(1, 2, 0, 2));
        task.log.append(since);
        task.mirrored();
        task.start(LATER, copiedStore, copiedMirror);
        task.member.restoreOnceReachable();
        task.mirror.learn(ScriptedLog.roster(task.session, 1));
        task.mirror.take(task.log.update(0, then, Bytes.EMPTY));
    }

    @Test
    void waitsForAQuorumThatSignedAfterTheStart() throws Exception {
        goesOnAndIsPutBack(task.opened(task.scope(1, 0)));
        assertThat(task.gates.vouch()).isPresent();
        task.cosigned(GateFixture.NOW, 1, 2, 3, 4);
        assertThat(task.gates.vouch()).isPresent();
        task.cosigned(LATER.minusSeconds(61), 1, 2, 3, 4);
        assertThat(task.gates.vouch()).isPresent();
        task.cosigned(LATER.minusSeconds(60), 2, 3, 4);
        assertThat(task.gates.vouch()).isPresent();
        task.cosigned(LATER.minusSeconds(60), 2, 3, 4, 5);
        assertThat(task.gates.vouch()).isEmpty();
    }

    @Test
    void whatItUploadedRevealedOrReceiptedIsNotSignedAgain() throws Exception {
        Scope second = task.scope(2, 0);
        goesOnAndIsPutBack(
                task.opened(second), new LogRecord.UploadReceipt(task.upload(second, GateFixture.ctx(1), 1)));
        task.cosigned(LATER, 1, 2, 3, 4);
        assertThat(task.gates.vouch()).isEmpty();
        requireShut(second);
    }

    @Test
    void aProposalThatItMayHaveEndorsedIsNotEndorsedAgain() throws Exception {
        Scope second = task.scope(2, 0);
        goesOnAndIsPutBack(task.opened(second), task.proposed(second, GateFixture.ctx(1), 1, 2, 3, 4, 5));
        task.cosigned(LATER, 1, 2, 3, 4);
        assertThat(task.gates.vouch()).isEmpty();
        requireShut(second);
    }

    @Test
    void whatOthersSaidShutsNothing() throws Exception {
        Scope second = task.scope(2, 0);
        goesOnAndIsPutBack(
                task.opened(second),
                new LogRecord.UploadReceipt(task.upload(second, GateFixture.ctx(1), 2)),
                task.proposed(second, GateFixture.ctx(1), 2, 3, 4, 5));
        task.cosigned(LATER, 1, 2, 3, 4);
        assertThat(task.gates.vouch()).isEmpty();
        assertThat(task.member.record().guard()).isEqualTo(new RoundGuard(1, 1, 0, 0));
    }

    /** The disk knows a later attempt of the round: what was said in the earlier one is no secret to it. */
    @Test
    void whatItSaidInAnAttemptThatTheDiskHasLeftShutsNothing() throws Exception {
        enter(new RoundGuard(1, 2, 1, 0));
        goesOnAndIsPutBack(
                task.opened(task.scope(2, 0)),
                new LogRecord.UploadReceipt(task.upload(task.scope(2, 0), GateFixture.ctx(1), 1)));
        task.cosigned(LATER, 1, 2, 3, 4);
        assertThat(task.gates.vouch()).isEmpty();
        assertThat(task.member.record().guard()).isEqualTo(new RoundGuard(1, 2, 1, 0));
    }

    @Test
    void aLaterEpochThatItSignedInIsShut() throws Exception {
        Scope where = new Scope(task.session, 3, 4, 0, 0);
        goesOnAndIsPutBack(new LogRecord.UploadReceipt(task.upload(where, GateFixture.ctx(1), 1)));
        task.cosigned(LATER, 1, 2, 3, 4);
        assertThat(task.gates.vouch()).isEmpty();
        assertThat(task.member.record().guard()).isEqualTo(RoundGuard.shut(3));
    }

    /** Neither entered nor endorsed, in this attempt or another, also after one more restart; the next round is. */
    private void requireShut(Scope round) throws Exception {
        RoundGuard guard = task.member.record().guard();
        RoundConfiguration any = task.context
                .state(task.model)
                .configuration(task.context
                        .terms(ScriptedLog.CONSORTIUM.current())
                        .orElseThrow()
                        .crowd())
                .orElseThrow();
        OpenCheck check = new OpenCheck(
                task.context.roll(ScriptedLog.CONSORTIUM.current()),
                task.model,
                any,
                EpochMember.rosterHash(ScriptedLog.roster(task.session, 1).body()));
        for (int attempt = 0; attempt < 3; attempt++) {
            Scope again = task.scope(round.round(), attempt);
            assertThat(guard.mayEnter(again)).isEmpty();
            assertThat(guard.mayEndorse(again)).isEmpty();
            assertThat(catchThrowableOfType(
                                    ProtocolViolation.class,
                                    () -> check.check(task.open(again), guard, Optional.empty()))
                            .kind())
                    .isEqualTo(Violation.ATTEMPT_AFTER_ENDORSEMENT);
        }
        assertThat(guard.mayEnter(task.scope(round.round() + 1, 0))).isPresent();
        assertThat(SessionRecord.decode(copiedStore.load(task.session).orElseThrow())
                        .guard())
                .isEqualTo(guard);
    }
}
