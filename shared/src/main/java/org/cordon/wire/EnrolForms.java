// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import org.cordon.enrol.FoundingPlan;
import org.cordon.enrol.Invitation;
import org.cordon.enrol.JoinBody;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.JoinRequest;
import org.cordon.proto.v1.FoundingPlanBody;
import org.cordon.proto.v1.InvitedExchange;
import org.cordon.proto.v1.JoinAdmitted;
import org.cordon.proto.v1.JoinWaiting;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signed;
import org.cordon.suite.VerifyKey;

/** The forms of joining. */
final class EnrolForms {
    static final Codes<JoinReply.Stage, org.cordon.proto.v1.JoinStage> STAGE =
            new Codes<>(JoinReply.Stage.class, org.cordon.proto.v1.JoinStage.class, "JOIN_STAGE_");

    static final Form<JoinBody, org.cordon.proto.v1.JoinBody> BODY = Form.of(
            JoinBody.class, org.cordon.proto.v1.JoinBody.getDefaultInstance(), EnrolForms::message, EnrolForms::value);

    static final Form<JoinRequest, org.cordon.proto.v1.JoinRequest> REQUEST = Form.of(
            JoinRequest.class,
            org.cordon.proto.v1.JoinRequest.getDefaultInstance(),
            EnrolForms::message,
            EnrolForms::value);

    static final Form<JoinReply, org.cordon.proto.v1.JoinReply> REPLY = Form.of(
            JoinReply.class,
            org.cordon.proto.v1.JoinReply.getDefaultInstance(),
            EnrolForms::message,
            EnrolForms::value);

    static final Form<FoundingPlan, FoundingPlanBody> PLAN = Form.of(
            FoundingPlan.class,
            FoundingPlanBody.getDefaultInstance(),
            plan -> FoundingPlanBody.newBuilder()
                    .setConsortium(plan.consortium())
                    .setMinMembers(plan.rules().minMembers())
                    .setMinApprovals(plan.rules().minApprovals())
                    .setCoordinator(HistoryForms.member(plan.coordinator()))
                    .setAuthority(Values.digest(plan.authority()))
                    .addAllPossessions(plan.possessions().stream()
                            .map(HistoryForms::possession)
                            .toList())
                    .addAllExchanges(plan.exchanges().stream()
                            .map(name ->
                                    InvitedExchange.newBuilder().setName(name).build())
                            .toList())
                    .build(),
            message -> new FoundingPlan(
                    message.getConsortium(),
                    new FoundingPlan.Rules(message.getMinMembers(), message.getMinApprovals()),
                    HistoryForms.member(message.getCoordinator()),
                    Values.digest(message.getAuthority()),
                    message.getPossessionsList().stream()
                            .map(HistoryForms::possession)
                            .toList(),
                    message.getExchangesList().stream()
                            .map(InvitedExchange::getName)
                            .toList()));

    private EnrolForms() {}

    private static org.cordon.proto.v1.JoinBody message(JoinBody body) {
        return org.cordon.proto.v1.JoinBody.newBuilder()
                .setInvitation(Values.bytes(body.invitation().exact()))
                .setOperatorSignature(Values.signature(body.invitation().signature()))
                .setCertificateRequest(Values.bytes(body.certificateRequest()))
                .setIdentityKey(Values.key(body.identity()))
                .setApproverKey(Values.key(body.approver()))
                .setIdentityPossession(Values.signature(body.identityPossession()))
                .setApproverPossession(Values.signature(body.approverPossession()))
                .build();
    }

    private static JoinBody value(org.cordon.proto.v1.JoinBody message) {
        Bytes invitation = Values.bytes(message.getInvitation());
        VerifyKey approver = Values.key(message.getApproverKey());
        return new JoinBody(
                new Signed<>(
                        Invitation.decode(invitation), invitation, Values.signature(message.getOperatorSignature())),
                Values.bytes(message.getCertificateRequest()),
                Values.key(message.getIdentityKey()),
                approver,
                Values.signature(message.getIdentityPossession()),
                Values.signature(message.getApproverPossession()));
    }

    static org.cordon.proto.v1.JoinRequest message(JoinRequest request) {
        return org.cordon.proto.v1.JoinRequest.newBuilder()
                .setBody(Values.bytes(request.exact()))
                .setIdentitySignature(Values.signature(request.byIdentity()))
                .setApproverSignature(Values.signature(request.byApprover()))
                .setInvitationSignature(Values.signature(request.byInvitation()))
                .build();
    }

    static JoinRequest value(org.cordon.proto.v1.JoinRequest message) {
        Signed<JoinBody> body = BODY.signed(message.getBody(), message.getIdentitySignature());
        return new JoinRequest(
                body.body(),
                body.exact(),
                body.signature(),
                Values.signature(message.getApproverSignature()),
                Values.signature(message.getInvitationSignature()));
    }

    private static org.cordon.proto.v1.JoinReply message(JoinReply reply) {
        org.cordon.proto.v1.JoinReply.Builder message = org.cordon.proto.v1.JoinReply.newBuilder();
        if (reply instanceof JoinReply.Admitted admitted) {
            return message.setAdmitted(JoinAdmitted.newBuilder()
                            .setConsortium(Values.digest(admitted.consortium()))
                            .setCertificate(Values.bytes(admitted.certificate()))
                            .setAuthority(Values.bytes(admitted.authority())))
                    .build();
        }
        JoinReply.Waiting waiting = (JoinReply.Waiting) reply;
        return message.setWaiting(JoinWaiting.newBuilder()
                        .setApprovals(waiting.approvals())
                        .setNeeded(waiting.needed())
                        .setStage(STAGE.toCode(waiting.stage())))
                .build();
    }

    private static JoinReply value(org.cordon.proto.v1.JoinReply message) {
        if (message.hasAdmitted()) {
            JoinAdmitted admitted = message.getAdmitted();
            return new JoinReply.Admitted(
                    Values.digest(admitted.getConsortium()),
                    Values.bytes(admitted.getCertificate()),
                    Values.bytes(admitted.getAuthority()));
        }
        JoinWaiting waiting = message.getWaiting();
        return new JoinReply.Waiting(waiting.getApprovals(), waiting.getNeeded(), STAGE.toValue(waiting.getStage()));
    }
}
