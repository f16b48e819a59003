// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.cli.CommandFailure;
import org.cordon.task.Listing;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.PolicyDecision;
import org.cordon.task.PolicyLimits;
import org.cordon.task.PolicyRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
    private static final String WHOLE = """
            allow:
              tasks: ["fraud-*"]
              computations: [scaling, network]
              columns: [amount, hour]
            queue: {computations: [evaluation]}
            refuse: {columns: [iban]}
            otherwise: queue
            acceptCountsWithoutDp: false
            requireDpia: true
            limits:
              minHonest: 3
              minCohort: 4
              rounds: 100
              roundsADay: 50
              epsilon: 0.5
              delta: 0.000001
              columns: 8
              retention: P90D
              cpuARound: PT5M
            hours: {from: "22:00", to: "06:00", zone: Europe/Zurich, days: [monday, friday]}
            """;

    @TempDir
    private Path directory;

    @Test
    void everyKeyIsRead() {
        ParticipantPolicy policy = TestTasks.policy(directory, WHOLE);
        assertThat(policy.limits())
                .isEqualTo(new PolicyLimits(
                        3,
                        4,
                        100,
                        Optional.of(50),
                        Optional.of(new BigDecimal("0.5")),
                        Optional.of(new BigDecimal("0.000001")),
                        Optional.empty(),
                        Optional.of(8),
                        Optional.of(Duration.ofDays(90)),
                        Optional.of(Duration.ofMinutes(5)),
                        true));
        assertThat(policy.hours().orElseThrow().contain(Instant.parse("2026-11-20T22:00:00Z")))
                .isTrue();
        assertThat(PolicyText.of(policy))
                .contains(
                        new PolicyText.Line("allow.columns", "amount, hour"),
                        new PolicyText.Line("limits.epsilon", "0.5"),
                        new PolicyText.Line("hours", "22:00 to 06:00 Europe/Zurich on [MONDAY, FRIDAY]"));
    }

    @Test
    void theDefaultsAreStrict() {
        ParticipantPolicy policy =
                TestTasks.policy(directory, "allow: {computations: [scaling]}\nlimits: {rounds: 10}\n");
        assertThat(policy)
                .isEqualTo(new ParticipantPolicy(
                        new PolicyRules(
                                policy.rules().allow(),
                                Listing.NONE,
                                Listing.NONE,
                                PolicyRules.Otherwise.REFUSE,
                                PolicyRules.CountsWithoutDp.OTHERWISE),
                        PolicyLimits.strict(10),
                        Optional.empty()));
        assertThat(policy.rules().allow().columns()).contains(Set.of("amount", "age", "fraud"));
        assertThat(policy.decide(TestTasks.task("fraud-1").charter(), TestTasks.FIVE))
                .isInstanceOf(PolicyDecision.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rounds: 100     | rounds: 0        | line 10: limits: rounds must be at least 1, but was 0",
                "minHonest: 3    | minHonest: 1     | line 10: limits: minHonest must be in [2, 255], but was 1",
                "delta: 0.000001 | delta: 0.5       | line 10: limits: delta must be at least 0 and at most 0.01",
                "epsilon: 0.5    | epsilon: 0       | line 10: limits: epsilon must be above 0",
                "epsilon: 0.5    | epsilon: much    | line 15: limits.epsilon must be a number",
                "P90D            | -P1D             | line 10: limits: retention must be longer than 0",
                "P90D            | 90               | line 18: limits.retention must be a duration such as PT30S",
                "roundsADay: 50  | roundsPerDay: 50 | line 14: unknown key limits.roundsPerDay",
                "Europe/Zurich   | Europe/Bern      | line 20: hours: zone must be a time zone such as Europe/Zurich",
                "'\"06:00\"'     | '\"22:00\"'      | line 20: hours: to must be another time of day than from",
                "'\"06:00\"'     | '\"24:01\"'      | line 20: hours: to must be a quoted time of day such as",
                "monday, friday  | ''               | line 20: hours: days must name at least one",
                "monday, friday  | someday          | line 20: hours.days[0] must be one of",
                "otherwise: queue| otherwise: allow | line 7: otherwise must be one of [queue, refuse]",
                "[iban]          | '[\"*iban\"]'    | line 6: refuse: a name in a policy must not be blank and have *",
                "[scaling, network] | []            | line 1: allow: computations must name at least one",
                "requireDpia: true  | requireDpia: often | line 9: requireDpia must be true or false",
            })
    void whatIsUnsafeOrUnknownIsRefusedWithItsLine(String right, String wrong, String expected) {
        String text = WHOLE.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
        assertThat(text).isNotEqualTo(WHOLE);
        assertThatThrownBy(() -> TestTasks.policy(directory, text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(expected);
    }
}
