// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import org.cordon.enrol.FoundingPlan;
import org.cordon.enrol.JoinBody;
import org.cordon.enrol.JoinRequest;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Proposal;
import org.cordon.governance.Question;
import org.cordon.governance.Withdrawal;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;

/**
 * What is said on the consortium port, as exact bytes to sign, to store, or to carry in a file.
 *
 * <p><b>Guarantees.</b> As {@link ProtoCodec}: one encoding for each message, bounds first, {@link MalformedBody} for
 * everything else.
 *
 * <p><b>Does not check</b> signatures.
 *
 * <p>Source: proto/cordon/v1/consortium.proto. Stateless, safe for concurrent use.
 */
public final class ConsortiumCodec {
    private ConsortiumCodec() {}

    /** What a request's signatures are over. */
    public static Bytes encode(JoinBody body) {
        return EnrolForms.BODY.encode(body);
    }

    public static Bytes encode(JoinRequest request) {
        return EnrolForms.REQUEST.encode(request);
    }

    public static JoinRequest joinRequest(Bytes bytes) {
        return EnrolForms.REQUEST.decode(bytes);
    }

    /** What a question's signature is over. */
    public static Bytes encode(Question question) {
        return GovernanceForms.QUESTION.encode(question);
    }

    /** What a proposal's signature is over. */
    public static Bytes encode(Proposal proposal) {
        return GovernanceForms.PROPOSAL.encode(proposal);
    }

    public static Bytes encode(Endorsement endorsement) {
        return GovernanceForms.ENDORSEMENT.encode(endorsement);
    }

    public static Endorsement endorsement(Bytes bytes) {
        return GovernanceForms.ENDORSEMENT.decode(bytes);
    }

    public static Bytes encode(Withdrawal withdrawal) {
        return GovernanceForms.WITHDRAWAL.encode(withdrawal);
    }

    public static Withdrawal withdrawal(Bytes bytes) {
        return GovernanceForms.WITHDRAWAL.decode(bytes);
    }

    public static Bytes encode(Answer.OpenProposal proposal) {
        return AnswerForms.PROPOSAL.encode(proposal);
    }

    public static Answer.OpenProposal openProposal(Bytes bytes) {
        return AnswerForms.PROPOSAL.decode(bytes);
    }

    public static Bytes encode(Answer.HeldRequest held) {
        return AnswerForms.REQUEST.encode(held);
    }

    public static Answer.HeldRequest heldRequest(Bytes bytes) {
        return AnswerForms.REQUEST.decode(bytes);
    }

    /** What is to be founded, as the coordinator keeps it in founding.bin. */
    public static Bytes encode(FoundingPlan plan) {
        return EnrolForms.PLAN.encode(plan);
    }

    public static FoundingPlan foundingPlan(Bytes bytes) {
        return EnrolForms.PLAN.decode(bytes);
    }
}
