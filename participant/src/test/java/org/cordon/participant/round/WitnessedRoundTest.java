// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordon.participant.round.ScriptedCoordinator.next;

import java.util.List;
import org.cordon.differencing.MemberSet;
import org.cordon.participant.witness.LogDisowned;
import org.cordon.participant.witness.ScriptedLog;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundCoordinator;
import org.junit.jupiter.api.Test;

/** Whole participants under a coordinator that logs what it does, and under one that does not. */
class WitnessedRoundTest {
    private static final MemberSet ALL = MemberSet.of(1, 2, 3, 4, 5);

    @Test
    void aRoundThatIsLoggedStepByStepIsFollowedAndCosigned() {
        try (ScriptedCoordinator coordinator = new ScriptedCoordinator().established()) {
            RoundCoordinator.UploadPhase upload = coordinator.uploaded(1);
            coordinator.log.append(coordinator.proposed(upload, ALL));
            RoundCoordinator.SurvivorsPhase survivors =
                    upload.propose(ALL, coordinator.log.text(coordinator.log.size()));
            coordinator.all(any -> new CoordinatorMessage.Survivors(survivors.message()));
            coordinator
                    .members
                    .keySet()
                    .forEach(i -> survivors.accept(
                            i,
                            coordinator.said(i, MemberMessage.Endorsement.class).signed()));
            coordinator.log.append(coordinator.fixed(upload, ALL));
            CoordinatorMessage.Certificate certificate =
                    survivors.close().orElseThrow().message();
            coordinator.all(any -> certificate);
            coordinator.members.forEach((i, member) -> {
                assertThat(coordinator
                                .said(i, MemberMessage.Reveal.class)
                                .receipt()
                                .body()
                                .selfMasks())
                        .isNotEqualTo(MemberSet.EMPTY);
                assertThat(member.link.rode).isNotEmpty();
                assertThat(member.violations).isEmpty();
            });
        }
    }

    @Test
    void anOpenWaitsForTheQuorumAndGoesOnWithIt() {
        try (ScriptedCoordinator coordinator = new ScriptedCoordinator().established()) {
            coordinator.log.append(coordinator.opened(1));
            var open = coordinator.open(1);
            coordinator.all(any -> new CoordinatorMessage.Open(open));
            coordinator.members.keySet().forEach(i -> coordinator.push(i, new CoordinatorMessage.Open(open)));
            assertThat(coordinator.unheard()).isEmpty();
            coordinator.showCosigned();
            assertThat(coordinator.uploaded(open).completed()).isEqualTo(ALL);
        }
    }

    @Test
    void anOpenWithoutItsRecordIsRefusedAndOneWithItIsEntered() {
        try (ScriptedCoordinator coordinator = new ScriptedCoordinator().established()) {
            coordinator.showCosigned();
            var unlogged = coordinator.open(1);
            coordinator.all(any -> new CoordinatorMessage.Open(unlogged));
            coordinator.members.forEach(
                    (i, member) -> assertThat(next(member.violations)).isEqualTo(Violation.GATE_MISSING));
            assertThat(coordinator.unheard()).isEmpty();
            assertThat(coordinator.uploaded(1).completed()).isEqualTo(ALL);
        }
    }

    @Test
    void aProposalThatIsNotLoggedOrLoggedWithAnotherSetIsNotEndorsed() {
        try (ScriptedCoordinator coordinator = new ScriptedCoordinator().established()) {
            RoundCoordinator.UploadPhase upload = coordinator.uploaded(1);
            Bytes before = coordinator.log.text(coordinator.log.size());
            var unlogged = upload.propose(ALL, before).message();
            coordinator.all(any -> new CoordinatorMessage.Survivors(unlogged));
            coordinator.members.forEach(
                    (i, member) -> assertThat(next(member.violations)).isEqualTo(Violation.GATE_MISSING));
            coordinator.log.append(coordinator.proposed(upload, MemberSet.of(1, 2, 3, 4)));
            var other = upload.propose(ALL, coordinator.log.text(coordinator.log.size()))
                    .message();
            coordinator.all(any -> new CoordinatorMessage.Survivors(other));
            coordinator.members.forEach(
                    (i, member) -> assertThat(next(member.violations)).isEqualTo(Violation.GATE_MISSING));
            assertThat(coordinator.unheard()).isEmpty();
        }
    }

