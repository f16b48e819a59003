// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import java.util.function.Function;
import org.cordon.coordinator.member.ConsortiumDesk;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.wire.ConsortiumMethods;
import org.cordon.wire.Methods;
import org.cordon.wire.Received;

/** Binds the methods of the consortium port to the desk. */
final class ConsortiumService {
    /** Bytes that may wait in a stream of answers. */
    private static final int AHEAD = 1 << 20;

    private final ConsortiumDesk desk;

    ConsortiumService(ConsortiumDesk desk) {
        this.desk = desk;
    }

    /** What the desk does for one request. */
    @FunctionalInterface
    interface Work<Q, A> {
        A on(Q request) throws ConsortiumRefused;
    }

    /** A refusal on its way to {@link Refusals} through code that throws nothing checked. */
    static final class Refusing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ConsortiumRefused refused;

        Refusing(ConsortiumRefused refused) {
            super(refused);
            this.refused = refused;
        }

        ConsortiumRefused refused() {
            return refused;
        }
    }

    ServerServiceDefinition definition() {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(ConsortiumMethods.SERVICE_NAME);
        bind(service, ConsortiumMethods.JOIN, unary(desk::join));
        bind(
                service,
                ConsortiumMethods.ASK,
                (call, headers) -> new StreamingCall<>(
                        call, AHEAD, answering(question -> desk.ask(question).iterator())));
        bind(service, ConsortiumMethods.PROPOSE, (call, headers) -> new ProposalCall(call, desk));
        bind(service, ConsortiumMethods.APPROVE, unary(desk::approve));
        bind(service, ConsortiumMethods.WITHDRAW, unary(desk::withdraw));
        return service.build();
    }

    private static <Q, A> void bind(
            ServerServiceDefinition.Builder service,
            MethodDescriptor<Q, A> method,
            ServerCallHandler<Received<Q>, A> handler) {
        service.addMethod(Methods.serving(method), handler);
    }

    private static <Q, A> ServerCallHandler<Received<Q>, A> unary(Work<Q, A> work) {
        return (call, headers) -> new UnaryCall<>(call, answering(work));
    }

    private static <Q, A> Function<Q, A> answering(Work<Q, A> work) {
        return request -> {
            try {
                return work.on(request);
            } catch (ConsortiumRefused refused) {
                throw new Refusing(refused);
            }
        };
    }
}
