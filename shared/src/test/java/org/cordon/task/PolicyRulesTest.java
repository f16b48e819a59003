// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordon.member.Threshold;
import org.cordon.task.PolicyDecision.Allowed;
import org.cordon.task.PolicyDecision.Reason;
import org.cordon.task.PolicyDecision.Refused;
import org.cordon.task.PolicyRules.CountsWithoutDp;
import org.cordon.task.PolicyRules.Otherwise;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the rules decides, whatever the others say. */
class PolicyRulesTest {
    private static final Threshold FIVE = new Threshold(5);
    private static final ParticipantPolicy POLICY = ParticipantPolicy.strict(
                    Set.of("scaling", "network"), 24, Set.of("amount", "age", "fraud"))
            .acceptingCountsWithoutDp();

    /** refuse before counts without DP before queue before allow before otherwise. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // refuse.columns, counts, queue.computations, allow.tasks, otherwise -> decision, reason
                "-,      ACCEPT,    -,       fraud-*, REFUSE, Allowed, -",
                "-,      ACCEPT,    -,       other,   REFUSE, Refused, TASK_NOT_ALLOWED",
                "-,      ACCEPT,    -,       other,   QUEUE,  Queued,  TASK_NOT_ALLOWED",
                "-,      ACCEPT,    network, fraud-*, REFUSE, Queued,  COMPUTATION_NOT_ALLOWED",
                "-,      ACCEPT,    network, other,   REFUSE, Queued,  COMPUTATION_NOT_ALLOWED",
                "age,    ACCEPT,    network, fraud-*, QUEUE,  Refused, COLUMN_NOT_ALLOWED",
                "a*,     ACCEPT,    -,       fraud-*, QUEUE,  Refused, COLUMN_NOT_ALLOWED",
                "-,      REFUSE,    network, fraud-*, QUEUE,  Refused, NO_DIFFERENTIAL_PRIVACY",
                "-,      REFUSE,    -,       fraud-*, REFUSE, Refused, NO_DIFFERENTIAL_PRIVACY",
                "-,      OTHERWISE, -,       fraud-*, REFUSE, Refused, NO_DIFFERENTIAL_PRIVACY",
                "-,      OTHERWISE, -,       fraud-*, QUEUE,  Queued,  NO_DIFFERENTIAL_PRIVACY",
                "-,      OTHERWISE, network, fraud-*, QUEUE,  Queued,  COMPUTATION_NOT_ALLOWED",
                "fraud,  OTHERWISE, network, fraud-*, QUEUE,  Refused, COLUMN_NOT_ALLOWED",
            })
    void theDecisionTable(
            @Nullable String refuseColumn,
            CountsWithoutDp counts,
            @Nullable String queueComputation,
            String allowTask,
            Otherwise otherwise,
            String decision,
            @Nullable Reason reason) {
        PolicyRules rules = new PolicyRules(
                new Listing(
                        set(allowTask), Optional.of(Set.of("scaling", "network")), Optional.of(Set.of("a*", "fraud"))),
                new Listing(Optional.empty(), set(queueComputation), Optional.empty()),
                new Listing(Optional.empty(), Optional.empty(), set(refuseColumn)),
                otherwise,
                counts);
        PolicyDecision made = new ParticipantPolicy(rules, TestPolicies.limits().make(), Optional.empty())
                .decide(TestCharters.builder().build(), FIVE);
        assertThat(made.getClass().getSimpleName()).isEqualTo(decision);
        if (made instanceof Refused no) {
            assertThat(no.reason()).isEqualTo(reason);
        } else if (made instanceof PolicyDecision.Queued waits) {
            assertThat(waits.reason()).isEqualTo(reason);
        }
    }

    /** Nothing that a person or a list says lifts a limit. */
    @Test
    void limitsBindBeforeRules() {
        PolicyRules asking = new PolicyRules(
                POLICY.rules().allow(), Listing.NONE, Listing.NONE, Otherwise.QUEUE, CountsWithoutDp.OTHERWISE);
        ParticipantPolicy policy =
                new ParticipantPolicy(asking, TestPolicies.limits().rounds(1).make(), Optional.empty());
        assertThat(policy.decide(TestCharters.builder().build(), FIVE)).isInstanceOf(Refused.class);
    }

    /** A narrower policy never lets in what a wider one keeps out. */
    @Test
    void narrowingNeverAdmitsMore() {
        long seed = new SecureRandom().nextLong();
        System.out.println("PolicyRulesTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            int rounds = 1 + random.nextInt(40);
            int cohort = 2 + random.nextInt(6);
            Set<String> columns = some(random, "amount", "age", "fraud", "hour");
            Set<String> computations = some(random, "scaling", "network", "evaluation");
            ParticipantPolicy wide = policy(rounds, cohort, computations, columns);
            ParticipantPolicy narrow = policy(
                    Math.max(1, rounds - random.nextInt(3)),
                    cohort + random.nextInt(2),
                    less(random, computations),
                    less(random, columns));
            Charter charter = TestCharters.builder()
                    .columns(List.of(random.nextBoolean() ? "amount" : "hour"))
                    .build();
            Threshold threshold = new Threshold(5 + random.nextInt(3));
            if (!(wide.decide(charter, threshold) instanceof Allowed)) {
                assertThat(narrow.decide(charter, threshold)).isNotInstanceOf(Allowed.class);
            }
        }
    }

    private static ParticipantPolicy policy(int rounds, int cohort, Set<String> computations, Set<String> columns) {
        return new ParticipantPolicy(
                        PolicyRules.strict(computations, columns),
                        TestPolicies.limits().rounds(rounds).minCohort(cohort).make(),
                        Optional.empty())
                .acceptingCountsWithoutDp();
    }

    private static Set<String> some(Random random, String... names) {
        return Arrays.stream(names).filter(name -> random.nextInt(4) > 0).collect(Collectors.toSet());
    }

    private static Set<String> less(Random random, Set<String> names) {
        return names.stream().sorted().filter(name -> random.nextInt(8) > 0).collect(Collectors.toSet());
    }

    private static Optional<Set<String>> set(@Nullable String name) {
        return Optional.ofNullable(name).map(Set::of);
    }
}
