// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.coordinator.member.DeskRecords.Ballot;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Standing;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.Consortium;
import org.cordon.member.Electorate;
import org.cordon.member.Entry;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.ConsortiumCodec;
import org.cordon.wire.HistoryCodec;

/** Counts approvals, and does what enough of them decide; guarded by the desk's lock. */
final class Decisions {
    private final DeskRecords records;
    private final Askers askers;
    private final Admissions admissions;
    private final Proposals proposals;
    private final HistoryDesk.Grounds grounds;
    private final ConsortiumLog log = new ConsortiumLog();

    Decisions(
            DeskRecords records,
            Askers askers,
            Admissions admissions,
            Proposals proposals,
            HistoryDesk.Grounds grounds) {
        this.records = records;
        this.askers = askers;
        this.admissions = admissions;
        this.proposals = proposals;
        this.grounds = grounds;
    }

    /** Counts approvals, each verified, and decides when they are enough. */
    Standing approve(Endorsement endorsement) throws ConsortiumRefused {
        if (proposals.isEffective(endorsement.kind(), endorsement.subject())) {
            return new Standing(Standing.Code.EFFECTIVE, 0, 0);
        }
        Electorate electorate = electorate(endorsement.kind(), endorsement.subject());
        Ballot ballot = ballot(electorate);
        if (!endorsement.manifest().equals(ballot.manifest())) {
            throw new ConsortiumRefused(
                    Reason.WRONG_DIGEST,
                    "the approvals name manifest " + endorsement.manifest().shortHex() + ", but the newest is "
                            + ballot.manifest().shortHex() + "; look at what changed and approve again");
        }
        Map<Integer, Approval> all = new TreeMap<>();
        records.approvals(ballot).forEach(approval -> all.put(approval.approver(), approval));
        for (Approval approval : endorsement.approvals()) {
            require(electorate, approval);
            all.put(approval.approver(), approval);
        }
        List<Approval> approvals = List.copyOf(all.values());
        if (electorate.count(approvals) >= electorate.needed()) {
            decide(ballot, approvals);
            return new Standing(Standing.Code.EFFECTIVE, approvals.size(), electorate.needed());
        }
        Batch batch = records.begin();
        endorsement.approvals().forEach(approval -> batch.count(ballot, approval));
        batch.commit();
        log.counted(ballot.kind(), ballot.subject(), approvals.size(), electorate.needed());
        return new Standing(Standing.Code.OPEN, approvals.size(), electorate.needed());
    }

    /** Refuses an approval that does not count. */
    private void require(Electorate electorate, Approval approval) throws ConsortiumRefused {
        if (electorate.counts(approval)) {
            return;
        }
        boolean isVoter = electorate.voters().stream().anyMatch(voter -> voter.index() == approval.approver());
        if (isVoter) {
            throw new ConsortiumRefused(
                    Reason.BAD_SIGNATURE,
                    "the approval of entry " + approval.approver() + " does not verify for "
                            + electorate.subject().digest().shortHex()
                            + ": it is forged, or was given for something else; ask its approver again");
        }
        boolean isMember = records.consortium()
                .flatMap(consortium -> consortium.current().manifest().find(approval.approver()))
                .filter(entry -> !entry.isCoordinator())
                .isPresent();
        throw isMember
                ? new ConsortiumRefused(
                        Reason.SELF_APPROVAL,
                        "entry " + approval.approver() + " has no say in its own matter; ask another member")
                : new ConsortiumRefused(
                        Reason.NOT_A_MEMBER,
                        "entry " + approval.approver()
                                + " has no vote: it is no member of the newest manifest; ask the members' approvers");
    }

    private static Ballot ballot(Electorate electorate) {
        Approval.Subject subject = electorate.subject();
        return new Ballot(subject.kind(), subject.digest(), subject.manifest());
    }

    /** Who may approve what is open under this digest. */
    private Electorate electorate(Approval.Kind kind, Digest subject) throws ConsortiumRefused {
        if (kind == Approval.Kind.WITHDRAWAL) {
            Consortium consortium = askers.founded();
            if (!records.tasks().containsKey(subject)) {
                throw unknown(kind, subject);
            }
            return consortium.electorate(kind, subject);
        }
        Answer.OpenProposal open = records.proposals().get(subject);
        if (open == null || open.kind() != kind) {
            throw unknown(kind, subject);
        }
        if (kind == Approval.Kind.CHARTER) {
            return askers.founded().electorate(kind, subject);
        }
        try {
            Entry entry = HistoryCodec.decodeEntry(open.content());
            return records.consortium().isPresent()
                    ? records.consortium().get().electorate(entry)
                    : Consortium.founders(entry);
        } catch (AmendmentRejected rejected) {
            throw Rejections.of(rejected);
        }
    }

