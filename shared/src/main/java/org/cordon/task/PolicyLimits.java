// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.cordon.member.Threshold;

/**
 * What no task goes beyond, not even one that a person accepted; a limit that is left out does not bind.
 *
 * @param minHonest t - f: honest inputs in every sum, at the least
 * @param minCohort m: inputs in every sum, at the least
 * @param rounds of one task that are entered, at the most, whether or not they end in a sum
 * @param roundsADay of all tasks that are entered in any 24 hours, at the most
 * @param epsilon of one task, at the most
 * @param delta of one task, at the most 0.01
 * @param epsilonOfAllTasks of all tasks together that ever opened a sum, at the most
 * @param columns of one task with the label, at the most
 * @param retention of the result, at the most
 * @param cpuARound processor time for the contribution to one round, at the most
 * @param requireDpia whether a charter must name a data-protection impact assessment
 */
public record PolicyLimits(
        int minHonest,
        int minCohort,
        int rounds,
        Optional<Integer> roundsADay,
        Optional<BigDecimal> epsilon,
        Optional<BigDecimal> delta,
        Optional<BigDecimal> epsilonOfAllTasks,
        Optional<Integer> columns,
        Optional<Duration> retention,
        Optional<Duration> cpuARound,
        boolean requireDpia) {
    /** Three honest inputs, met from five members on: with four, a sum hides an input among two. */
    public static final int DEFAULT_MIN_HONEST = 3;

    private static final int LEAST_HONEST = 2;
    private static final BigDecimal LARGEST_DELTA = new BigDecimal("0.01");

    public PolicyLimits {
        requireRange("minHonest", minHonest, LEAST_HONEST, Threshold.MAX_MEMBERS);
        requireRange("minCohort", minCohort, LEAST_HONEST, Threshold.MAX_MEMBERS);
        requireRange("rounds", rounds, 1, Integer.MAX_VALUE);
        roundsADay.ifPresent(value -> requireRange("roundsADay", value, 1, Integer.MAX_VALUE));
        columns.ifPresent(value -> requireRange("columns", value, 1, Charter.MAX_COLUMNS + 1));
        epsilon.filter(value -> value.signum() <= 0).ifPresent(value -> {
            throw new IllegalArgumentException("epsilon must be above 0, but was " + value);
        });
        epsilonOfAllTasks.filter(value -> value.signum() <= 0).ifPresent(value -> {
            throw new IllegalArgumentException("epsilonOfAllTasks must be above 0, but was " + value);
        });
        delta.filter(value -> value.signum() < 0 || value.compareTo(LARGEST_DELTA) > 0)
                .ifPresent(value -> {
                    throw new IllegalArgumentException("delta must be at least 0 and at most 0.01, but was " + value);
                });
        retention.ifPresent(value -> requirePositive("retention", value));
        cpuARound.ifPresent(value -> requirePositive("cpuARound", value));
    }

    /** The defaults, with a limit on the sums of one task. */
    public static PolicyLimits strict(int rounds) {
        return new PolicyLimits(
                DEFAULT_MIN_HONEST,
                DEFAULT_MIN_HONEST,
                rounds,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static void requireRange(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be "
                    + (high == Integer.MAX_VALUE ? "at least " + low : "in [" + low + ", " + high + "]") + ", but was "
                    + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than 0, but was " + value);
        }
    }
}
