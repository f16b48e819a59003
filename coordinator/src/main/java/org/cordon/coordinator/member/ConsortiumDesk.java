// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.util.List;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.JoinRequest;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Proposal;
import org.cordon.governance.Question;
import org.cordon.governance.Standing;
import org.cordon.governance.Withdrawal;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signed;

/**
 * Where people and invited nodes come to.
 *
 * <p><b>Guarantees.</b> Whatever a call says is verified before anything of it is stored; what a call has returned from is
 * durable; calls are safe from many threads, bounded, and idempotent.
 */
public interface ConsortiumDesk {
    /** An invited node asks to be admitted. */
    JoinReply join(JoinRequest request) throws ConsortiumRefused;

    /** An approver, the operator or a node asks. */
    List<Answer> ask(Signed<Question> question) throws ConsortiumRefused;

    /** Begins to take a proposal in, once its head is verified. */
    ProposalReceiver propose(Signed<Proposal> head) throws ConsortiumRefused;

    /** Counts approvals; with the last one needed, what they approve takes effect. */
    Standing approve(Endorsement endorsement) throws ConsortiumRefused;

    /** The operator ends a task, or drops a charter that is open. */
    Standing withdraw(Withdrawal withdrawal) throws ConsortiumRefused;

    /** One proposal on its way in; used by one thread at a time. */
    interface ProposalReceiver extends AutoCloseable {
        /** The next bytes. */
        void take(Bytes data) throws ConsortiumRefused;

        /** All bytes are there: verifies and stores the proposal. */
        Standing finish() throws ConsortiumRefused;

        /** Forgets what was not finished. */
        @Override
        void close();
    }
}
