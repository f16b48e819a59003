// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServiceDescriptor;
import java.util.stream.LongStream;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.JoinRequest;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.ProposalPart;
import org.cordon.governance.Question;
import org.cordon.governance.Standing;
import org.cordon.governance.Withdrawal;
import org.cordon.suite.Signed;

/**
 * The gRPC service cordon.v1.Consortium on values, as {@link Methods} is for members.
 *
 * <p>Source: proto/cordon/v1/consortium.proto.
 */
public final class ConsortiumMethods {
    /** Full name of the service. */
    public static final String SERVICE_NAME = "cordon.v1.Consortium";

    /** An invited node asks to be admitted; the same request may ask again and again. */
    public static final MethodDescriptor<JoinRequest, JoinReply> JOIN = method(
            "Join",
            MethodType.UNARY,
            new SmallMarshaller<>(EnrolForms.REQUEST),
            new SmallMarshaller<>(EnrolForms.REPLY));

    /** An approver, the operator or a node asks. */
    public static final MethodDescriptor<Signed<Question>, Answer> ASK = method(
            "Ask",
            MethodType.SERVER_STREAMING,
            new SmallMarshaller<>(GovernanceForms.SIGNED_QUESTION),
            new SmallMarshaller<>(AnswerForms.ANSWER));

    /** An approver or the operator proposes an amendment or a charter. */
    public static final MethodDescriptor<ProposalPart, Standing> PROPOSE = method(
            "Propose",
            MethodType.CLIENT_STREAMING,
            new SmallMarshaller<>(GovernanceForms.PART),
            new SmallMarshaller<>(GovernanceForms.STANDING));

    /** Approvals, signed here or offline. */
    public static final MethodDescriptor<Endorsement, Standing> APPROVE = method(
            "Approve",
            MethodType.UNARY,
            new SmallMarshaller<>(GovernanceForms.ENDORSEMENT),
            new SmallMarshaller<>(GovernanceForms.STANDING));

    /** The operator ends a task. */
    public static final MethodDescriptor<Withdrawal, Standing> WITHDRAW = method(
            "Withdraw",
            MethodType.UNARY,
            new SmallMarshaller<>(GovernanceForms.WITHDRAWAL),
            new SmallMarshaller<>(GovernanceForms.STANDING));

    /** All of it. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.newBuilder(SERVICE_NAME)
            .addMethod(JOIN)
            .addMethod(ASK)
            .addMethod(PROPOSE)
            .addMethod(APPROVE)
            .addMethod(WITHDRAW)
            .build();

    /** No request takes more bytes: the inbound limit of a server. */
    public static final int MAX_REQUEST_BYTES = Math.toIntExact(LongStream.of(
                    EnrolForms.REQUEST.rules().maxBytes(),
                    GovernanceForms.SIGNED_QUESTION.rules().maxBytes(),
                    GovernanceForms.PART.rules().maxBytes(),
                    GovernanceForms.ENDORSEMENT.rules().maxBytes(),
                    GovernanceForms.WITHDRAWAL.rules().maxBytes())
            .max()
            .orElseThrow());

    /** No response takes more bytes: the inbound limit of a client. */
    public static final int MAX_RESPONSE_BYTES = Math.toIntExact(Math.max(
            AnswerForms.ANSWER.rules().maxBytes(), EnrolForms.REPLY.rules().maxBytes()));

    private ConsortiumMethods() {}

    private static <T, R> MethodDescriptor<T, R> method(
            String name, MethodType type, Marshaller<T> request, Marshaller<R> response) {
        return MethodDescriptor.newBuilder(request, response)
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE_NAME, name))
                .build();
    }
}
