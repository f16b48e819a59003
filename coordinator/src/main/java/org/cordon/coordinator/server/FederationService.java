// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cordon.coordinator.round.Desk;
import org.cordon.suite.Bytes;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.Methods;
import org.cordon.wire.Received;
import org.cordon.wire.Submitted;

/** Binds the methods of the wire to the desk. */
final class FederationService {
    private static final int CHUNK = 1 << 20;

    /** Bytes that may wait in a stream: one chunk goes out while the next is fetched. */
    private static final int AHEAD = 1 << 20;

    private final Desk desk;
    private final Lanes lanes;
    private final int queuedEvents;
    private final Set<AttendCall> attending = ConcurrentHashMap.newKeySet();

    FederationService(Desk desk, Lanes lanes, int queuedEvents) {
        this.desk = desk;
        this.lanes = lanes;
        this.queuedEvents = queuedEvents;
    }

    ServerServiceDefinition definition() {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(Methods.SERVICE_NAME);
        bind(service, Methods.ATTEND, (call, headers) -> {
            AttendCall attend =
                    new AttendCall(call, desk, queuedEvents, lanes.of(Peers.MEMBER.get()), attending::remove);
            attending.add(attend);
            return attend;
        });
        bind(
                service,
                Methods.FETCH_HISTORY,
                streaming(from -> desk.history(Peers.MEMBER.get(), from).iterator()));
        bind(service, Methods.SUBMIT, unary(submitted -> submit(Peers.MEMBER.get(), submitted)));
        bind(service, Methods.COSIGN, unary(cosignature -> desk.cosign(Peers.MEMBER.get(), cosignature)));
        bind(service, Methods.UPLOAD, (call, headers) -> new UploadCall(call, desk));
        bind(service, Methods.UPLOAD_OFFSET, unary(scope -> desk.uploadOffset(Peers.MEMBER.get(), scope)));
        bind(service, Methods.FETCH_SUM, streaming(scope -> desk.sum(Peers.MEMBER.get(), scope)));
        bind(
                service,
                Methods.FETCH_BLOCKS,
                streaming(query -> desk.blocks(Peers.MEMBER.get(), query.scope(), query.seed())));
        bind(
                service,
                Methods.FETCH_STATE,
                streaming(query -> chunks(desk.state(Peers.MEMBER.get(), query.session(), query.state()))));
        bind(service, Methods.RENEW, unary(request -> desk.renew(Peers.MEMBER.get(), request)));
        return service.build();
    }

    /** The cosignature first: the message may be the one that a checkpoint under a quorum is needed for. */
    private Verdict submit(int member, Submitted submitted) {
        submitted.cosignature().ifPresent(cosignature -> desk.cosign(member, cosignature));
        return desk.submit(member, submitted.message());
    }

    /** Ends every event stream, as the server is closing. */
    void dismiss() {
        attending.forEach(attend -> attend.end(Refusals.closing()));
    }

    private static <Q, A> void bind(
            ServerServiceDefinition.Builder service,
            MethodDescriptor<Q, A> method,
            ServerCallHandler<Received<Q>, A> handler) {
        service.addMethod(Methods.serving(method), handler);
    }

    private static <Q, A> ServerCallHandler<Received<Q>, A> unary(Function<Q, A> work) {
        return (call, headers) -> new UnaryCall<>(call, work);
    }

    private static <Q, A> ServerCallHandler<Received<Q>, A> streaming(Function<Q, Iterator<A>> work) {
        return (call, headers) -> new StreamingCall<>(call, AHEAD, work);
    }

    private static Iterator<Bytes> chunks(Bytes whole) {
        return IntStream.iterate(0, from -> from < whole.size(), from -> from + CHUNK)
                .mapToObj(from -> whole.slice(from, Math.min(from + CHUNK, whole.size())))
                .iterator();
    }
}
