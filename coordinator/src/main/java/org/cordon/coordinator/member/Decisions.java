// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.coordinator.member.DeskRecords.Ballot;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Proposal;
import org.cordon.governance.Question;
import org.cordon.governance.Standing;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.Consortium;
import org.cordon.member.Electorate;
import org.cordon.member.Entry;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.ConsortiumCodec;
import org.cordon.wire.HistoryCodec;

/** What is proposed, approved and decided; guarded by the desk's lock. */
final class Decisions {
    private static final int MAX_OPEN = 64;
    private static final int MAX_OPEN_OF_ONE = 8;

    private final DeskRecords records;
    private final Askers askers;
    private final Admissions admissions;
    private final Charters charters;
    private final HistoryDesk.Grounds grounds;
    private final ConsortiumLog log = new ConsortiumLog();

    Decisions(DeskRecords records, Askers askers, Admissions admissions, HistoryDesk.Grounds grounds) {
        this.records = records;
        this.askers = askers;
        this.admissions = admissions;
        this.grounds = grounds;
        this.charters = new Charters(records, grounds.clock());
    }

    /** Refuses a proposal for which there is no room. */
    void requireRoom(Consortium unused, Proposal head) throws ConsortiumRefused {
        dropOver();
        long own = records.proposals().values().stream()
                .filter(open -> open.proposer().equals(Optional.of(head.proposer())))
                .count();
        if (own >= MAX_OPEN_OF_ONE || records.proposals().size() >= MAX_OPEN) {
            throw new ConsortiumRefused(
                    Reason.TOO_MANY,
                    "open proposals must be at most " + MAX_OPEN_OF_ONE + " of one proposer and " + MAX_OPEN
                            + " in all, but were " + own + " and " + records.proposals().size()
                            + "; have the open ones approved, or have the operator drop charters with 'cordon task stop'");
        }
    }

    /** Charters that nobody can run any more take no room. */
    private void dropOver() {
        for (Answer.OpenProposal open : List.copyOf(records.proposals().values())) {
            if (open.kind() == Approval.Kind.CHARTER) {
                Charter charter = Charters.charter(open.content());
                if (!grounds.clock().instant().isBefore(charter.expiry())) {
                    dropCharter(open.subject(), charter).commit();
                }
            }
        }
    }

    private Batch dropCharter(Digest session, Charter charter) {
        Batch batch = records.begin().dropProposal(session);
        records.ballots().stream()
                .filter(ballot -> ballot.subject().equals(session))
                .forEach(batch::dropApprovals);
        return dropState(batch, session, charter);
    }

    /** Forgets the first state of a task unless another open one begins with the same. */
    private Batch dropState(Batch batch, Digest session, Charter charter) {
        boolean shared = records.proposals().values().stream()
                .filter(open -> open.kind() == Approval.Kind.CHARTER && !open.subject().equals(session))
                .anyMatch(open -> Charters.charter(open.content()).initialState().equals(charter.initialState()));
        return shared ? batch : batch.dropState(charter.initialState());
    }

    /** Verifies and stores a proposal that is whole. */
    Standing keep(Proposal head, Bytes content, Optional<Bytes> state) throws ConsortiumRefused {
        Consortium consortium = askers.founded();
        Answer.OpenProposal open = head.kind() == Approval.Kind.AMENDMENT
                ? amendment(head, content, consortium)
                : charter(head, content, consortium);
        if (isEffective(open.kind(), open.subject())) {
            return new Standing(Standing.Code.EFFECTIVE, open.tally().needed(), open.tally().needed());
        }
        if (!records.proposals().containsKey(open.subject())) {
            requireRoom(consortium, head);
            Batch batch = records.begin().propose(open);
            state.ifPresent(bytes -> batch.keepState(head.state().orElseThrow().digest(), bytes));
            batch.commit();
            log.proposed(open.kind(), open.subject(), open.tally().needed());
        }
        return standing(open);
    }

    private Answer.OpenProposal amendment(Proposal head, Bytes content, Consortium consortium)
            throws ConsortiumRefused {
        try {
            Entry entry = HistoryCodec.decode(content).approved(List.of());
            int needed = isEffective(Approval.Kind.AMENDMENT, entry.digest())
                    ? 0
                    : consortium.electorate(entry).needed();
            return open(head, entry.digest(), HistoryCodec.encode(entry), needed);
        } catch (MalformedBody malformed) {
            throw new ConsortiumRefused(Reason.MALFORMED, malformed.getMessage() + "; use a program of this version");
        } catch (AmendmentRejected rejected) {
            throw Rejections.of(rejected);
        }
    }

    private Answer.OpenProposal charter(Proposal head, Bytes content, Consortium consortium) throws ConsortiumRefused {
        OfferedCharter offered = charters.require(content, head.state().map(piece -> piece.digest()), consortium);
        return open(head, offered.session(), content, consortium.quorum());
    }

    private Answer.OpenProposal open(Proposal head, Digest subject, Bytes content, int needed) {
        return new Answer.OpenProposal(
                head.kind(),
                subject,
                content,
                Optional.of(head.proposer()),
                grounds.clock().instant().truncatedTo(ChronoUnit.SECONDS),
                new Answer.Tally(List.of(), needed));
    }

