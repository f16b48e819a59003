// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Limits that a test tightens one by one. */
final class TestPolicies {
    private int minHonest = 3;
    private int minCohort = 3;
    private int rounds = 24;
    private Optional<Integer> roundsADay = Optional.empty();
    private Optional<BigDecimal> epsilon = Optional.empty();
    private Optional<Duration> retention = Optional.empty();
    private boolean requireDpia;
    private Optional<BigDecimal> delta = Optional.empty();
    private Optional<Integer> columns = Optional.empty();
    private Optional<Duration> cpu = Optional.empty();

    private TestPolicies() {}

    static TestPolicies limits() {
        return new TestPolicies();
    }

    TestPolicies minHonest(int value) {
        minHonest = value;
        return this;
    }

    TestPolicies minCohort(int value) {
        minCohort = value;
        return this;
    }

    TestPolicies rounds(int value) {
        rounds = value;
        return this;
    }

    TestPolicies roundsADay(int value) {
        roundsADay = Optional.of(value);
        return this;
    }

    TestPolicies epsilon(String value) {
        epsilon = Optional.of(new BigDecimal(value));
        return this;
    }

    TestPolicies retention(Duration value) {
        retention = Optional.of(value);
        return this;
    }

    TestPolicies requireDpia() {
        requireDpia = true;
        return this;
    }

    TestPolicies delta(String value) {
        delta = Optional.of(new BigDecimal(value));
        return this;
    }

    TestPolicies columns(int value) {
        columns = Optional.of(value);
        return this;
    }

    TestPolicies cpu(Duration value) {
        cpu = Optional.of(value);
        return this;
    }

    PolicyLimits make() {
        return new PolicyLimits(
                minHonest,
                minCohort,
                rounds,
                roundsADay,
                epsilon,
                delta,
                Optional.empty(),
                columns,
                retention,
                cpu,
                requireDpia);
    }
}
