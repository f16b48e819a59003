// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServiceDescriptor;
import java.nio.ByteBuffer;
import org.cordon.member.Entry;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.Verdict;

/**
 * The gRPC service cordon.v1.Federation on values: neither side of the network sees a generated class.
 *
 * <p><b>Guarantees.</b> Every marshaller enforces the bounds of the .proto files before it allocates. Those that carry
 * vectors copy the payload once on each side. On a client, a response that does not decode fails the call with
 * {@link org.cordon.suite.BodyCodec.MalformedBody} as its cause; a server wraps the methods with {@link #serving} and
 * gets
 * garbage as a value.
 *
 * <p>Source: proto/cordon/v1/task.proto, service Federation.
 */
public final class Methods {
    /** Full name of the service. */
    public static final String SERVICE_NAME = "cordon.v1.Federation";

    /** A member comes for its events; the call lasts as long as the member is there. */
    public static final MethodDescriptor<Attend, CoordinatorMessage> ATTEND = method(
            "Attend",
            MethodType.SERVER_STREAMING,
            new SmallMarshaller<>(QueryForms.ATTEND),
            new SmallMarshaller<>(CoordinatorForms.EVENT));

    /** A member hands in one message; idempotent. */
    public static final MethodDescriptor<Submitted, Verdict> SUBMIT = method(
            "Submit",
            MethodType.UNARY,
            new SmallMarshaller<>(MemberForms.SUBMISSION),
            new SmallMarshaller<>(MessageCodec.REPLY));

    /** A member uploads its masked vector: the statement, then the data in ascending order. */
    public static final MethodDescriptor<UploadPart, Verdict> UPLOAD = method(
            "Upload", MethodType.CLIENT_STREAMING, new UploadMarshaller(), new SmallMarshaller<>(MessageCodec.REPLY));

    /** How many bytes of a member's upload are held. */
    public static final MethodDescriptor<Scope, Long> UPLOAD_OFFSET = method(
            "UploadOffset",
            MethodType.UNARY,
            new SmallMarshaller<>(QueryForms.UPLOAD),
            new SmallMarshaller<>(QueryForms.PROGRESS));

    /** The packed sum of a round, in order. */
    public static final MethodDescriptor<Scope, ByteBuffer> FETCH_SUM = method(
            "FetchSum", MethodType.SERVER_STREAMING, new SmallMarshaller<>(QueryForms.SUM), ChunkMarshaller.sum());

    /** Blocks of masked vectors with their paths. */
    public static final MethodDescriptor<BlockQuery, Block> FETCH_BLOCKS = method(
            "FetchBlocks",
            MethodType.SERVER_STREAMING,
            new SmallMarshaller<>(QueryForms.BLOCKS),
            new BlockMarshaller());

    /** A public state in pieces of at most 1 MiB, in order. */
    public static final MethodDescriptor<StateQuery, Bytes> FETCH_STATE = method(
            "FetchState",
            MethodType.SERVER_STREAMING,
            new SmallMarshaller<>(QueryForms.STATE),
            ChunkMarshaller.state());

    /** Entries of the consortium's history from a number on, oldest first. */
    public static final MethodDescriptor<Integer, Entry> FETCH_HISTORY = method(
            "FetchHistory",
            MethodType.SERVER_STREAMING,
            new SmallMarshaller<>(QueryForms.HISTORY),
            new SmallMarshaller<>(HistoryCodec.ENTRY));

    /** A new certificate (X.509, DER) for a certificate request (PKCS#10, DER). */
    public static final MethodDescriptor<Bytes, Bytes> RENEW = method(
            "Renew",
            MethodType.UNARY,
            new SmallMarshaller<>(QueryForms.RENEW),
            new SmallMarshaller<>(QueryForms.RENEWED));

    /** A witness cosigns the newest checkpoint although it has nothing else to say: when it comes, not in a round. */
    public static final MethodDescriptor<HeadCosignature, Verdict> COSIGN = method(
            "Cosign",
            MethodType.UNARY,
            new SmallMarshaller<>(LogForms.COSIGNATURE),
            new SmallMarshaller<>(MessageCodec.REPLY));

    /** All of it. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.newBuilder(SERVICE_NAME)
            .addMethod(ATTEND)
            .addMethod(SUBMIT)
            .addMethod(UPLOAD)
            .addMethod(UPLOAD_OFFSET)
            .addMethod(FETCH_SUM)
            .addMethod(FETCH_BLOCKS)
            .addMethod(FETCH_STATE)
            .addMethod(FETCH_HISTORY)
            .addMethod(RENEW)
            .addMethod(COSIGN)
            .build();

    /** No request takes more bytes: the inbound limit of a server. */
    public static final int MAX_REQUEST_BYTES =
            Math.toIntExact(Math.max(MemberForms.SUBMISSION.rules().maxBytes(), UploadMarshaller.RULES.maxBytes()));

    /** No response takes more bytes: the inbound limit of a client. */
    public static final int MAX_RESPONSE_BYTES =
            Math.toIntExact(Math.max(CoordinatorForms.EVENT.rules().maxBytes(), ChunkMarshaller.maxBytes()));

    private Methods() {}

    /** The same method for a server: a request that does not decode arrives as {@link Received.Garbage}. */
    public static <T, R> MethodDescriptor<Received<T>, R> serving(MethodDescriptor<T, R> method) {
        return method.toBuilder(new ReceivedMarshaller<>(method.getRequestMarshaller()), method.getResponseMarshaller())
                .build();
    }

    private static <T, R> MethodDescriptor<T, R> method(
            String name, MethodType type, Marshaller<T> request, Marshaller<R> response) {
        return MethodDescriptor.newBuilder(request, response)
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE_NAME, name))
                .build();
    }
}