    private boolean isEffective(Approval.Kind kind, Digest subject) {
        return switch (kind) {
            case AMENDMENT ->
                records.consortium().stream()
                        .flatMap(consortium -> consortium.entries().stream())
                        .anyMatch(entry -> entry.digest().equals(subject));
            case CHARTER -> records.tasks().containsKey(subject);
            case WITHDRAWAL -> records.isWithdrawn(subject);
        };
    }

    /** Counts approvals, each verified, and decides when they are enough. */
    Standing approve(Endorsement endorsement) throws ConsortiumRefused {
        if (isEffective(endorsement.kind(), endorsement.subject())) {
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
            Ballots.require(electorate, approval, records);
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
            Entry entry = HistoryCodec.decode(open.content());
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
                            ConsortiumCodec.encode(new Endorsement(
                                    ballot.kind(), ballot.subject(), ballot.manifest(), approvals)));
            }
        } catch (AmendmentRejected rejected) {
            throw Rejections.of(rejected);
        } catch (CharterRejected rejected) {
            throw Rejections.of(rejected);
        }
    }

    private void amend(Ballot ballot, List<Approval> approvals) throws AmendmentRejected {
        Entry entry = HistoryCodec.decode(records.proposals().get(ballot.subject()).content())
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
        Answer.OpenProposal open = records.proposals().get(ballot.subject());
        Charter charter = Charters.charter(open.content());
        OfferedCharter offered = charters.require(open.content(), Optional.of(charter.initialState()), consortium)
                .approved(new Approvals(ballot.manifest(), approvals));
        ApprovedCharter approved = ApprovedCharter.verify(offered, consortium);
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
            dropState(records.begin().start(approved.session()), approved.session(), approved.charter())
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
            dropCharter(session, Charters.charter(open.content())).commit();
        }
        return new Standing(Standing.Code.EFFECTIVE, 0, 0);
    }

    /** Hands on what is durable and was not taken before. */
    void deliver() {
        records.consortium().ifPresent(consortium -> records.tasks().values().forEach(offered -> {
            Digest session = offered.session();
            if (records.isWithdrawn(session)) {
                handOn(session, () -> grounds.listener().withdrawn(session));
            } else if (!records.isStarted(session)) {
                try {
                    start(ApprovedCharter.verify(offered, consortium));
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

    /** What is asked for. */
    List<Answer> answer(Question question) {
        return switch (question.subject()) {
            case HISTORY -> history(question.from());
            case PROPOSALS -> openProposals();
            case TASKS -> tasks();
            case REQUESTS -> List.copyOf(records.requests().values());
        };
    }

    private List<Answer> history(int from) {
        List<Entry> entries = records.consortium().map(Consortium::entries).orElse(List.of());
        List<Answer> lines = new ArrayList<>();
        for (int position = from; position < entries.size(); position++) {
            lines.add(new Answer.HistoryLine(position, HistoryCodec.encode(entries.get(position))));
        }
        return lines;
    }

    private List<Answer> openProposals() {
        List<Answer> open = new ArrayList<>();
        records.proposals().values().forEach(proposal -> open.add(withTally(proposal)));
        records.ballots().stream()
                .filter(ballot -> ballot.kind() == Approval.Kind.WITHDRAWAL)
                .forEach(ballot -> open.add(new Answer.OpenProposal(
                        ballot.kind(),
                        ballot.subject(),
                        Bytes.EMPTY,
                        Optional.empty(),
                        java.time.Instant.EPOCH,
                        new Answer.Tally(
                                records.approvals(ballot),
                                records.consortium().map(Consortium::quorum).orElse(0)))));
        return open;
    }

    private Standing standing(Answer.OpenProposal open) {
        Answer.Tally tally = withTally(open).tally();
        return new Standing(Standing.Code.OPEN, tally.approvals().size(), tally.needed());
    }

    private Answer.OpenProposal withTally(Answer.OpenProposal open) {
        Digest manifest = records.consortium()
                .map(consortium -> consortium.current().digest())
                .orElse(Digest.ZERO);
        int needed = open.kind() == Approval.Kind.CHARTER
                ? records.consortium().map(Consortium::quorum).orElse(0)
                : open.tally().needed();
        return new Answer.OpenProposal(
                open.kind(),
                open.subject(),
                open.content(),
                open.proposer(),
                open.at(),
                new Answer.Tally(
                        records.approvals(new Ballot(open.kind(), open.subject(), manifest)), needed));
    }

    private List<Answer> tasks() {
        List<Answer> standings = new ArrayList<>();
        records.tasks().values().forEach(offered -> {
            ConsortiumListener.Course course = grounds.listener().course(offered.session());
            Answer.Phase phase =
                    records.isWithdrawn(offered.session()) ? Answer.Phase.WITHDRAWN : course.phase();
            standings.add(new Answer.TaskStanding(offered.exact(), phase, course.progress()));
        });
        return standings;
    }
}
