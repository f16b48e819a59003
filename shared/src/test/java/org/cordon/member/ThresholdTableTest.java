// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures that operators are shown, by hand from t = floor(2N/3) + 1 and f = ceil(N/3) - 1. */
class ThresholdTableTest {
    @ParameterizedTest(name = "N = {0}")
    @CsvSource({
        //  N, f, t, drop-outs, witnesses, honest, approvals
        "   3, 0, 3, 0, 3, 3, 3",
        "   4, 1, 3, 1, 3, 2, 3",
        "   5, 1, 4, 1, 4, 3, 4",
        "   6, 1, 5, 1, 5, 4, 5",
        "   7, 2, 5, 2, 5, 3, 5",
        "   8, 2, 6, 2, 6, 4, 6",
        "   9, 2, 7, 2, 7, 5, 7",
        "  10, 3, 7, 3, 7, 4, 7",
        "  11, 3, 8, 3, 8, 5, 8",
        "  12, 3, 9, 3, 9, 6, 9",
    })
    void figuresFollowFromN(int n, int f, int t, int dropOuts, int witnesses, int honest, int approvals) {
        Threshold threshold = new Threshold(n);
        assertThat(threshold.maxFaulty()).isEqualTo(f);
        assertThat(threshold.threshold()).isEqualTo(t);
        assertThat(threshold.dropOutsSurvived()).isEqualTo(dropOuts);
        assertThat(threshold.witnessQuorum()).isEqualTo(witnesses);
        assertThat(threshold.honest()).isEqualTo(honest);
        if (n >= Amendment.LEAST_MEMBERS) {
            assertThat(new TestHistory(n, n).consortium.quorum()).isEqualTo(approvals);
        }
    }
}
