// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.governance.Answer;
import org.cordon.governance.Proposal;
import org.cordon.governance.Standing;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.HistoryCodec;

/** What is open for approval, and what may become so; guarded by the desk's lock. */
final class Proposals {
    private static final int MAX_OPEN = 64;
    private static final int MAX_OPEN_OF_ONE = 8;

    private final DeskRecords records;
    private final Askers askers;
    private final InstantSource clock;
    private final Charters charters;
    private final ConsortiumLog log = new ConsortiumLog();

    Proposals(DeskRecords records, Askers askers, InstantSource clock) {
        this.records = records;
        this.askers = askers;
        this.clock = clock;
        this.charters = new Charters(records, clock);
    }

    Charters charters() {
        return charters;
    }

    /** Refuses a proposal for which there is no room. */
    void requireRoom(Proposal head) throws ConsortiumRefused {
        dropOver();
        long own = records.proposals().values().stream()
                .filter(open -> open.proposer().equals(Optional.of(head.proposer())))
                .count();
        if (own >= MAX_OPEN_OF_ONE || records.proposals().size() >= MAX_OPEN) {
            throw new ConsortiumRefused(
                    Reason.TOO_MANY,
                    "open proposals must be at most " + MAX_OPEN_OF_ONE + " of one proposer and " + MAX_OPEN
                            + " in all, but were " + own + " and "
                            + records.proposals().size()
                            + "; have the open ones approved, or have the operator drop charters with 'cordon task stop'");
        }
    }

    /** Charters that nobody can run any more take no room. */
    private void dropOver() {
        for (Answer.OpenProposal open : List.copyOf(records.proposals().values())) {
            if (open.kind() == Approval.Kind.CHARTER) {
                Charter charter = Charters.charter(open.content());
                if (!clock.instant().isBefore(charter.expiry())) {
                    dropCharter(open.subject(), charter).commit();
                }
            }
        }
    }

    Batch dropCharter(Digest session, Charter charter) {
        Batch batch = records.begin().dropProposal(session);
        records.ballots().stream()
                .filter(ballot -> ballot.subject().equals(session))
                .forEach(batch::dropApprovals);
        return dropState(batch, session, charter);
    }

    /** Forgets the first state of a task unless another open one begins with the same. */
    Batch dropState(Batch batch, Digest session, Charter charter) {
        boolean shared = records.proposals().values().stream()
                .filter(open ->
                        open.kind() == Approval.Kind.CHARTER && !open.subject().equals(session))
                .anyMatch(
                        open -> Charters.charter(open.content()).initialState().equals(charter.initialState()));
        boolean awaited = records.tasks().values().stream()
                .filter(task -> !task.session().equals(session) && !records.isStarted(task.session()))
                .anyMatch(task -> task.charter().initialState().equals(charter.initialState()));
        return shared || awaited ? batch : batch.dropState(charter.initialState());
    }

    /** Verifies and stores a proposal that is whole. */
    Standing keep(Proposal head, Bytes content, Optional<Bytes> state) throws ConsortiumRefused {
        Consortium consortium = askers.founded();
        Answer.OpenProposal open = head.kind() == Approval.Kind.AMENDMENT
                ? amendment(head, content, consortium)
                : charter(head, content, consortium);
        if (open.kind() == Approval.Kind.CHARTER && state.isPresent()) {
            Charters.requireFirst(content, state.get());
        }
        if (isEffective(open.kind(), open.subject())) {
            return new Standing(
                    Standing.Code.EFFECTIVE, open.tally().needed(), open.tally().needed());
        }
        if (!records.proposals().containsKey(open.subject())) {
            requireRoom(head);
            Batch batch = records.begin().propose(open);
            state.ifPresent(bytes -> batch.keepState(head.state().orElseThrow().digest(), bytes));
            batch.commit();
            log.proposed(open.kind(), open.subject(), open.tally().needed());
        }
        return Answers.standing(records, open);
    }

    private Answer.OpenProposal amendment(Proposal head, Bytes content, Consortium consortium)
            throws ConsortiumRefused {
        try {
            Entry entry = HistoryCodec.decodeEntry(content).approved(List.of());
            requireSettled(entry.amendment());
            int needed = isEffective(Approval.Kind.AMENDMENT, entry.digest())
                    ? 0
                    : consortium.electorate(entry).needed();
            return open(head, entry.digest(), HistoryCodec.encodeEntry(entry), needed);
        } catch (MalformedBody malformed) {
            throw new ConsortiumRefused(Reason.MALFORMED, malformed.getMessage() + "; use a program of this version");
        } catch (AmendmentRejected rejected) {
            throw Rejections.of(rejected);
        }
    }

    /** Whose removal is being decided does not move the head under it with new keys. */
    private void requireSettled(Amendment amendment) throws ConsortiumRefused {
        if (!(amendment instanceof Amendment.Rotation rotation)) {
            return;
        }
        boolean contested = records.proposals().values().stream()
                .filter(open -> open.kind() == Approval.Kind.AMENDMENT)
                .map(open -> HistoryCodec.decodeEntry(open.content()).amendment())
                .anyMatch(open -> open instanceof Amendment.Removal removal && removal.index() == rotation.index());
        if (contested) {
            throw new ConsortiumRefused(
                    Reason.UNFIT,
                    "the removal of member " + rotation.index() + " is open for approval; its keys change after that is"
                            + " decided");
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
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                new Answer.Tally(List.of(), needed));
    }

    /** Whether what a digest names was decided before. */
    boolean isEffective(Approval.Kind kind, Digest subject) {
        return switch (kind) {
            case AMENDMENT ->
                records.consortium().stream()
                        .flatMap(consortium -> consortium.entries().stream())
                        .anyMatch(entry -> entry.digest().equals(subject));
            case CHARTER -> records.tasks().containsKey(subject);
            case WITHDRAWAL -> records.isWithdrawn(subject);
        };
    }
}
