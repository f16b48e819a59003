// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.task.Timing;
import org.cordon.wire.MessageCodec;
import org.cordon.wire.Methods;
import org.cordon.wire.ProtoCodec;
import org.cordon.wire.Submitted;
import org.cordon.wire.UploadPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Member 1 is slow, floods or sends garbage: the rounds of the others end within the charter's deadlines, exact. */
class FullStackMisbehaviourTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    @BeforeEach
    void tellSeed() {
        System.out.println("seed " + seed);
    }

    @AfterEach
    void stopThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoseUploadTricklesIsNotWaitedForBeyondTheDeadline() throws Exception {
        Timing timing = new Timing(LONG, SHORT, LONG, LONG, LONG);
        try (FullStack stack = new FullStack(2, timing, new MemoryCoordinatorStore())) {
            AtomicInteger trickled = new AtomicInteger();
            RawClient raw = stack.raw(1);
            stack.start(1, link -> new Trickling(link, raw, trickled));
            startOthers(stack);
            stack.awaitEnd(stack.submit());
            assertThat(trickled.get()).isPositive();
            assertThat(stack.sums).allMatch(sum -> sum.survivors() == 4 && sum.first() == 30);
            stack.sums.forEach(sum -> sum.assertExactWith(2, 3, 4, 5));
        }
    }

    /** Uploads a byte at a time, and gives up waiting for the answer when the deadline has passed. */
    private final class Trickling extends ForwardingLink {
        private final RawClient raw;
        private final AtomicInteger trickled;

        Trickling(CoordinatorLink link, RawClient raw, AtomicInteger trickled) {
            super(link);
            this.raw = raw;
            this.trickled = trickled;
        }

        @Override
        public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
                throws InterruptedException {
            CountDownLatch ended = new CountDownLatch(1);
            ClientCall<UploadPart, Verdict> call = raw.channel().newCall(Methods.UPLOAD, CallOptions.DEFAULT);
            call.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            ended.countDown();
                        }
                    },
                    new Metadata());
            call.request(2);
            call.sendMessage(new UploadPart.Statement(statement));
            AtomicInteger at = new AtomicInteger();
            Future<?> trickle = threads.scheduleAtFixedRate(
                    () -> {
                        int offset = at.getAndIncrement();
                        call.sendMessage(new UploadPart.Data(offset, content.slice(offset, 1)));
                        trickled.incrementAndGet();
                    },
                    0,
                    50,
                    TimeUnit.MILLISECONDS);
            boolean over = ended.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
            trickle.cancel(true);
            call.cancel("too slow", null);
            throw new LinkUnavailable("the upload trickled, answered: " + over, null);
        }
    }

    @Test
    void whoStopsReadingItsEventsIsNotWaitedForBeyondTheDeadline() throws Exception {
        Timing timing = new Timing(SHORT, LONG, LONG, LONG, LONG);
        try (FullStack stack = new FullStack(2, timing, new MemoryCoordinatorStore())) {
            CountDownLatch deaf = new CountDownLatch(1);
            RawClient raw = stack.raw(1);
            stack.start(1, link -> new Deaf(link, raw, deaf));
            startOthers(stack);
            stack.awaitEnd(stack.submit());
            assertThat(deaf.getCount()).isZero();
            assertThat(stack.sums).allMatch(sum -> sum.survivors() == 4 && sum.first() == 30);
            stack.sums.forEach(sum -> sum.assertExactWith(2, 3, 4, 5));
        }
    }

    /** Once a round is opened it attends without reading. */
    private static final class Deaf extends ForwardingLink {
        private final RawClient raw;
        private final CountDownLatch deaf;
        private final CountDownLatch never = new CountDownLatch(1);

        Deaf(CoordinatorLink link, RawClient raw, CountDownLatch deaf) {
            super(link);
            this.raw = raw;
            this.deaf = deaf;
        }

        @Override
        public Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
            if (deaf.getCount() > 0) {
                Optional<CoordinatorMessage> event = super.next(timeout);
                if (!(event.orElse(null) instanceof CoordinatorMessage.Open)) {
                    return event;
                }
                super.close();
                CountDownLatch unused = raw.attendWithoutReading();
                deaf.countDown();
            }
            boolean unused = never.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        }
    }

    @Test
    void whoFloodsHoldsNobodyUp() throws Exception {
        try (FullStack stack = new FullStack(20, Timing.uniform(LONG), new MemoryCoordinatorStore())) {
            CompletableFuture<Scope> opened = new CompletableFuture<>();
            stack.start(1, link -> new ForwardingLink(link) {
                @Override
                public Verdict submit(MemberMessage message, Duration deadline) throws InterruptedException {
                    opened.complete(message.scope());
                    return super.submit(message, deadline);
                }
            });
            startOthers(stack);
            RawClient raw = stack.raw(1);
            CompletableFuture<Bytes> task = stack.submit();
            Scope first = opened.get(20, TimeUnit.SECONDS);
            Future<Integer> flood = threads.submit(() -> flood(stack, raw, first.session(), task));
            stack.awaitEnd(task);
            assertThat(flood.get(20, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(2_000);
            stack.sums.forEach(sum -> sum.assertExactWith(2, 3, 4, 5));
        }
    }

    /** At least 2,000 messages, at most 20,000, until the task is over; as many at once as fit, and more. */
    private int flood(FullStack stack, RawClient raw, Digest session, CompletableFuture<Bytes> task)
            throws InterruptedException {
        Speaker speaker = new Speaker(stack.members.get(0).identity(), new ProtoCodec());
        Digest any = Digest.of(new byte[32]);
        int sent = 0;
        while (sent < 2_000 || (sent < 20_000 && !task.isDone())) {
            List<ListenableFuture<Verdict>> burst = new ArrayList<>();
            for (int i = 0; i < 40; i++, sent++) {
                Scope scope = new Scope(session, 1 + random.nextInt(2), 1 + random.nextInt(25), random.nextInt(2), 1);
                MemberMessage message = i % 2 == 0
                        ? new MemberMessage.Receipt(
                                speaker.say(new RoundBody.Receipt(scope, any, any, any, any, Bytes.EMPTY)))
                        : new MemberMessage.Endorsement(speaker.say(new RoundBody.Endorsement(scope, any)));
                burst.add(ClientCalls.futureUnaryCall(
                        raw.channel().newCall(Methods.SUBMIT, CallOptions.DEFAULT),
                        new Submitted(message, Optional.empty())));
            }
            burst.forEach(FullStackMisbehaviourTest::assertNotHeld);
        }
        return sent;
    }

    private static void assertNotHeld(ListenableFuture<Verdict> call) {
        try {
            assertThat(call.get(20, TimeUnit.SECONDS).held()).isFalse();
        } catch (ExecutionException refused) {
            assertThat(Status.fromThrowable(refused.getCause()).getCode())
                    .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.INVALID_ARGUMENT);
        } catch (InterruptedException | TimeoutException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Test
    void whoSendsGarbageSpoilsNothing() throws Exception {
        try (FullStack stack = new FullStack(3, Timing.uniform(LONG), new MemoryCoordinatorStore())) {
            AtomicInteger sent = new AtomicInteger();
            RawClient raw = stack.raw(1);
            stack.start(1, link -> new ForwardingLink(link) {
                @Override
                public Verdict submit(MemberMessage message, Duration deadline) throws InterruptedException {
                    for (int i = 0; i < 20; i++) {
                        garbage(raw, mutated(MessageCodec.encode(message).toByteArray()));
                        sent.incrementAndGet();
                    }
                    return super.submit(message, deadline);
                }
            });
            startOthers(stack);
            Future<?> noise = threads.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    byte[] bytes = new byte[random.nextInt(2_000)];
                    random.nextBytes(bytes);
                    garbage(raw, bytes);
                }
            });
            stack.awaitEnd(stack.submit());
            noise.get(20, TimeUnit.SECONDS);
            assertThat(sent.get()).isPositive();
            assertThat(stack.sums).allMatch(sum -> sum.survivors() == FullStack.SIZE);
            stack.sums.forEach(sum -> sum.assertExactWith(1, 2, 3, 4, 5));
        }
    }

    private byte[] mutated(byte[] message) {
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            int at = random.nextInt(message.length);
            message[at] = (byte) (message[at] ^ (1 << random.nextInt(8)));
        }
        return message;
    }

    private static void garbage(RawClient raw, byte[] bytes) {
        MethodDescriptor<byte[], Verdict> method = Methods.SUBMIT.toBuilder(
                        new AnyBytes(), Methods.SUBMIT.getResponseMarshaller())
                .build();
        assertNotHeld(ClientCalls.futureUnaryCall(raw.channel().newCall(method, CallOptions.DEFAULT), bytes));
    }

    private static final class AnyBytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("only sends");
        }
    }

    private static void startOthers(FullStack stack) {
        for (int member = 2; member <= FullStack.SIZE; member++) {
            stack.start(member, link -> link);
        }
    }
}
