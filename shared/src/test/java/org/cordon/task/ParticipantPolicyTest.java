// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
import org.cordon.task.PolicyDecision.Allowed;
import org.cordon.task.PolicyDecision.Reason;
import org.cordon.task.PolicyDecision.Refused;
import org.cordon.task.PolicyRules.CountsWithoutDp;
import org.cordon.task.PolicyRules.Otherwise;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParticipantPolicyTest {
    private static final Threshold FIVE = new Threshold(5);
    private static final ParticipantPolicy POLICY = ParticipantPolicy.strict(
                    Set.of("scaling", "network"), 24, Set.of("amount", "age", "fraud"))
            .acceptingCountsWithoutDp();

    @Test
    void aCharterWithinThePolicyIsAllowed() {
        assertThat(POLICY.decide(TestCharters.builder().build(), FIVE)).isEqualTo(new Allowed());
        assertThat(POLICY.decide(TestCharters.builder().build(), FIVE, TestCharters.BEGIN))
                .isEqualTo(new Allowed());
    }

    @Test
    void theDefaultsRefuseFourMembersAndSumsWithoutDp() {
        ParticipantPolicy strict = ParticipantPolicy.strict(Set.of("scaling", "network"), 24, Set.of("amount"));
        assertThat(strict.limits().minHonest()).isEqualTo(3);
        assertThat(strict.acceptCountsWithoutDp()).isFalse();
        refused(
                strict.decide(TestCharters.builder().build(), new Threshold(4)),
                Reason.TOO_FEW_HONEST,
                "a sum over 4 members hides an input among 2 honest ones, but the policy's minHonest is 3");
        refused(
                strict.decide(TestCharters.builder().build(), FIVE),
                Reason.NO_DIFFERENTIAL_PRIVACY,
                "the charter opens sums without differential privacy, but the policy's acceptCountsWithoutDp is false");
    }

    @Test
    void fourMembersNeedAnExplicitPolicy() {
        ParticipantPolicy lenient =
                with(TestPolicies.limits().minHonest(2).minCohort(2).make());
        Charter charter = TestCharters.builder().minHonest(2).build();
        assertThat(lenient.decide(charter, new Threshold(4))).isEqualTo(new Allowed());
    }

    @Test
    void aCharterThatTheConsortiumCannotKeepIsRefused() {
        refused(
                POLICY.decide(TestCharters.builder().minSurvivors(3).build(), FIVE),
                Reason.UNFIT_FOR_CONSORTIUM,
                "the charter's minSurvivors must be in [4, 5], but was 3");
        refused(
                POLICY.decide(TestCharters.builder().minHonest(4).build(), FIVE),
                Reason.UNFIT_FOR_CONSORTIUM,
                "the charter's minHonest must be in [1, 3], but was 4");
    }

    @Test
    void timeCounts() {
        Charter charter = TestCharters.builder().build();
        Instant early = TestCharters.BEGIN.minusSeconds(1);
        refused(
                POLICY.decide(charter, FIVE, early),
                Reason.NOT_YET_VALID,
                "the task begins at 2026-11-21T00:00:00Z, but it is 2026-11-20T23:59:59Z; wait, or set this machine's"
                        + " clock");
        refused(
                POLICY.decide(charter, FIVE, TestCharters.END),
                Reason.EXPIRED,
                "the task ended at 2026-12-21T00:00:00Z and it is 2026-12-21T00:00:00Z; it needs a new charter");
        assertThat(POLICY.decide(charter, FIVE, TestCharters.END.minusSeconds(1)))
                .isEqualTo(new Allowed());
    }

    @Test
    void withoutDpAWaiverIsNeededEvenIfAccepted() {
        Charter full = TestCharters.builder().build();
        Charter silent = new Charter(
                full.manifest(),
                full.name(),
                full.purpose(),
                full.legalBasis(),
                full.stages(),
                full.minSurvivors(),
                full.minHonest(),
                full.columns(),
                full.label(),
                full.initialState(),
                Optional.empty(),
                full.timing(),
                full.notBefore(),
                full.expiry());
        refused(
                POLICY.decide(silent, FIVE),
                Reason.PRIVACY_UNDECLARED,
                "the charter declares neither differential privacy nor a privacyWaiver that says why there is none");
    }

    @Test
    void whatIsNotListedIsRefused() {
        refused(
                POLICY.decide(
                        TestCharters.builder()
                                .stages(List.of(
                                        new Stage("scaling", Bytes.EMPTY, 1), new Stage("exfiltrate", Bytes.EMPTY, 1)))
                                .build(),
                        FIVE),
                Reason.COMPUTATION_NOT_ALLOWED,
                "the charter runs \"exfiltrate\", which is not in the policy's allow.computations");
        refused(
                POLICY.decide(
                        TestCharters.builder()
                                .stages(List.of(
                                        new Stage("scaling", Bytes.EMPTY, 5), new Stage("network", Bytes.EMPTY, 20)))
                                .build(),
                        FIVE),
                Reason.TOO_MANY_ROUNDS,
                "the charter may open 25 sums, but the policy's limits.rounds is 24");
        refused(
                POLICY.decide(
                        TestCharters.builder()
                                .columns(List.of("amount", "iban"))
                                .build(),
                        FIVE),
                Reason.COLUMN_NOT_ALLOWED,
                "the charter reads column \"iban\", which is not in the policy's allow.columns");
        refused(
                POLICY.decide(TestCharters.builder().label("nationality").build(), FIVE),
                Reason.COLUMN_NOT_ALLOWED,
                "the charter reads column \"nationality\", which is not in the policy's allow.columns");
    }

    @Test
    void unsafePoliciesAreRefused() {
        assertThatThrownBy(() -> TestPolicies.limits().minHonest(1).make())
                .hasMessage("minHonest must be in [2, 255], but was 1");
        assertThatThrownBy(() -> TestPolicies.limits().rounds(0).make())
                .hasMessage("rounds must be at least 1, but was 0");
        assertThatThrownBy(() -> TestPolicies.limits().delta("0.011").make())
                .hasMessage("delta must be at least 0 and at most 0.01, but was 0.011");
        assertThatThrownBy(() -> TestPolicies.limits().cpu(Duration.ZERO).make())
                .hasMessage("cpuARound must be longer than 0, but was PT0S");
    }

    @Test
    void limitsHoldUpToTheirBorder() {
        Charter charter = TestCharters.builder().build();
        assertThat(with(TestPolicies.limits().rounds(24).columns(3).minCohort(4).make())
                        .decide(charter, FIVE))
                .isEqualTo(new Allowed());
        refused(
                with(TestPolicies.limits().rounds(23).make()).decide(charter, FIVE),
                Reason.TOO_MANY_ROUNDS,
                "the charter may open 24 sums, but the policy's limits.rounds is 23");
        refused(
                with(TestPolicies.limits().columns(2).make()).decide(charter, FIVE),
                Reason.TOO_MANY_COLUMNS,
                "the charter reads 3 columns, but the policy's limits.columns is 2");
        refused(
                with(TestPolicies.limits().minCohort(5).make()).decide(charter, FIVE),
                Reason.COHORT_TOO_SMALL,
                "a sum may hold 4 inputs, but the policy's minCohort is 5");
    }

    @Test
    void roundsAreCountedUpToTheirBorder() {
        ParticipantPolicy policy =
                with(TestPolicies.limits().rounds(10).roundsADay(4).make());
        assertThat(policy.mayEnter(9, 3, TestCharters.BEGIN)).isEqualTo(new Allowed());
        refused(
                policy.mayEnter(10, 3, TestCharters.BEGIN),
                Reason.TOO_MANY_ROUNDS,
                "10 rounds of this task were entered, and the policy's limits.rounds is 10");
        refused(
                policy.mayEnter(9, 4, TestCharters.BEGIN),
                Reason.TOO_MANY_ROUNDS_A_DAY,
                "4 rounds were entered in 24 hours, and the policy's limits.roundsADay is 4");
    }

    @Test
    void roundsAreEnteredInTheHoursOnly() {
        ParticipantPolicy policy = new ParticipantPolicy(
                POLICY.rules(),
                POLICY.limits(),
                Optional.of(OpeningHours.daily(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("UTC"))));
        assertThat(policy.mayEnter(0, 0, TestCharters.BEGIN)).isEqualTo(new Allowed());
        refused(
                policy.mayEnter(0, 0, Instant.parse("2026-11-21T06:00:00Z")),
                Reason.OUTSIDE_HOURS,
                "it is 2026-11-21T06:00:00Z, outside the policy's hours 22:00 to 06:00 UTC; they begin at"
                        + " 2026-11-21T22:00:00Z");
    }

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
        System.out.println("ParticipantPolicyTest seed " + seed);
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

    private static ParticipantPolicy with(PolicyLimits limits) {
        return new ParticipantPolicy(POLICY.rules(), limits, Optional.empty());
    }

    private static void refused(PolicyDecision decision, Reason reason, String sentence) {
        assertThat(decision).isEqualTo(new Refused(reason, sentence));
    }
}
