// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.cordon.coordinator.member.ConsortiumDesk;
import org.cordon.member.TlsIdentity;
import org.cordon.wire.ConsortiumMethods;

/**
 * The port that people and invited nodes dial: gRPC over TLS 1.3 with the coordinator's certificate only.
 *
 * <p><b>Guarantees.</b> Only X25519MLKEM768 is negotiated; the chain that is shown ends with the authority, so that who
 * was told its digest can check it. Connections, calls and calls per minute are bounded by address ({@link PortLimits}),
 * message sizes by the wire, and memory by both.
 *
 * <p><b>Does not check</b> who calls: every message proves that by its own signatures, and the desk verifies them.
 */
public final class ConsortiumServer implements AutoCloseable {
    private static final int WINDOW = 1 << 20;
    private static final int MAX_METADATA = 8 << 10;
    private static final int CALLS_PER_CONNECTION = 16;
    private static final int RESETS_PER_SECOND = 50;
    private static final Duration LONGEST_CONNECTION = Duration.ofMinutes(5);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

    /** Addresses share so many lanes onto the workers. */
    private static final int LANES = 64;

    private final Server server;
    private final Lanes lanes;
    private final EventLoopGroup loops;
    private final Duration grace;

    private ConsortiumServer(Server server, Lanes lanes, EventLoopGroup loops, Duration grace) {
        this.server = server;
        this.lanes = lanes;
        this.loops = loops;
        this.grace = grace;
    }

    /**
     * Binds and serves.
     *
     * @param bind where to listen; port 0 takes a free one, see {@link #address()}
     * @throws IOException when the port cannot be bound or TLS cannot be set up
     */
    public static ConsortiumServer start(
            InetSocketAddress bind, TlsIdentity identity, ConsortiumDesk desk, PortLimits limits, Patience patience)
            throws IOException {
        Connections connections = new Connections(limits.connections(), limits.connectionsPerAddress());
        Addresses addresses = new Addresses(connections, limits);
        Lanes lanes = new Lanes(limits.workers(), limits.workers() - 1);
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("cordon-consortium", true), NioIoHandler.newFactory());
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(bind)
                    .sslContext(ServerTls.withoutClients(identity))
                    .bossEventLoopGroup(loops)
                    .workerEventLoopGroup(loops)
                    .channelFactory(connections::serverSocket)
                    .directExecutor()
                    .callExecutor(new LanePerAddress(lanes))
                    .addTransportFilter(addresses)
                    .intercept(addresses)
                    .addService(new ConsortiumService(desk).definition());
            Server server = bounded(builder, patience).build().start();
            return new ConsortiumServer(server, lanes, loops, patience.shutdown());
        } catch (IOException | RuntimeException failed) {
            lanes.close();
            stop(loops);
            throw failed;
        }
    }

    private static NettyServerBuilder bounded(NettyServerBuilder builder, Patience patience) {
        return builder.flowControlWindow(WINDOW)
                .maxInboundMessageSize(ConsortiumMethods.MAX_REQUEST_BYTES)
                .maxInboundMetadataSize(MAX_METADATA)
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .maxRstFramesPerWindow(RESETS_PER_SECOND, 1)
                .handshakeTimeout(patience.handshake().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTime(patience.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(patience.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(patience.keepAlive().toMillis() / 4, TimeUnit.MILLISECONDS)
                .maxConnectionIdle(patience.idle().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAge(LONGEST_CONNECTION.toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where the server listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Refuses new calls and lets calls under way finish within the patience for shutdown. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
            }
            lanes.close(TimeUnit.SECONDS.toNanos(1));
        } catch (InterruptedException hurried) {
            server.shutdownNow();
            lanes.close();
            Thread.currentThread().interrupt();
        }
        stop(loops);
    }

    private static void stop(EventLoopGroup loops) {
        boolean unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** Runs the callbacks of a call on the lane of its address, one at a time. */
    private record LanePerAddress(Lanes lanes) implements ServerCallExecutorSupplier {
        @Override
        public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
            return lanes.of(Math.floorMod(Addresses.of(call), LANES));
        }
    }
}
