// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.coordinator.member.DeskRecords.Ballot;
import org.cordon.governance.Answer;
import org.cordon.governance.Question;
import org.cordon.governance.Standing;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.wire.HistoryCodec;

/** What is answered to questions; guarded by the desk's lock. */
record Answers(DeskRecords records) {
    /** What is asked for. */
    List<Answer> to(Question question, ConsortiumListener listener) {
        return switch (question.subject()) {
            case HISTORY -> history(question.from());
            case PROPOSALS -> openProposals();
            case TASKS -> tasks(listener);
            case REQUESTS -> List.copyOf(records.requests().values());
        };
    }

    private List<Answer> history(int from) {
        List<Entry> entries = records.consortium().map(Consortium::entries).orElse(List.of());
        List<Answer> lines = new ArrayList<>();
        for (int position = from; position < entries.size(); position++) {
            lines.add(new Answer.HistoryLine(position, HistoryCodec.encodeEntry(entries.get(position))));
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

    /** How many approvals a proposal has. */
    static Standing standing(DeskRecords records, Answer.OpenProposal open) {
        Answer.Tally tally = new Answers(records).withTally(open).tally();
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
                new Answer.Tally(records.approvals(new Ballot(open.kind(), open.subject(), manifest)), needed));
    }

    private List<Answer> tasks(ConsortiumListener listener) {
        List<Answer> standings = new ArrayList<>();
        records.tasks().values().forEach(offered -> {
            ConsortiumListener.Course course = listener.course(offered.session());
            Answer.Phase phase = records.isWithdrawn(offered.session()) ? Answer.Phase.WITHDRAWN : course.phase();
            standings.add(new Answer.TaskStanding(offered.exact(), phase, course.progress()));
        });
        return standings;
    }
}