    private static ConsortiumRefused unknown(Approval.Kind kind, Digest subject) {
        return new ConsortiumRefused(
                Reason.UNKNOWN,
                "nothing of kind " + kind + " and digest " + subject.shortHex()
                        + " is open here; ask for the open proposals, and approve one of them");
    }

    private void decide(Ballot ballot, List<Approval> approvals) throws ConsortiumRefused {
        try {
            switch (ballot.kind()) {
                case AMENDMENT -> amend(ballot, approvals);
                case CHARTER -> start(ballot, approvals);
                case WITHDRAWAL ->
                    withdraw(
                            ballot.subject(),
                            ConsortiumCodec.encode(
                                    new Endorsement(ballot.kind(), ballot.subject(), ballot.manifest(), approvals)));
            }
        } catch (AmendmentRejected rejected) {
            throw Rejections.of(rejected);
        } catch (CharterRejected rejected) {
            throw Rejections.of(rejected);
        }
    }

    private void amend(Ballot ballot, List<Approval> approvals) throws AmendmentRejected {
        Entry entry = HistoryCodec.decodeEntry(
                        records.proposal(ballot.subject()).orElseThrow().content())
                .approved(approvals);
        Consortium next = records.consortium().isPresent()
                ? records.consortium().get().with(entry)
                : Consortium.replay(List.of(entry));
        Batch batch = records.begin().append(next);
        records.ballots().forEach(batch::dropApprovals);
        records.proposals().values().stream()
                .filter(open -> open.kind() == Approval.Kind.AMENDMENT)
                .forEach(open -> batch.dropProposal(open.subject()));
        admissions.settle(batch, next.current().manifest());
        batch.commit();
        log.amended(next);
        handOn(next.head(), () -> grounds.listener().amended(next));
    }

    private void start(Ballot ballot, List<Approval> approvals) throws CharterRejected, ConsortiumRefused {
        Consortium consortium = askers.founded();
        Answer.OpenProposal open = records.proposal(ballot.subject()).orElseThrow();
        Charter charter = Charters.charter(open.content());
        OfferedCharter offered = proposals
                .charters()
                .require(open.content(), Optional.of(charter.initialState()), consortium)
                .approved(new Approvals(ballot.manifest(), approvals));
        ApprovedCharter approved = ApprovedCharter.verify(offered, consortium).requirePrivacy();
        records.begin()
                .approve(offered)
                .dropProposal(ballot.subject())
                .dropApprovals(ballot)
                .commit();
        log.approved(ballot.subject());
        start(approved);
    }

    private void start(ApprovedCharter approved) {
        handOn(approved.session(), () -> {
            Bytes state = records.state(approved.charter().initialState())
                    .orElseThrow(() -> new IllegalStateException("the first state is not in the store"));
            grounds.listener().approved(approved, state);
            proposals
                    .dropState(records.begin().start(approved.session()), approved.session(), approved.charter())
                    .commit();
        });
    }

    /** Ends an approved task, or drops a charter that is open. */
    Standing withdraw(Digest session, Bytes proof) throws ConsortiumRefused {
        if (records.tasks().containsKey(session)) {
            Batch batch = records.begin().withdraw(session, proof);
            records.ballots().stream()
                    .filter(ballot -> ballot.subject().equals(session))
                    .forEach(batch::dropApprovals);
            batch.commit();
            log.withdrawn(session);
            handOn(session, () -> grounds.listener().withdrawn(session));
        } else {
            Answer.OpenProposal open = records.proposals().get(session);
            if (open == null || open.kind() != Approval.Kind.CHARTER) {
                throw unknown(Approval.Kind.WITHDRAWAL, session);
            }
            proposals.dropCharter(session, Charters.charter(open.content())).commit();
        }
        return new Standing(Standing.Code.EFFECTIVE, 0, 0);
    }

    /** Hands on what is durable and was not taken before. */
    void deliver() {
        records.consortium()
                .ifPresent(consortium -> records.tasks().values().forEach(offered -> {
                    Digest session = offered.session();
                    if (records.isWithdrawn(session)) {
                        handOn(session, () -> grounds.listener().withdrawn(session));
                    } else if (!records.isStarted(session)) {
                        try {
                            ApprovedCharter approved =
                                    ApprovedCharter.verify(offered, consortium).requirePrivacy();
                            approved.requireStanding(consortium);
                            start(approved);
                        } catch (CharterRejected altered) {
                            log.notHandedOn(session, new IllegalStateException(altered));
                        }
                    }
                }));
    }

    private void handOn(Digest subject, Runnable act) {
        try {
            act.run();
        } catch (RuntimeException failed) {
            log.notHandedOn(subject, failed);
        }
    }
}
