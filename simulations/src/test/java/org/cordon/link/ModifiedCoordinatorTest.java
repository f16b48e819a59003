// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.cordon.member.Entry;
import org.cordon.member.VerifiedManifest;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.OfferedCharter;
import org.cordon.task.PolicyDecision;
import org.cordon.wire.ProtoCodec;
import org.junit.jupiter.api.Test;

/** Attacks of a coordinator that does not keep to its part: each is refused by the members alone. */
class ModifiedCoordinatorTest {
    private static final long SOON = 60;
    private static final int MEMBERS = 5;

    private final List<MemberMessage> said = new CopyOnWriteArrayList<>();
    private final Map<Integer, AtomicInteger> uploads = new ConcurrentHashMap<>();

    /** Bends what member 1 hears, and keeps what it says. */
    private class Bent extends ForwardingLink {
        private final UnaryOperator<CoordinatorMessage> bend;

        Bent(CoordinatorLink link, UnaryOperator<CoordinatorMessage> bend) {
            super(link);
            this.bend = bend;
        }

        @Override
        public Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
            return super.next(timeout).map(bend);
        }

        @Override
        public Verdict submit(MemberMessage message, Duration deadline) throws InterruptedException {
            said.add(message);
            return super.submit(message, deadline);
        }
    }

    /** Counts the uploads of a member. */
    private CoordinatorLink counting(CoordinatorLink link, int member) {
        return new ForwardingLink(link) {
            @Override
            public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
                    throws InterruptedException {
                uploads.computeIfAbsent(member, any -> new AtomicInteger()).incrementAndGet();
                return super.upload(statement, content, deadline);
            }
        };
    }

    private boolean hasAdverted(int epoch) {
        return said.stream()
                .anyMatch(m -> m instanceof MemberMessage.Advert && m.scope().epoch() == epoch);
    }

    private static void startOthers(LivingConsortium consortium) {
        for (int member = 2; member <= MEMBERS; member++) {
            consortium.start(member);
        }
    }

    private static Signed<EpochBody.Summons> summons(LivingConsortium consortium, Scope where, Digest manifest) {
        return new Speaker(consortium.identity(0), new ProtoCodec()).say(new EpochBody.Summons(where, manifest));
    }

    @Test
    void aSummonsUnderAManifestThatNoQuorumMade() throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(MEMBERS, 4, false)) {
            Digest sybil = Hashes.blob(new byte[] {1});
            consortium.start(
                    1,
                    link ->
                            new Bent(
                                    link,
                                    message -> message instanceof CoordinatorMessage.Summons s
                                            ? new CoordinatorMessage.Summons(summons(
                                                    consortium,
                                                    s.signed().body().scope(),
                                                    sybil))
                                            : message) {
                                @Override
                                public List<Entry> fetchHistory(int from, Duration deadline) {
                                    return List.of(consortium.sybil());
                                }
                            },
                    LivingConsortium.policy());
            startOthers(consortium);
            consortium.submit(consortium.charter(2), 2).get(SOON, TimeUnit.SECONDS);
            assertThat(said).noneMatch(m -> m instanceof MemberMessage.Advert);
            assertThat(consortium.saved).doesNotContainKey(1);
            assertThat(consortium.sums).allMatch(sum -> !sum.members().contains(1));
        }
    }

    @Test
    void aSummonsUnderAnOlderManifestThanBefore() throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(MEMBERS, 4, false)) {
            Digest old = consortium.consortium().current().digest();
            AtomicInteger summoned = new AtomicInteger();
            consortium.start(
                    1,
                    link -> new Bent(
                            link,
                            message -> message instanceof CoordinatorMessage.Summons s && summoned.incrementAndGet() > 2
                                    ? new CoordinatorMessage.Summons(summons(
                                            consortium, s.signed().body().scope(), old))
                                    : message),
                    LivingConsortium.policy());
            startOthers(consortium);
            consortium.afterSum = sum -> {
                if (sum == 1) {
                    consortium.rotate(2);
                } else if (sum == 3) {
                    consortium.rotate(3);
                }
            };
            consortium.submit(consortium.charter(5), 5).get(SOON, TimeUnit.SECONDS);
            assertThat(hasAdverted(1)).isTrue();
            assertThat(hasAdverted(2)).isTrue();
            assertThat(hasAdverted(3)).isFalse();
        }
    }

    @Test
    void aCharterSwappedAfterApproval() throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(MEMBERS, 4, false)) {
            OfferedCharter approved = consortium.charter(2);
            OfferedCharter other = consortium.charter(2, 900, builder -> builder);
            consortium.start(
                    1,
                    link -> new Bent(
                            link,
                            message -> message instanceof CoordinatorMessage.Offer
                                    ? new CoordinatorMessage.Offer(other.session(), other.exact(), approved.approvals())
                                    : message),
                    LivingConsortium.policy());
            startOthers(consortium);
            consortium.submit(approved, 2).get(SOON, TimeUnit.SECONDS);
            assertThat(said).isEmpty();
            assertThat(consortium.sums).allMatch(sum -> !sum.members().contains(1));
        }
    }

    @Test
    void anOpenBeyondTheRoundsOfTheCharterNeverGetsAnUpload() throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(MEMBERS, 4, false)) {
            CountDownLatch two = new CountDownLatch(2);
            CountDownLatch declined = new CountDownLatch(MEMBERS);
            consortium.afterSum = sum -> two.countDown();
            for (int member = 1; member <= MEMBERS; member++) {
                int self = member;
                consortium.start(
                        member,
                        link -> new ForwardingLink(counting(link, self)) {
                            @Override
                            public Verdict submit(MemberMessage message, Duration deadline)
                                    throws InterruptedException {
                                if (message instanceof MemberMessage.Refusal refusal) {
                                    assertThat(refusal.reason()).isEqualTo(MemberMessage.Refusal.Reason.SPENT);
                                    declined.countDown();
                                }
                                return super.submit(message, deadline);
                            }
                        },
                        LivingConsortium.policy());
            }
            CompletableFuture<Bytes> task = consortium.submit(consortium.charter(10, 2, builder -> builder), 10);
            assertThat(two.await(SOON, TimeUnit.SECONDS)).isTrue();
            assertThat(declined.await(SOON, TimeUnit.SECONDS)).isTrue();
            assertThat(task).isNotCompleted();
            assertThat(consortium.sums).hasSize(2);
            assertThat(uploads.values()).hasSize(MEMBERS).allMatch(count -> count.get() == 2);
        }
    }

    @Test
    void aRoundOutsideThePolicyNeverGetsAnUploadAndCostsTheOthersNothing() throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(MEMBERS, 4, false)) {
            TaskPolicy odd = new TaskPolicy() {
                @Override
                public PolicyDecision decide(ApprovedCharter charter, VerifiedManifest manifest, Instant now) {
                    return new PolicyDecision.Allowed();
                }

                @Override
                public PolicyDecision mayEnter(Digest session, Scope where, Instant now) {
                    return where.round() % 2 == 1
                            ? new PolicyDecision.Allowed()
                            : new PolicyDecision.Queued("not at this hour");
                }
            };
            consortium.start(1, link -> counting(link, 1), odd);
            startOthers(consortium);
            long begun = System.nanoTime();
            consortium.submit(consortium.charter(4), 4).get(SOON, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(consortium.aborted).isEmpty();
            assertThat(consortium.sums)
                    .allMatch(sum -> sum.members().contains(1) == (sum.where().round() % 2 == 1));
            assertThat(uploads.get(1).get()).isEqualTo(2);
        }
    }
}
