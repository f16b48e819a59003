// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cordon.coordinator.round.Federation;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.Verdict;
import org.cordon.task.CharterRejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members come, go and rotate while rounds go on; tasks end early or are replaced. Over gRPC and within the process. */
class LivingConsortiumTest {
    private static final long SOON = 60;

    private static Bytes done(CompletableFuture<Bytes> task) throws Exception {
        return task.get(SOON, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noRoundAbortsAndNoUploadIsLostWhileAMemberRotatesItsKeys(boolean grpc) throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(5, 5, grpc)) {
            consortium.startAll();
            consortium.afterSum = sum -> {
                if (sum == 3) {
                    consortium.rotate(2);
                } else if (sum == 6) {
                    consortium.rotate(4);
                }
            };
            done(consortium.submit(consortium.charter(10), 10));
            assertThat(consortium.aborted).isEmpty();
            assertThat(consortium.sums).hasSize(10).allMatch(sum -> sum.members().size() == 5);
            assertThat(consortium.sums.stream().map(sum -> sum.where().epoch()).distinct()).hasSize(3);
            assertThat(consortium.saved).containsKey(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRevokedMemberIsCutOffAndTheNextEpochIsWithoutIt(boolean grpc) throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(6, 5, grpc)) {
            consortium.startAll();
            consortium.afterSum = sum -> {
                if (sum == 3) {
                    consortium.revoke(2);
                }
            };
            done(consortium.submit(consortium.charter(6), 6));
            assertThat(consortium.aborted).isEmpty();
            assertThat(consortium.sums).hasSize(6);
            assertThat(consortium.sums.subList(3, 6)).allMatch(sum -> sum.members().equals(Set.of(1, 3, 4, 5, 6)));
            Scope where = consortium.sums.get(5).where().from(2);
            assertThat(consortium.federation
                            .desk()
                            .submit(2, new MemberMessage.Refusal(where, MemberMessage.Refusal.Reason.DATA)))
                    .isEqualTo(Verdict.NOT_A_MEMBER);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAdmittedMemberTakesPartFromTheNextEpochOn(boolean grpc) throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(5, 5, grpc)) {
            consortium.startAll();
            consortium.afterSum = sum -> {
                if (sum == 3) {
                    consortium.start(consortium.admit());
                }
            };
            done(consortium.submit(consortium.charter(6), 6));
            assertThat(consortium.aborted).isEmpty();
            assertThat(consortium.sums.get(2).members()).hasSize(5);
            assertThat(consortium.sums.get(5).members()).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void aTaskWaitsWhileThereAreTooFewMembersAndGoesOnOverIndexesWithAGap() throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(5, 5, false)) {
            CountDownLatch waits = new CountDownLatch(1);
            consortium.startAll();
            consortium.afterSum = sum -> {
                if (sum == 2) {
                    consortium.revoke(3);
                    waits.countDown();
                }
            };
            CompletableFuture<Bytes> task = consortium.submit(consortium.charter(4), 4);
            assertThat(waits.await(SOON, TimeUnit.SECONDS)).isTrue();
            int newcomer = consortium.admit();
            assertThat(consortium.sums).hasSize(2);
            consortium.start(newcomer);
            done(task);
            assertThat(consortium.sums.get(3).members()).containsExactly(1, 2, 4, 5, 6);
        }
    }

    @Test
    void aTaskIsEndedBetweenRoundsAndForGood() throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(5, 5, false)) {
            consortium.startAll();
            var charter = consortium.charter(1000);
            consortium.afterSum = sum -> {
                if (sum == 3) {
                    assertThat(consortium.federation.stop(charter.session(), "its purpose is gone"))
                            .isTrue();
                }
            };
            CompletableFuture<Bytes> task = consortium.submit(charter, 1000);
            assertThatThrownBy(() -> done(task))
                    .hasCauseInstanceOf(Federation.TaskEndedEarly.class)
                    .hasMessageContaining("its purpose is gone");
            assertThat(consortium.aborted).isEmpty();
            assertThat(consortium.sums).hasSize(3);
            assertThat(consortium.store.openTasks()).isEmpty();
        }
    }

    @Test
    void aNewerVersionEndsTheEarlierOneAndNobodyGoesBack() throws Exception {
        try (LivingConsortium consortium = new LivingConsortium(5, 5, false)) {
            consortium.startAll();
            CountDownLatch running = new CountDownLatch(2);
            consortium.afterSum = sum -> running.countDown();
            CompletableFuture<Bytes> first = consortium.submit(consortium.charter(1000), 1000);
            assertThat(running.await(SOON, TimeUnit.SECONDS)).isTrue();
            var second = consortium.charter(3, 3, builder -> builder.version(2));
            done(consortium.submit(second, 3));
            assertThatThrownBy(() -> done(first)).hasCauseInstanceOf(Federation.TaskEndedEarly.class);
            var downgrade = consortium.charter(7);
            assertThatThrownBy(() -> consortium.submit(downgrade, 7))
                    .isInstanceOfSatisfying(CharterRejected.class, rejected -> assertThat(rejected.violation())
                            .isEqualTo(CharterRejected.Violation.DOWNGRADE));
        }
    }
}
