// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.suite.Signer;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.task.Timing;
import org.cordon.wire.ProtoCodec;
import org.cordon.wire.UploadPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real round, held in its upload step: what does not fit is refused by its verdict, and the round ends exact. */
class FullStackRefusalsTest {
    private static final long SOON = 20;

    @TempDir
    Path directory;

    private final long seed = System.nanoTime();
    private final CountDownLatch release = new CountDownLatch(1);
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

    private record Held(Signed<RoundBody.Upload> statement, ByteBuffer content) {
        Scope scope() {
            return statement.body().scope();
        }
    }

    /** Holds the first upload of its member back until released. */
    private final class Holding extends ForwardingLink {
        Holding(CoordinatorLink link) {
            super(link);
        }

        @Override
        public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
                throws InterruptedException {
            held.add(new Held(statement, content.duplicate()));
            assertThat(release.await(SOON, TimeUnit.SECONDS)).isTrue();
            return super.upload(statement, content, deadline);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedAndTheRoundGoesOn() throws Exception {
        System.out.println("seed " + seed);
        try (SqliteCoordinatorStore store = SqliteCoordinatorStore.open(directory.resolve("store"));
                FullStack stack = new FullStack(1, Timing.uniform(Duration.ofSeconds(20)), store)) {
            stack.start(1, Holding::new);
            for (int member = 2; member <= FullStack.SIZE; member++) {
                stack.start(member, link -> link);
            }
            CompletableFuture<Bytes> task = stack.submit();
            try {
                Held mine =
                        Optional.ofNullable(held.poll(SOON, TimeUnit.SECONDS)).orElseThrow();
                RawClient raw = stack.raw(1);
                whoIsNotInTheManifestIsRefusedByName(stack, mine);
                messagesOfAnother(stack, raw, mine);
                messagesOutOfPlace(stack, raw, mine);
                uploads(raw, mine);
                assertThat(task).isNotDone();
                assertThat(stack.sums).isEmpty();
            } finally {
                release.countDown();
            }
            stack.awaitEnd(task);
            FullStack.Sum sum = stack.sums.get(0);
            sum.assertExactWith(1, 2, 3, 4, 5);
            assertThat(sum.survivors()).isEqualTo(FullStack.SIZE);
        }
    }

    private static void whoIsNotInTheManifestIsRefusedByName(FullStack stack, Held mine) {
        TestConsortium.Node stranger = TestConsortium.node(stack.authority, "member-6", Duration.ofDays(30));
        try (RawClient client = RawClient.dial(stack.port(), stranger.tls())) {
            StatusRuntimeException refused = client.refusal(receipt(stranger.identity(), mine.scope()));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(refused)
                    .hasMessageContaining("member-6")
                    .hasMessageContaining("is not in the manifest; have the operator add it");
        }
    }

    /** Before the member's own statement is in: a statement that another has signed must not take its place. */
    private static void messagesOfAnother(FullStack stack, RawClient raw, Held mine) throws InterruptedException {
        Signer other = stack.members.get(1).identity();
        assertThat(verdict(raw, statement(other, mine.statement().body()))).isEqualTo(Verdict.BAD_SIGNATURE);
        RoundBody.Upload inItsName = new RoundBody.Upload(
                mine.scope().from(2),
                mine.statement().body().context(),
                mine.statement().body().root());
        assertThat(verdict(raw, statement(other, inItsName))).isEqualTo(Verdict.MALFORMED);
        assertThat(raw.submit(receipt(other, mine.scope().from(2)))).isEqualTo(Verdict.MALFORMED);
    }

    private static void messagesOutOfPlace(FullStack stack, RawClient raw, Held mine) throws InterruptedException {
        Signer own = stack.members.get(0).identity();
        Scope here = mine.scope();
        Scope elsewhere = new Scope(any(), here.epoch(), here.round(), here.attempt(), 1);
        assertThat(raw.submit(receipt(own, elsewhere))).isEqualTo(Verdict.UNKNOWN_SESSION);
        assertThat(verdict(raw, statement(own, new RoundBody.Upload(elsewhere, any(), any()))))
                .isEqualTo(Verdict.UNKNOWN_SESSION);
        Scope next = new Scope(here.session(), here.epoch(), here.round() + 1, 0, 1);
        assertThat(raw.submit(endorsement(own, next))).isEqualTo(Verdict.UNEXPECTED);
        assertThat(verdict(raw, statement(own, new RoundBody.Upload(next, any(), any()))))
                .isEqualTo(Verdict.UNEXPECTED);
        // the step survivors is yet to come in this attempt
        assertThat(raw.submit(endorsement(own, here))).isIn(Verdict.UNEXPECTED, Verdict.LATE);
        assertThat(raw.submit(receipt(own, here))).isIn(Verdict.UNEXPECTED, Verdict.LATE);
        // another vector than that of the cohort's context
        assertThat(verdict(raw, statement(own, new RoundBody.Upload(here, any(), any()))))
                .isEqualTo(Verdict.MALFORMED);
    }

    private void uploads(RawClient raw, Held mine) throws InterruptedException {
        UploadPart statement = new UploadPart.Statement(mine.statement());
        int size = mine.content().limit();
        int half = size / 2;
        assertThat(verdict(raw, statement)).isEqualTo(Verdict.MALFORMED);
        assertThat(verdict(raw, statement, data(half, mine.content().slice(half, size - half))))
                .isEqualTo(Verdict.UNEXPECTED);
        assertThat(raw.uploadOffset(mine.scope())).isZero();
        assertThat(verdict(raw, statement, data(0, mine.content().slice(0, half))))
                .isEqualTo(Verdict.MALFORMED);
        assertThat(raw.uploadOffset(mine.scope())).isEqualTo(half);
        assertThat(verdict(raw, statement, data(0, mine.content().slice(0, half))))
                .isEqualTo(Verdict.UNEXPECTED);
        assertThat(verdict(raw, statement, data(half, random(size - half + 1)))).isEqualTo(Verdict.TOO_LARGE);
        assertThat(raw.uploadOffset(mine.scope())).isEqualTo(half);
        // as long as the vector, but another
        assertThat(verdict(raw, statement, data(half, random(size - half)))).isEqualTo(Verdict.CONFLICT);
        assertThat(raw.uploadOffset(mine.scope())).isZero();
    }

    private ByteBuffer random(int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static UploadPart data(long offset, ByteBuffer bytes) {
        return new UploadPart.Data(offset, bytes);
    }

    private static Verdict verdict(RawClient raw, UploadPart... parts) throws InterruptedException {
        return raw.upload(List.of(parts).iterator()).verdict().orElseThrow();
    }

    private static UploadPart statement(Signer key, RoundBody.Upload body) {
        return new UploadPart.Statement(new Speaker(key, new ProtoCodec()).say(body));
    }

    private static MemberMessage receipt(Signer key, Scope scope) {
        return new MemberMessage.Receipt(new Speaker(key, new ProtoCodec())
                .say(new RoundBody.Receipt(scope, any(), any(), any(), any(), Bytes.EMPTY)));
    }

    private static MemberMessage endorsement(Signer key, Scope scope) {
        return new MemberMessage.Endorsement(
                new Speaker(key, new ProtoCodec()).say(new RoundBody.Endorsement(scope, any())));
    }

    private static Digest any() {
        return Digest.of(new byte[32]);
    }
}
