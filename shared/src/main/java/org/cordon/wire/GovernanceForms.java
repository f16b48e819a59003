// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Piece;
import org.cordon.governance.Proposal;
import org.cordon.governance.ProposalPart;
import org.cordon.governance.Question;
import org.cordon.governance.Standing;
import org.cordon.governance.Withdrawal;
import org.cordon.member.Approval;
import org.cordon.proto.v1.ProposalBody;
import org.cordon.proto.v1.ProposalData;
import org.cordon.proto.v1.ProposalKind;
import org.cordon.proto.v1.QuestionBody;
import org.cordon.proto.v1.QuestionSubject;
import org.cordon.proto.v1.SignedProposal;
import org.cordon.proto.v1.SignedQuestion;
import org.cordon.proto.v1.StandingCode;
import org.cordon.suite.Signed;

/** The forms of what people say to the coordinator, and of its short replies. */
final class GovernanceForms {
    static final Codes<Approval.Kind, ProposalKind> KIND =
            new Codes<>(Approval.Kind.class, ProposalKind.class, "PROPOSAL_KIND_");

    private static final Codes<Question.Subject, QuestionSubject> SUBJECT =
            new Codes<>(Question.Subject.class, QuestionSubject.class, "QUESTION_SUBJECT_");
    private static final Codes<Standing.Code, StandingCode> STANDING_CODE =
            new Codes<>(Standing.Code.class, StandingCode.class, "STANDING_CODE_");

    static final Form<Question, QuestionBody> QUESTION = Form.of(
            Question.class,
            QuestionBody.getDefaultInstance(),
            question -> QuestionBody.newBuilder()
                    .setConsortium(Values.digest(question.consortium()))
                    .setAsker(Values.key(question.asker()))
                    .setAtMs(question.at().toEpochMilli())
                    .setNonce(Values.bytes(question.nonce()))
                    .setSubject(SUBJECT.toCode(question.subject()))
                    .setFrom(question.from())
                    .build(),
            message -> new Question(
                    Values.digest(message.getConsortium()),
                    Values.key(message.getAsker()),
                    Instant.ofEpochMilli(message.getAtMs()),
                    Values.bytes(message.getNonce()),
                    SUBJECT.toValue(message.getSubject()),
                    message.getFrom()));

    static final Form<Signed<Question>, SignedQuestion> SIGNED_QUESTION = Form.of(
            Signed.class,
            SignedQuestion.getDefaultInstance(),
            signed -> SignedQuestion.newBuilder()
                    .setBody(Values.bytes(signed.exact()))
                    .setSignature(Values.signature(signed.signature()))
                    .build(),
            message -> QUESTION.signed(message.getBody(), message.getSignature()));

    static final Form<Proposal, ProposalBody> PROPOSAL = Form.of(
            Proposal.class, ProposalBody.getDefaultInstance(), GovernanceForms::message, GovernanceForms::value);

    static final Form<ProposalPart, org.cordon.proto.v1.ProposalPart> PART = Form.of(
            ProposalPart.class,
            org.cordon.proto.v1.ProposalPart.getDefaultInstance(),
            GovernanceForms::message,
            GovernanceForms::value);

    static final Form<Endorsement, org.cordon.proto.v1.Endorsement> ENDORSEMENT = Form.of(
            Endorsement.class,
            org.cordon.proto.v1.Endorsement.getDefaultInstance(),
            endorsement -> org.cordon.proto.v1.Endorsement.newBuilder()
                    .setKind(KIND.toCode(endorsement.kind()))
                    .setSubject(Values.digest(endorsement.subject()))
                    .setManifest(Values.digest(endorsement.manifest()))
                    .addAllApprovals(endorsement.approvals().stream()
                            .map(HistoryForms::approval)
                            .toList())
                    .build(),
            message -> new Endorsement(
                    KIND.toValue(message.getKind()),
                    Values.digest(message.getSubject()),
                    Values.digest(message.getManifest()),
                    HistoryForms.approvals(message.getApprovalsList())));

    static final Form<Withdrawal, org.cordon.proto.v1.Withdrawal> WITHDRAWAL = Form.of(
            Withdrawal.class,
            org.cordon.proto.v1.Withdrawal.getDefaultInstance(),
            withdrawal -> org.cordon.proto.v1.Withdrawal.newBuilder()
                    .setConsortium(Values.digest(withdrawal.consortium()))
                    .setSession(Values.digest(withdrawal.session()))
                    .setSignature(Values.signature(withdrawal.signature()))
                    .build(),
            message -> new Withdrawal(
                    Values.digest(message.getConsortium()),
                    Values.digest(message.getSession()),
                    Values.signature(message.getSignature())));

    static final Form<Standing, org.cordon.proto.v1.Standing> STANDING = Form.of(
            Standing.class,
            org.cordon.proto.v1.Standing.getDefaultInstance(),
            standing -> org.cordon.proto.v1.Standing.newBuilder()
                    .setCode(STANDING_CODE.toCode(standing.code()))
                    .setApprovals(standing.approvals())
                    .setNeeded(standing.needed())
                    .build(),
            message -> new Standing(
                    STANDING_CODE.toValue(message.getCode()), message.getApprovals(), message.getNeeded()));

    private GovernanceForms() {}

    private static ProposalBody message(Proposal proposal) {
        return ProposalBody.newBuilder()
                .setConsortium(Values.digest(proposal.consortium()))
                .setProposer(Values.key(proposal.proposer()))
                .setAtMs(proposal.at().toEpochMilli())
                .setKind(KIND.toCode(proposal.kind()))
                .setContent(Values.digest(proposal.content().digest()))
                .setContentBytes(proposal.content().size())
                .setState(proposal.state()
                        .map(state -> Values.digest(state.digest()))
                        .orElse(ByteString.EMPTY))
                .setStateBytes(proposal.state().map(Piece::size).orElse(0))
                .build();
    }

    private static Proposal value(ProposalBody message) {
        return new Proposal(
                Values.digest(message.getConsortium()),
                Values.key(message.getProposer()),
                Instant.ofEpochMilli(message.getAtMs()),
                KIND.toValue(message.getKind()),
                new Piece(Values.digest(message.getContent()), message.getContentBytes()),
                message.getState().isEmpty() && message.getStateBytes() == 0
                        ? Optional.empty()
                        : Optional.of(new Piece(Values.digest(message.getState()), message.getStateBytes())));
    }

    private static org.cordon.proto.v1.ProposalPart message(ProposalPart part) {
        org.cordon.proto.v1.ProposalPart.Builder message = org.cordon.proto.v1.ProposalPart.newBuilder();
        if (part instanceof ProposalPart.Head head) {
            return message.setHead(SignedProposal.newBuilder()
                            .setBody(Values.bytes(head.signed().exact()))
                            .setSignature(Values.signature(head.signed().signature())))
                    .build();
        }
        ProposalPart.Data data = (ProposalPart.Data) part;
        return message.setData(ProposalData.newBuilder().setData(Values.bytes(data.bytes())))
                .build();
    }

    private static ProposalPart value(org.cordon.proto.v1.ProposalPart message) {
        if (message.hasHead()) {
            SignedProposal head = message.getHead();
            return new ProposalPart.Head(PROPOSAL.signed(head.getBody(), head.getSignature()));
        }
        return new ProposalPart.Data(Values.bytes(message.getData().getData()));
    }
}
