// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CpuLimitTest {
    private static final CpuLimit SHORT = new CpuLimit(Duration.ofMillis(50));

    @Test
    void whatIsWithinTheLimitGivesItsResult() {
        assertThat(new CpuLimit(Duration.ofMinutes(5)).run(() -> "sum")).isEqualTo("sum");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatTakesLongerIsStopped() {
        assertThatThrownBy(() -> SHORT.run(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return "late";
                }))
                .isInstanceOf(CpuLimit.Exceeded.class)
                .hasMessageContaining("at most PT0.05S of processor time");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatFailsBecauseItWasStoppedIsCalledByItsCause() {
        assertThatThrownBy(() -> SHORT.run(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    throw new IllegalStateException("stopped");
                }))
                .isInstanceOf(CpuLimit.Exceeded.class);
    }

    @Test
    void anotherFailureStaysItself() {
        assertThatThrownBy(() -> SHORT.run(() -> {
                    throw new IllegalStateException("no rows");
                }))
                .hasMessage("no rows");
    }
}