    @Test
    void aDeadRoundAndThenOneMemberFewerIsRefusedByEveryMember() {
        try (ScriptedCoordinator coordinator = new ScriptedCoordinator().established()) {
            RoundCoordinator.UploadPhase dead = coordinator.uploaded(1);
            coordinator.log.append(coordinator.proposed(dead, ALL));
            RoundCoordinator.UploadPhase upload = coordinator.uploaded(2);
            MemberSet fewer = MemberSet.of(1, 2, 3, 4);
            coordinator.log.append(coordinator.proposed(upload, fewer));
            var proposal = upload.propose(fewer, coordinator.log.text(coordinator.log.size()))
                    .message();
            coordinator.all(any -> new CoordinatorMessage.Survivors(proposal));
            for (int member : fewer) {
                assertThat(next(coordinator.member(member).violations)).isEqualTo(Violation.DIFFERENCING);
            }
            assertThat(coordinator.unheard()).isEmpty();
        }
    }

    @Test
    void aCertificateThatIsNotLoggedRevealsNothing() {
        try (ScriptedCoordinator coordinator = new ScriptedCoordinator().established()) {
            RoundCoordinator.UploadPhase upload = coordinator.uploaded(1);
            coordinator.log.append(coordinator.proposed(upload, ALL));
            var survivors = upload.propose(ALL, coordinator.log.text(coordinator.log.size()));
            coordinator.all(any -> new CoordinatorMessage.Survivors(survivors.message()));
            coordinator
                    .members
                    .keySet()
                    .forEach(i -> survivors.accept(
                            i,
                            coordinator.said(i, MemberMessage.Endorsement.class).signed()));
            CoordinatorMessage.Certificate certificate =
                    survivors.close().orElseThrow().message();
            coordinator.all(any -> certificate);
            coordinator.members.forEach(
                    (i, member) -> assertThat(next(member.violations)).isEqualTo(Violation.GATE_MISSING));
            assertThat(coordinator.unheard()).isEmpty();
        }
    }

    /** It may have endorsed and forgotten: the log holds one proposal of the round, so that it can endorse no other set. */
    @Test
    void aMemberThatCrashedAfterItsUploadEndorsesTheOneProposalAndNoOther() {
        try (ScriptedCoordinator coordinator = new ScriptedCoordinator().established()) {
            RoundCoordinator.UploadPhase upload = coordinator.uploaded(1);
            coordinator.log.append(coordinator.proposed(upload, ALL));
            Bytes checkpoint = coordinator.log.text(coordinator.log.size());
            coordinator.restart(1);
            coordinator.push(
                    1,
                    new CoordinatorMessage.Survivors(
                            upload.propose(MemberSet.of(1, 2, 3, 4), checkpoint).message()));
            assertThat(next(coordinator.member(1).violations)).isEqualTo(Violation.GATE_MISSING);
            RoundCoordinator.SurvivorsPhase survivors = upload.propose(ALL, checkpoint);
            coordinator.push(1, new CoordinatorMessage.Survivors(survivors.message()));
            assertThat(survivors.accept(
                            1,
                            coordinator.said(1, MemberMessage.Endorsement.class).signed()))
                    .isEqualTo(Intake.ACCEPTED);
        }
    }

    /** A certificate in the log says that others endorsed; this disk may be older than its own endorsement. */
    @Test
    void aMemberWhoseDiskIsBehindTheCertificateEndorsesNothing() {
        try (ScriptedCoordinator coordinator = new ScriptedCoordinator().established()) {
            RoundCoordinator.UploadPhase upload = coordinator.uploaded(1);
            coordinator.log.append(coordinator.proposed(upload, ALL));
            RoundCoordinator.SurvivorsPhase survivors =
                    upload.propose(ALL, coordinator.log.text(coordinator.log.size()));
            coordinator.log.append(coordinator.fixed(upload, ALL));
            coordinator.restart(1);
            coordinator.push(1, new CoordinatorMessage.Survivors(survivors.message()));
            coordinator.push(1, new CoordinatorMessage.Summons(coordinator.summons(2)));
            assertThat(next(coordinator.member(1).link.said)).isInstanceOf(MemberMessage.Refusal.class);
            assertThat(next(coordinator.member(1).link.said)).isInstanceOf(MemberMessage.Advert.class);
        }
    }

    @Test
    void aForkEndsTheParticipantThatSeesIt() {
        try (ScriptedCoordinator coordinator = new ScriptedCoordinator().established()) {
            coordinator.show(1);
            ScriptedLog other = new ScriptedLog();
            for (int i = 0; i < coordinator.log.size(); i++) {
                other.append(
                        new LogRecord.Incident(LogRecord.Incident.Event.RESTORED, Hashes.blob(new byte[] {(byte) i})));
            }
            coordinator.push(
                    1,
                    new CoordinatorMessage.LogUpdate(other.size(), List.of(), other.note(other.size()), Bytes.EMPTY));
            assertThat(next(coordinator.member(1).ends)).isInstanceOf(LogDisowned.class);
            assertThat(next(coordinator.member(1).violations)).isEqualTo(Violation.LOG_FORKED);
            assertThat(coordinator.member(1).mirror.evidence().found()).isPresent();
        }
    }
}
