// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<String> NAMES = List.of("a", "b");
    private final Table whole = table(new float[] {1, 2, 3, 4}, 0, 1);
    private final Table missing = table(new float[] {1, 2, 3, Float.NaN}, 0, 7);

    @Test
    void theFirstMissingValueIsFoundHoweverTheTableCameAbout() {
        assertThat(whole.firstMissing()).isEmpty();
        assertThat(missing.firstMissing()).hasValue(3);
        assertThat(missing.select(new int[] {1}).firstMissing()).hasValue(1);
        assertThat(missing.select(new int[] {0}).firstMissing()).isEmpty();
        assertThat(missing.filter(row -> row == 1).firstMissing()).hasValue(1);
        assertThat(whole.append(missing).firstMissing()).hasValue(7);
        assertThat(missing.append(whole).firstMissing()).hasValue(3);
        assertThat(whole.append(whole).firstMissing()).isEmpty();
        assertThat(missing.withFeatures(List.of("b")).firstMissing()).hasValue(1);
        assertThat(missing.withFeatures(List.of("a")).firstMissing()).isEmpty();
        assertThat(missing.withValues(NAMES, new float[4]).firstMissing()).isEmpty();
        assertThat(whole.withValues(NAMES, new float[] {Float.NaN, 0, 0, 0}).firstMissing())
                .hasValue(0);
    }

    @Test
    void labelsAreWholeNumbersAndTheLargestIsKnown() {
        assertThat(missing.largestLabel()).isEqualTo(7);
        assertThat(missing.select(new int[] {0}).largestLabel()).isZero();
        assertThat(Table.of(NAMES, 1, new float[2], Optional.empty()).largestLabel())
                .isZero();
        missing.requireLabelsBelow(8);
        assertThatThrownBy(() -> missing.requireLabelsBelow(7))
                .hasMessage("label of row 1 must be below 7, but was not");
        for (float bad : new float[] {-1, 0.5f, 4096, Float.NaN}) {
            assertThatThrownBy(() -> table(new float[4], 0, bad))
                    .as("%s", bad)
                    .hasMessage("label of row 1 must be a whole number in [0, 4095], but was not");
        }
    }

    private static Table table(float[] values, float... labels) {
        return Table.of(NAMES, 2, values, Optional.of(labels));
    }
}
