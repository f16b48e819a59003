// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.Methods;
import org.cordon.wire.ProtoCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkContractTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final TestConsortium CONSORTIUM = new TestConsortium(5);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final FakeDesk desk = new FakeDesk();
    private FederationServer server = CONSORTIUM.serve(desk);
    private final TcpProxy proxy = TcpProxy.to(server.address().getPort());
    private final GrpcCoordinatorLink link = CONSORTIUM.link(2, proxy.port());

    @AfterEach
    void close() {
        link.close();
        proxy.close();
        server.close();
    }

    @Test
    void eventsComeInOrder() throws InterruptedException {
        awaitAttended(2);
        for (int i = 0; i < 200; i++) {
            desk.push(2, FakeDesk.event(i));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(link.next(SOON)).contains(FakeDesk.event(i));
        }
        assertThat(link.next(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void whatStillMattersIsRepeatedAfterAReconnect() throws InterruptedException {
        desk.replayed.add(FakeDesk.event(7));
        awaitAttended(2);
        proxy.cut();
        awaitAttended(2);
        desk.push(2, FakeDesk.event(8));
        List<Object> seen = new ArrayList<>();
        while (!seen.contains(FakeDesk.event(8))) {
            seen.add(link.next(SOON).orElseThrow());
        }
        assertThat(seen).contains(FakeDesk.event(7)).endsWith(FakeDesk.event(8));
    }

    @Test
    void theLinkOutlivesARestartOfTheCoordinator() throws InterruptedException {
        awaitAttended(2);
        int port = server.address().getPort();
        server.close();
        server = CONSORTIUM.serve(desk, port, Limits.defaults());
        awaitAttended(2);
        assertThat(link.submit(FakeDesk.message(1, 2), SOON)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aSubmissionCutBeforeItsAnswerIsRepeatedAndFoundHeld() throws InterruptedException {
        AtomicBoolean first = new AtomicBoolean(true);
        var keep = desk.onSubmit;
        desk.onSubmit = (member, message) -> {
            Verdict verdict = keep.apply(member, message);
            if (first.getAndSet(false)) {
                proxy.cut();
            }
            return verdict;
        };
        MemberMessage message = FakeDesk.message(1, 2);
        assertThat(link.submit(message, SOON)).isEqualTo(Verdict.DUPLICATE);
        assertThat(desk.submitted.get(2)).containsExactly(message);
    }

    @Test
    void anUploadGoesOnWhereItWasCut() throws InterruptedException {
        byte[] content = bytes(3_000_000);
        for (int cut = 0; cut < 5; cut++) {
            desk.uploads.clear();
            desk.expected = content.length;
            int at = 1 + random.nextInt(content.length - 1);
            proxy.cutAfterUp(at);
            assertThat(link.upload(statement(2), ByteBuffer.wrap(content), SOON))
                    .as("seed %d, cut at %d", seed, at)
                    .isEqualTo(Verdict.ACCEPTED);
            assertThat(desk.uploaded(2)).as("seed %d", seed).isEqualTo(content);
        }
        assertThat(desk.uploadCalls.get()).as("seed %d", seed).isGreaterThanOrEqualTo(6);
    }

    @Test
    void anUploadLongerThanTheVectorIsTooLarge() throws InterruptedException {
        desk.expected = 1_000_000;
        assertThat(link.upload(statement(2), ByteBuffer.wrap(bytes(3_000_000)), SOON))
                .isEqualTo(Verdict.TOO_LARGE);
        assertThat(link.submit(FakeDesk.message(1, 2), SOON)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aSumCutInTheMiddleArrivesOnceAndInOrder() throws InterruptedException {
        desk.sum = bytes(5_000_000);
        awaitAttended(2);
        proxy.cutAfterDown(1L + random.nextInt(desk.sum.length));
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        link.fetchSum(
                FakeDesk.scope(1, 0),
                chunk -> {
                    byte[] part = new byte[chunk.remaining()];
                    chunk.get(part);
                    received.writeBytes(part);
                },
                SOON);
        assertThat(received.toByteArray()).as("seed %d", seed).isEqualTo(desk.sum);
    }

    @Test
    void blocksCutInTheMiddleArriveOnceAndInOrder() throws InterruptedException {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            blocks.add(new Block(i / 10, i % 10 + 1, Bytes.of(bytes(12_288)), List.of(Hashes.sha256(bytes(4)))));
        }
        desk.blocks = blocks;
        awaitAttended(2);
        proxy.cutAfterDown(1L + random.nextInt(3_000_000));
        List<Block> received = new ArrayList<>();
        link.fetchBlocks(FakeDesk.scope(1, 0), Digest.of(bytes(32)), received::add, SOON);
        assertThat(received).as("seed %d", seed).isEqualTo(blocks);
    }

    @Test
    void aStateIsFetchedUpToItsBound() throws InterruptedException {
        desk.state = Bytes.of(bytes(2_500_000));
        assertThat(link.fetchState(FakeDesk.SESSION, Digest.of(bytes(32)), 2_500_000, SOON))
                .isEqualTo(desk.state);
        assertThatThrownBy(() -> link.fetchState(FakeDesk.SESSION, Digest.of(bytes(32)), 2_499_999, SOON))
                .isInstanceOf(CoordinatorLink.LinkUnavailable.class)
                .hasMessage("the state must be at most 2499999 bytes, but the coordinator sent more");
    }

    @Test
    void whatIsNotServedSaysSoAtOnce() {
        assertThatThrownBy(() -> link.fetchSum(FakeDesk.scope(99, 0), chunk -> {}, SOON))
                .isInstanceOf(CoordinatorLink.LinkUnavailable.class)
                .hasMessageContaining("round 99 has no sum yet");
    }

    @Test
    void nobodyAtTheAddressIsUnavailableAtTheDeadline() throws InterruptedException {
        try (TcpProxy nobody = TcpProxy.to(1);
                GrpcCoordinatorLink other = CONSORTIUM.link(3, nobody.port())) {
            assertThatThrownBy(() -> other.submit(FakeDesk.message(1, 3), Duration.ofMillis(300)))
                    .isInstanceOf(CoordinatorLink.LinkUnavailable.class)
                    .hasMessageStartingWith("the coordinator was not reached in time: ");
            for (int attempt = 1; attempt <= 3; attempt++) {
                assertThat(nobody.accepted.poll(20, TimeUnit.SECONDS)).isEqualTo(attempt);
            }
        }
    }

    @Test
    void healthIsServedToMembers() {
        try (RawClient client = RawClient.dial(
                server.address().getPort(), CONSORTIUM.members.get(0).tls())) {
            HealthCheckRequest request = HealthCheckRequest.newBuilder()
                    .setService(Methods.SERVICE_NAME)
                    .build();
            assertThat(HealthGrpc.newBlockingStub(client.channel())
                            .check(request)
                            .getStatus())
                    .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        }
    }

    @Test
    void anHttpProxyIsTunnelledThrough() throws InterruptedException {
        try (TcpProxy http = TcpProxy.connect(server.address().getPort(), "HTTP/1.1 200 OK\r\n\r\n");
                GrpcCoordinatorLink other = CONSORTIUM.link(
                        3,
                        TestConsortium.settings(server.address().getPort())
                                .through(new HostPort("localhost", http.port())))) {
            assertThat(other.submit(FakeDesk.message(1, 3), SOON)).isEqualTo(Verdict.ACCEPTED);
            assertThat(http.accepted).containsExactly(1);
        }
    }

    @Test
    void aProxyThatRefusesIsNamed() {
        try (TcpProxy http = TcpProxy.connect(
                        server.address().getPort(), "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
                GrpcCoordinatorLink other = CONSORTIUM.link(
                        3,
                        TestConsortium.settings(server.address().getPort())
                                .through(new HostPort("localhost", http.port())))) {
            assertThatThrownBy(() -> other.submit(FakeDesk.message(1, 3), SOON))
                    .isInstanceOf(CoordinatorLink.LinkRefused.class)
                    .hasMessageContaining("refuses CONNECT to localhost:")
                    .hasMessageEndingWith("; have it allowed there, or correct the proxy's address");
        }
    }

    private void awaitAttended(int member) throws InterruptedException {
        assertThat(desk.attended.poll(20, TimeUnit.SECONDS)).isEqualTo(member);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Signed<RoundBody.Upload> statement(int member) {
        RoundBody.Upload body =
                new RoundBody.Upload(FakeDesk.scope(1, member), Digest.of(bytes(32)), Digest.of(bytes(32)));
        return new Signed<>(body, new ProtoCodec().encode(body), Signature.of(bytes(64)));
    }
}
