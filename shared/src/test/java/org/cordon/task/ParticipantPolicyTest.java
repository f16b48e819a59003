// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
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
        assertThat(strict.minHonest()).isEqualTo(3);
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
                new ParticipantPolicy(2, true, POLICY.computations(), POLICY.maxRounds(), POLICY.columns());
        Charter charter = TestCharters.builder().minHonest(2).build();
        assertThat(lenient.decide(charter, new Threshold(4))).isEqualTo(new Allowed());
    }

    @Test
    void aCharterThatTheConsortiumCannotKeepIsRefused() {
        refused(
                POLICY.decide(TestCharters.builder().minSurvivors(6).build(), FIVE),
                Reason.UNFIT_FOR_CONSORTIUM,
                "the charter asks for 6 inputs in a sum, 3 of them honest, which 5 members cannot keep");
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
    void withoutDpAWaiverIsNeededEvenIfAccepted() {
        Charter full = TestCharters.builder().build();
        Charter silent = new Charter(
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
                Optional.of(new PrivacyTerms(
                        PrivacyTerms.Unit.RECORD,
                        1,
                        1_000_000,
                        6,
                        new PrivacyTerms.Clip.Fixed(1_000_000),
                        PrivacyTerms.Accountant.RDP)),
                Optional.empty(),
                full.retention(),
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
                "the charter runs \"exfiltrate\", which is not in the policy's computations");
        refused(
                POLICY.decide(
                        TestCharters.builder()
                                .stages(List.of(
                                        new Stage("scaling", Bytes.EMPTY, 5), new Stage("network", Bytes.EMPTY, 20)))
                                .build(),
                        FIVE),
                Reason.TOO_MANY_ROUNDS,
                "the charter may open 25 sums, but the policy's maxRounds is 24");
        refused(
                POLICY.decide(
                        TestCharters.builder()
                                .columns(List.of("amount", "iban"))
                                .build(),
                        FIVE),
                Reason.COLUMN_NOT_ALLOWED,
                "the charter reads column \"iban\", which is not in the policy's columns");
        refused(
                POLICY.decide(TestCharters.builder().label("nationality").build(), FIVE),
                Reason.COLUMN_NOT_ALLOWED,
                "the charter reads column \"nationality\", which is not in the policy's columns");
    }

    @Test
    void unsafePoliciesAreRefused() {
        assertThatThrownBy(() -> new ParticipantPolicy(1, false, Set.of(), 1, Set.of()))
                .hasMessage("minHonest must be in [2, 255], but was 1");
        assertThatThrownBy(() -> new ParticipantPolicy(3, false, Set.of(), 0, Set.of()))
                .hasMessage("maxRounds must be at least 1, but was 0");
    }

    private static void refused(PolicyDecision decision, Reason reason, String sentence) {
        assertThat(decision).isEqualTo(new Refused(reason, sentence));
    }
}
