// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.cordon.member.PeerOutcome;
import org.cordon.member.VerifiedManifest;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end: established once per connection, put into the gRPC context of each call.
 *
 * <p><b>Guarantees.</b> A call gets past this interceptor only with the index of a member that {@link Admittance} accepts when
 * the call begins, however old its connection is; strangers are told why.
 */
final class Peers extends ServerTransportFilter implements ServerInterceptor {
    /** The manifest index of the caller. */
    static final Context.Key<Integer> MEMBER = Context.key("org.cordon.member");

    private static final Attributes.Key<Peer> PEER = Attributes.Key.create("org.cordon.peer");

    /** All strangers share the connections of one member. */
    private static final int STRANGER = -1;

    private final Admittance admittance;
    private final Connections connections;

    /** The other end of a connection, as it was judged last; judged again once the consortium has changed. */
    private static final class Peer {
        private final Admittance admittance;
        private final List<X509Certificate> chain;
        private List<VerifiedManifest> basis;
        private PeerOutcome outcome;

        Peer(Admittance admittance, List<X509Certificate> chain) {
            this.admittance = admittance;
            this.chain = chain;
            this.basis = admittance.basis();
            this.outcome = admittance.member(chain, basis);
        }

        synchronized PeerOutcome now() {
            List<VerifiedManifest> current = admittance.basis();
            if (!current.equals(basis)) {
                basis = current;
                outcome = admittance.member(chain, current);
            }
            return outcome;
        }
    }

    Peers(Admittance admittance, Connections connections) {
        this.admittance = admittance;
        this.connections = connections;
    }

    @Override
    public Attributes transportReady(Attributes transport) {
        Peer peer = new Peer(admittance, chain(transport.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
        SocketAddress remote = transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (remote != null) {
            connections.identified(index(peer.now()).orElse(STRANGER), remote);
        }
        return transport.toBuilder().set(PEER, peer).build();
    }

    /** The member that {@code call} comes from. */
    static Optional<Integer> member(ServerCall<?, ?> call) {
        Peer peer = call.getAttributes().get(PEER);
        return peer == null ? Optional.empty() : index(peer.now());
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Peer peer = call.getAttributes().get(PEER);
        PeerOutcome outcome = peer == null ? new PeerOutcome.NoCertificate() : peer.now();
        if (outcome instanceof PeerOutcome.Accepted accepted) {
            Context context =
                    Context.current().withValue(MEMBER, accepted.peer().index());
            return Contexts.interceptCall(context, call, headers, next);
        }
        Refusals.stranger(outcome instanceof PeerOutcome.Refused refused ? refused : new PeerOutcome.NoCertificate())
                .close(call);
        return new ServerCall.Listener<>() {};
    }

    private static Optional<Integer> index(PeerOutcome outcome) {
        return outcome instanceof PeerOutcome.Accepted accepted
                ? Optional.of(accepted.peer().index())
                : Optional.empty();
    }

    private static List<X509Certificate> chain(@Nullable SSLSession session) {
        if (session == null) {
            return List.of();
        }
        try {
            Certificate[] certificates = session.getPeerCertificates();
            return Arrays.stream(certificates).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException anonymous) {
            return List.of();
        }
    }
}
