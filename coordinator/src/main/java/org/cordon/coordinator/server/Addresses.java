// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Attributes;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Limits strangers by the address they come from: connections, calls under way, and calls per minute.
 *
 * <p>An address is an IPv4 address, or the /64 of an IPv6 address, as a number that others may share with it: then they
 * share its limits.
 */
final class Addresses extends ServerTransportFilter implements ServerInterceptor {
    private static final int NETWORK_BYTES = 8;

    private final Connections connections;
    private final AddressRates rates;
    private final int callsPerAddress;
    private final ConcurrentMap<Integer, Integer> underWay = new ConcurrentHashMap<>();

    Addresses(Connections connections, PortLimits limits) {
        this.connections = connections;
        this.rates = new AddressRates(limits.callsPerMinute(), System::nanoTime);
        this.callsPerAddress = limits.callsPerAddress();
    }

    @Override
    public Attributes transportReady(Attributes transport) {
        SocketAddress remote = transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (remote != null) {
            connections.identified(number(remote), remote);
        }
        return transport;
    }

    /** The number of the address that {@code call} comes from. */
    static int of(ServerCall<?, ?> call) {
        return number(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }

    private static int number(@Nullable SocketAddress remote) {
        if (remote instanceof InetSocketAddress internet && internet.getAddress() != null) {
            byte[] address = internet.getAddress().getAddress();
            return Arrays.hashCode(Arrays.copyOf(address, Math.min(address.length, NETWORK_BYTES)));
        }
        return 0;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        int address = of(call);
        if (!rates.take(address)) {
            Refusals.tooMany("calls of one address per minute are limited; wait a minute")
                    .close(call);
            return new ServerCall.Listener<>() {};
        }
        if (underWay.merge(address, 1, Integer::sum) > callsPerAddress) {
            leave(address);
            Refusals.tooMany("calls under way must be at most " + callsPerAddress + " per address; try again later")
                    .close(call);
            return new ServerCall.Listener<>() {};
        }
        return new Passed<>(next.startCall(call, headers), () -> leave(address));
    }

    private void leave(int address) {
        underWay.computeIfPresent(address, (same, calls) -> calls == 1 ? null : calls - 1);
    }

    /** Gives the place back when the call is over, whichever way. */
    private static final class Passed<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Runnable leave;
        private final AtomicBoolean over = new AtomicBoolean();

        Passed(ServerCall.Listener<Q> listener, Runnable leave) {
            super(listener);
            this.leave = leave;
        }

        @Override
        public void onCancel() {
            leaveOnce();
            super.onCancel();
        }

        @Override
        public void onComplete() {
            leaveOnce();
            super.onComplete();
        }

        private void leaveOnce() {
            if (over.compareAndSet(false, true)) {
                leave.run();
            }
        }
    }
}
