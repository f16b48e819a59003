// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.Methods;
import org.cordon.wire.ProtoCodec;
import org.cordon.wire.Submitted;
import org.cordon.wire.UploadPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Member 1 is slow, floods or sends garbage; member 2 is served all the same. */
class MisbehavingMemberTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final TestConsortium CONSORTIUM = new TestConsortium(5);
    private static final Limits LIMITS = new Limits(32, 2, 6, 4, 2, 50);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final FakeDesk desk = new FakeDesk();
    private final FederationServer server = CONSORTIUM.serve(desk, 0, LIMITS);
    private final int port = server.address().getPort();
    private final RawClient bad = RawClient.dial(port, CONSORTIUM.members.get(0).tls());
    private final GrpcCoordinatorLink good = CONSORTIUM.link(2, port);

    @AfterEach
    void close() {
        bad.close();
        good.close();
        server.close();
    }

    @Test
    void whoDoesNotReadItsEventsLosesItsStreamAndNobodyElseDoes() throws InterruptedException {
        bad.attendWithoutReading();
        List<Integer> present = new ArrayList<>();
        present.add(desk.attended.poll(20, TimeUnit.SECONDS));
        present.add(desk.attended.poll(20, TimeUnit.SECONDS));
        assertThat(present).containsExactlyInAnyOrder(1, 2);
        CoordinatorMessage large = encapsulations();
        for (int i = 0; desk.left.isEmpty(); i++) {
            desk.push(1, large);
            desk.push(2, FakeDesk.event(i));
            assertThat(good.next(SOON)).contains(FakeDesk.event(i));
            assertThat(i).isLessThan(200);
        }
        assertThat(desk.left.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(good.submit(FakeDesk.message(1, 2), SOON)).isEqualTo(Verdict.ACCEPTED);
    }

    /** 200 ciphertexts: 280 kB. */
    private static CoordinatorMessage encapsulations() {
        List<EpochBody.Delivered> delivered = new ArrayList<>();
        for (int sender = 2; sender <= 201; sender++) {
            Scope scope = new Scope(FakeDesk.SESSION, 1, 0, 0, sender);
            EpochBody.Encapsulation body = new EpochBody.Encapsulation(scope, FakeDesk.SESSION, FakeDesk.SESSION);
            delivered.add(new EpochBody.Delivered(
                    new Signed<>(body, new ProtoCodec().encode(body), Signature.of(new byte[64])),
                    Bytes.of(new byte[1088]),
                    List.of()));
        }
        return new CoordinatorMessage.Encapsulations(new Scope(FakeDesk.SESSION, 1, 0, 0, 0), delivered);
    }

    @Test
    void whoFloodsOccupiesItsOwnLaneOnly() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch occupied = new CountDownLatch(LIMITS.workersPerMember());
        AtomicInteger atOnce = new AtomicInteger();
        var keep = desk.onSubmit;
        desk.onSubmit = (member, message) -> {
            if (member == 1) {
                atOnce.incrementAndGet();
                occupied.countDown();
                await(release);
            }
            return keep.apply(member, message);
        };
        List<ListenableFuture<Verdict>> flood = new ArrayList<>();
        try (RawClient again = RawClient.dial(port, CONSORTIUM.members.get(0).tls())) {
            for (int i = 0; i < 50; i++) {
                RawClient client = i % 2 == 0 ? bad : again;
                flood.add(ClientCalls.futureUnaryCall(
                        client.channel().newCall(Methods.SUBMIT, CallOptions.DEFAULT),
                        new Submitted(FakeDesk.message(i, 1), Optional.empty())));
            }
            await(occupied);
            for (int round = 1; round <= 20; round++) {
                assertThat(good.submit(FakeDesk.message(round, 2), SOON)).isEqualTo(Verdict.ACCEPTED);
            }
            assertThat(atOnce.get()).isEqualTo(LIMITS.workersPerMember());
            release.countDown();
            int held = 0;
            for (ListenableFuture<Verdict> call : flood) {
                held += isHeld(call) ? 1 : 0;
            }
            assertThat(held).isBetween(LIMITS.callsPerMember(), 50);
        }
    }

    private static boolean isHeld(ListenableFuture<Verdict> call) throws InterruptedException {
        try {
            return call.get().held();
        } catch (ExecutionException refused) {
            assertThat(Status.fromThrowable(refused.getCause()).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            return false;
        }
    }

    @Test
    void bytesThatAreNoMessageAreRefusedAsMalformed() {
        MethodDescriptor<byte[], Verdict> garbage = Methods.SUBMIT.toBuilder(
                        new RawMarshaller(), Methods.SUBMIT.getResponseMarshaller())
                .build();
        for (int length : new int[] {0, 1, 40, 5_000, 200_000}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            StatusRuntimeException refused = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> ClientCalls.blockingUnaryCall(bad.channel(), garbage, CallOptions.DEFAULT, bytes));
            assertThat(refused.getStatus().getCode())
                    .as("seed %d, length %d", seed, length)
                    .isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
        StatusRuntimeException oversized = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(
                        bad.channel(), garbage, CallOptions.DEFAULT, new byte[(2 << 20) + 1]));
        assertThat(oversized.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(bad.submit(FakeDesk.message(1, 1))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void garbageOnThePortDoesNotDisturb() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                byte[] bytes = new byte[1 + random.nextInt(10_000)];
                random.nextBytes(bytes);
                socket.getOutputStream().write(bytes);
            } catch (IOException hungUp) {
                // the server closed first
            }
        }
        assertThat(good.submit(FakeDesk.message(1, 2), SOON)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void connectionsOverTheCapAreClosedAndWhoIsInStays() throws IOException, InterruptedException {
        assertThat(good.submit(FakeDesk.message(1, 2), SOON)).isEqualTo(Verdict.ACCEPTED);
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < LIMITS.connections(); i++) {
            idle.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        Socket last = idle.get(idle.size() - 1);
        last.setSoTimeout(20_000);
        assertThat(endOf(last)).isTrue();
        assertThat(good.submit(FakeDesk.message(2, 2), SOON)).isEqualTo(Verdict.ACCEPTED);
        // the handshake timeout frees the others
        idle.get(0).setSoTimeout(20_000);
        assertThat(endOf(idle.get(0))).isTrue();
        for (Socket socket : idle) {
            socket.close();
        }
    }

    @Test
    void aMembersNewestConnectionsStay() {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawClient client = RawClient.dial(port, CONSORTIUM.members.get(0).tls());
            clients.add(client);
            assertThat(client.submit(FakeDesk.message(i, 1))).isEqualTo(Verdict.ACCEPTED);
        }
        int stay = LIMITS.connectionsPerMember();
        clients.subList(0, clients.size() - stay).forEach(RawClient::awaitDisconnected);
        assertThat(clients.subList(clients.size() - stay, clients.size()))
                .allMatch(client -> client.channel().getState(false) == ConnectivityState.READY);
        clients.forEach(RawClient::close);
    }

    @Test
    void chunksThatAreReorderedOrRepeatedAreRefused() throws InterruptedException {
        desk.expected = 30_000;
        assertThat(bad.upload(parts(statement(), chunk(10_000))).verdict()).contains(Verdict.UNEXPECTED);
        assertThat(bad.upload(parts(statement(), chunk(0), chunk(0))).verdict()).contains(Verdict.CONFLICT);
        assertThat(bad.upload(parts(statement())).verdict()).contains(Verdict.MALFORMED);
        assertThat(bad.upload(parts(chunk(0))).status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(bad.upload(parts(statement(), statement())).status().getCode())
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(bad.upload(parts()).status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(bad.upload(parts(statement(), chunk(10_000), chunk(20_000))).verdict())
                .contains(Verdict.ACCEPTED);
    }

    private static Iterator<UploadPart> parts(UploadPart... parts) {
        return List.of(parts).iterator();
    }

    private static UploadPart chunk(long offset) {
        return new UploadPart.Data(offset, ByteBuffer.allocate(10_000));
    }

    private static UploadPart statement() {
        Digest any = Digest.of(new byte[32]);
        RoundBody.Upload body = new RoundBody.Upload(FakeDesk.scope(1, 1), any, any);
        return new UploadPart.Statement(new Signed<>(body, new ProtoCodec().encode(body), Signature.of(new byte[64])));
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static final class RawMarshaller implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("only sends");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
