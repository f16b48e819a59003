// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.link.ConsortiumPortTest.refused;
import static org.cordon.link.GovernedConsortium.SOON;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.cordon.coordinator.server.ConsortiumServer;
import org.cordon.coordinator.server.PortLimits;
import org.cordon.coordinator.store.MemoryConsortiumStore;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.member.CertificateAuthority;
import org.cordon.participant.client.Asker;
import org.cordon.participant.client.ConsortiumLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.suite.Bytes;
import org.cordon.wire.ConsortiumMethods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What will not work on the consortium port says what is wrong, and what is too much is stopped. */
class ConsortiumLinkTest {
    private GovernedConsortium north = new GovernedConsortium(new MemoryConsortiumStore());

    @AfterEach
    void close() {
        north.close();
    }

    @Test
    void aCoordinatorOfAnotherAuthorityIsRefused() {
        GovernedConsortium south = new GovernedConsortium(new MemoryConsortiumStore());
        try (ConsortiumLink link = ConsortiumLink.open(
                LinkSettings.of(new HostPort("localhost", south.port())),
                CertificateAuthority.keyDigest(north.authority.certificate()),
                north.clock,
                GovernedConsortium.RANDOM)) {
            assertThatThrownBy(() -> link.requests(asker(), SOON))
                    .isInstanceOf(LinkRefused.class)
                    .hasMessageContaining("the peer's certificate was issued by")
                    .hasMessageContaining("check that both nodes are of one consortium");
        } finally {
            south.close();
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        try (ConsortiumServer elsewhere = north.serve(0, List.of("north.example"), Duration.ofDays(1))) {
            assertRefused(elsewhere, InstantSource.system())
                    .hasMessageContaining("is for north.example but we dialled localhost");
        }
    }

    @Test
    void aClockThatIsAheadIsNamed() {
        try (ConsortiumServer soon = north.serve(0, List.of("localhost"), Duration.ofDays(1))) {
            assertRefused(soon, GovernedConsortium.shifted(Duration.ofDays(3)))
                    .hasMessageContaining(" expired on ")
                    .hasMessageContaining("or set this machine's clock if it is ahead");
            assertRefused(soon, GovernedConsortium.shifted(Duration.ofDays(-3)))
                    .hasMessageContaining("is valid only from")
                    .hasMessageContaining("set this machine's clock (NTP)");
        }
    }

    @Test
    void aQuestionFromASkewedClockNamesTheClock() throws Exception {
        north.founded();
        ConsortiumLink link = north.link(
                LinkSettings.of(new HostPort("localhost", north.port())),
                GovernedConsortium.shifted(Duration.ofMinutes(9)));
        assertThatThrownBy(() -> link.requests(asker(), SOON)).satisfies(refused(Reason.CLOCK_SKEWED));
    }

    @Test
    void moreCallsThanAMinuteAllowsAreRefused() throws Exception {
        north.close();
        north = new GovernedConsortium(
                new MemoryConsortiumStore(), new PortLimits(8, 4, 4, 5, 2), InstantSource.system());
        ConsortiumLink link = north.link();
        for (int i = 0; i < 5; i++) {
            assertThat(link.requests(asker(), SOON)).isEmpty();
        }
        assertThatThrownBy(() -> link.requests(asker(), SOON)).satisfies(refused(Reason.TOO_MANY));
    }

    @Test
    void garbageAndOversizeAreRefused() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ConsortiumLinkTest seed " + seed);
        Random random = new Random(seed);
        ManagedChannel channel = raw();
        try {
            for (int i = 0; i < 40; i++) {
                byte[] garbage = new byte[random.nextInt(2_000)];
                random.nextBytes(garbage);
                assertThat(send(channel, garbage).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            }
            assertThat(send(channel, new byte[3 << 20]).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        } finally {
            channel.shutdownNow();
        }
        north.founded();
        Bytes large = Bytes.wrap(new byte[(3 << 20) + 1]);
        assertThatThrownBy(() -> north.link().proposeAmendment(asker(), large, SOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("content must be 1 byte to 3 MiB");
        assertThatThrownBy(() -> north.link()
                        .proposeAmendment(north.exchanges.get("ash").person(), large.slice(0, 3 << 20), SOON))
                .satisfies(refused(Reason.MALFORMED));
    }

    private Asker asker() {
        return new Asker(north.id(), north.operator);
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ConsortiumServer server, InstantSource clock) {
        ConsortiumLink link = north.link(
                LinkSettings.of(new HostPort("localhost", server.address().getPort())), clock);
        return assertThatThrownBy(() -> link.requests(asker(), SOON)).isInstanceOf(LinkRefused.class);
    }

    private ManagedChannel raw() throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .option(OpenSslContextOption.GROUPS, new String[] {"X25519MLKEM768"});
        return NettyChannelBuilder.forAddress("localhost", north.port())
                .sslContext(GrpcSslContexts.configure(builder, SslProvider.OPENSSL)
                        .protocols("TLSv1.3")
                        .build())
                .build();
    }

    private static Status send(ManagedChannel channel, byte[] bytes) {
        MethodDescriptor<byte[], byte[]> join = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(ConsortiumMethods.JOIN.getFullMethodName())
                .setRequestMarshaller(new RawBytes())
                .setResponseMarshaller(new RawBytes())
                .build();
        try {
            byte[] unused = ClientCalls.blockingUnaryCall(
                    channel, join, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), bytes);
            return Status.OK;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus();
        }
    }

    private static final class RawBytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
