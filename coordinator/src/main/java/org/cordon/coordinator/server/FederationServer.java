// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cordon.coordinator.round.Desk;
import org.cordon.member.PeerVerifier;
import org.cordon.member.TlsIdentity;
import org.cordon.wire.Methods;
import org.jspecify.annotations.Nullable;

/**
 * The port that members dial: gRPC over mutual TLS 1.3, with the standard health service.
 *
 * <p><b>Guarantees.</b> Only X25519MLKEM768 is negotiated. Calls reach the desk only with the index of a member that the
 * verifier accepted. A member that is slow, floods or sends garbage is limited to its own lane, calls, connections and
 * queue. Memory is bounded by {@link Limits} and the flow-control window of {@value #WINDOW} bytes per connection.
 *
 * <p><b>Does not check</b> what messages say: the desk does.
 */
public final class FederationServer implements AutoCloseable {
    /** HTTP/2 flow-control window per connection and stream, in bytes. */
    static final int WINDOW = 2 << 20;

    private static final int MAX_METADATA = 8 << 10;
    private static final int RESETS_PER_SECOND = 200;

    /** What members do to their connections is no news of ours; kept, as java.util.logging forgets unreferenced loggers. */
    private static final Logger TRANSPORT_LOG = Logger.getLogger("io.grpc.netty");

    static {
        TRANSPORT_LOG.setLevel(Level.SEVERE);
    }

    private final Server server;
    private final HealthStatusManager health;
    private final FederationService service;
    private final Lanes lanes;
    private final EventLoopGroup loops;
    private final Duration grace;

    private FederationServer(
            Server server,
            HealthStatusManager health,
            FederationService service,
            Lanes lanes,
            EventLoopGroup loops,
            Duration grace) {
        this.server = server;
        this.health = health;
        this.service = service;
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
    public static FederationServer start(
            InetSocketAddress bind,
            TlsIdentity identity,
            Admittance admittance,
            Desk desk,
            Limits limits,
            Patience patience)
            throws IOException {
        Connections connections = new Connections(limits.connections(), limits.connectionsPerMember());
        Peers peers = new Peers(admittance, connections);
        Lanes lanes = new Lanes(limits.workers(), limits.workersPerMember());
        FederationService service = new FederationService(desk, lanes, limits.queuedEvents());
        HealthStatusManager health = new HealthStatusManager();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                0, new DefaultThreadFactory("cordon-net", true), NioIoHandler.newFactory());
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(bind)
                    .sslContext(ServerTls.context(identity, admittance))
                    .bossEventLoopGroup(loops)
                    .workerEventLoopGroup(loops)
                    .channelFactory(connections::serverSocket)
                    .directExecutor()
                    .callExecutor(new LanePerMember(lanes))
                    .addTransportFilter(peers)
                    .intercept(new Turnstile(limits.callsPerMember()))
                    .intercept(peers)
                    .addService(service.definition())
                    .addService(health.getHealthService());
            Server server = bounded(builder, limits, patience).build().start();
            health.setStatus(Methods.SERVICE_NAME, ServingStatus.SERVING);
            return new FederationServer(server, health, service, lanes, loops, patience.shutdown());
        } catch (IOException | RuntimeException failed) {
            lanes.close();
            stop(loops);
            throw failed;
        }
    }

    /** The same for one manifest that never changes. */
    public static FederationServer start(
            InetSocketAddress bind,
            TlsIdentity identity,
            PeerVerifier verifier,
            Desk desk,
            Limits limits,
            Patience patience)
            throws IOException {
        return start(bind, identity, Admittance.of(verifier), desk, limits, patience);
    }

    private static NettyServerBuilder bounded(NettyServerBuilder builder, Limits limits, Patience patience) {
        return builder.flowControlWindow(WINDOW)
                .maxInboundMessageSize(Methods.MAX_REQUEST_BYTES)
                .maxInboundMetadataSize(MAX_METADATA)
                .maxConcurrentCallsPerConnection(limits.callsPerMember())
                .maxRstFramesPerWindow(RESETS_PER_SECOND, 1)
                .handshakeTimeout(patience.handshake().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTime(patience.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(patience.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(patience.keepAlive().toMillis() / 4, TimeUnit.MILLISECONDS)
                .maxConnectionIdle(patience.idle().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where the server listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Refuses new calls, ends the event streams, and lets calls under way finish within the patience for shutdown. */
    @Override
    public void close() {
        health.enterTerminalState();
        server.shutdown();
        service.dismiss();
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

    /** Runs the callbacks of a call on its member's lane, one at a time. */
    private record LanePerMember(Lanes lanes) implements ServerCallExecutorSupplier {
        @Override
        public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
            return Peers.member(call).map(lanes::of).orElse(null);
        }
    }
}
