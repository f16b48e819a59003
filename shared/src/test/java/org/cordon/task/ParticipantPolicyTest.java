// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.member.Threshold;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.PolicyDecision.Allowed;
import org.cordon.task.PolicyDecision.Reason;
import org.cordon.task.PolicyDecision.Refused;
import org.junit.jupiter.api.Test;

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
                POLICY.decide(TestCharters.builder().minHonest(4).build(), FIVE),
                Reason.UNFIT_FOR_CONSORTIUM,
                "the charter asks for 4 inputs in a sum, 4 of them honest, which 5 members cannot keep");
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
    void theLossOfATaskHasItsLimits() {
        Charter charter = promising(500_000, 6);
        PolicyLimits just =
                TestPolicies.limits().epsilon("0.5").delta("0.000001").make();
        assertThat(with(just).decide(charter, FIVE)).isEqualTo(new Allowed());
        refused(
                with(TestPolicies.limits().epsilon("0.499999").make()).decide(charter, FIVE),
                Reason.PRIVACY_LOSS_TOO_LARGE,
                "the charter's epsilon is 0.5, but the policy's limits.epsilon is 0.499999");
        refused(
                with(TestPolicies.limits().delta("0.0000009").make()).decide(charter, FIVE),
                Reason.PRIVACY_LOSS_TOO_LARGE,
                "the charter's delta is 0.000001, but the policy's limits.delta is 0.0000009");
        assertThat(ParticipantPolicy.strict(Set.of("scaling", "network"), 24, Set.of("amount", "age", "fraud"))
                        .decide(charter, FIVE))
                .isEqualTo(new Allowed());
    }

    @Test
    void recordsAndRetentionAreAskedFor() {
        Charter charter = TestCharters.builder().build();
        refused(
                with(TestPolicies.limits().requireDpia().make()).decide(charter, FIVE),
                Reason.NO_DPIA,
                "the charter names no data-protection impact assessment, but the policy's requireDpia is true");
        assertThat(with(TestPolicies.limits().requireDpia().make())
                        .decide(
                                TestCharters.builder()
                                        .dpia(Digest.of(new byte[32]))
                                        .build(),
                                FIVE))
                .isEqualTo(new Allowed());
        Duration kept = charter.retention();
        assertThat(with(TestPolicies.limits().retention(kept).make()).decide(charter, FIVE))
                .isEqualTo(new Allowed());
        assertThat(with(TestPolicies.limits().retention(kept.minusSeconds(1)).make())
                        .decide(charter, FIVE))
                .isInstanceOf(Refused.class);
    }

    private static Charter promising(long epsilonMicro, int deltaExponent) {
        Charter full = TestCharters.builder().build();
        PrivacyTerms terms = new PrivacyTerms(
                new UnitBound(PrivacyUnit.CUSTOMER, 10),
                Optional.empty(),
                epsilonMicro,
                deltaExponent,
                new PrivacyTerms.Clip.Fixed(1_000_000),
                PrivacyTerms.Accountant.PLD);
        return new Charter(
                full.consortium(),
                full.name(),
                full.version(),
                full.purpose(),
                full.legalBasis(),
                full.controllers(),
                full.dpia(),
                full.schema(),
                full.stages(),
                full.minSurvivors(),
                full.minHonest(),
                full.columns(),
                full.label(),
                full.initialState(),
                Optional.of(terms),
                Optional.empty(),
                full.retention(),
                full.timing(),
                full.notBefore(),
                full.expiry());
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

    private static ParticipantPolicy with(PolicyLimits limits) {
        return new ParticipantPolicy(POLICY.rules(), limits, Optional.empty());
    }

    private static void refused(PolicyDecision decision, Reason reason, String sentence) {
        assertThat(decision).isEqualTo(new Refused(reason, sentence));
    }
}
