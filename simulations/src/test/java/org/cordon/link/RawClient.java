// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.cert.X509Certificate;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.cordon.member.TlsIdentity;
import org.cordon.suite.Scope;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.Attend;
import org.cordon.wire.Methods;
import org.cordon.wire.Submitted;
import org.cordon.wire.UploadPart;

/** A client without the manners of the link: takes any server, offers what it is told to, reads when it likes. */
final class RawClient implements AutoCloseable {
    private final ManagedChannel channel;

    private RawClient(ManagedChannel channel) {
        this.channel = channel;
    }

    static RawClient dial(int port, TlsIdentity identity) {
        return dial(port, identity, "TLSv1.3", "X25519MLKEM768");
    }

    static RawClient dial(int port, TlsIdentity identity, String protocol, String group) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .keyManager(identity.privateKey(), identity.chain().toArray(new X509Certificate[0]))
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .option(OpenSslContextOption.GROUPS, new String[] {group});
            return new RawClient(NettyChannelBuilder.forAddress("localhost", port)
                    .sslContext(GrpcSslContexts.configure(builder, SslProvider.OPENSSL)
                            .protocols(protocol)
                            .build())
                    .build());
        } catch (SSLException unfit) {
            throw new AssertionError(unfit);
        }
    }

    static RawClient plaintext(int port) {
        return new RawClient(
                NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build());
    }

    ManagedChannel channel() {
        return channel;
    }

    Verdict submit(MemberMessage message) {
        return ClientCalls.blockingUnaryCall(
                channel,
                Methods.SUBMIT,
                CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                new Submitted(message, Optional.empty()));
    }

    long uploadOffset(Scope scope) {
        return ClientCalls.blockingUnaryCall(
                channel, Methods.UPLOAD_OFFSET, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), scope);
    }

    /** How a submission fails. */
    StatusRuntimeException refusal(MemberMessage message) {
        try {
            throw new AssertionError("was answered " + submit(message));
        } catch (StatusRuntimeException refused) {
            return refused;
        }
    }

    /** Sends the parts and nothing else, and waits for the end of the call. */
    Ended upload(Iterator<UploadPart> parts) throws InterruptedException {
        ClientCall<UploadPart, Verdict> call =
                channel.newCall(Methods.UPLOAD, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS));
        BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
        BlockingQueue<Status> ended = new LinkedBlockingQueue<>();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(Verdict verdict) {
                        verdicts.add(verdict);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.add(status);
                    }
                },
                new Metadata());
        call.request(2);
        parts.forEachRemaining(call::sendMessage);
        call.halfClose();
        return new Ended(ended.take(), Optional.ofNullable(verdicts.poll()));
    }

    record Ended(Status status, Optional<Verdict> verdict) {}

    /** Attends and never reads an event; the latch opens when the server ends the stream. */
    CountDownLatch attendWithoutReading() {
        CountDownLatch ended = new CountDownLatch(1);
        ClientCall<Attend, ?> call = channel.newCall(Methods.ATTEND, CallOptions.DEFAULT);
        start(call, ended);
        call.sendMessage(new Attend(0));
        call.halfClose();
        return ended;
    }

    void awaitDisconnected() {
        CountDownLatch changed = new CountDownLatch(1);
        channel.notifyWhenStateChanged(ConnectivityState.READY, changed::countDown);
        try {
            if (!changed.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("still connected");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static <A> void start(ClientCall<Attend, A> call, CountDownLatch ended) {
        call.start(
                new ClientCall.Listener<A>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.countDown();
                    }
                },
                new Metadata());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
