// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cordon.simulations.generator.Draws;
import org.junit.jupiter.api.Test;

class GivenTest {
    @Test
    void aFixedNumberIsItself() {
        assertThat(Given.fact(57, "S20").draw(new Draws(1))).isEqualTo(57);
        assertThat(Given.assumed(0).draw(new Draws(1))).isZero();
    }

    @Test
    void aRangeIsATriangleOverLowValueAndHigh() {
        Draws draws = new Draws(1);
        Given given = Given.assumed(8, 3, 20);
        double sum = 0;
        int below = 0;
        for (int draw = 0; draw < 40_000; draw++) {
            double value = given.draw(draws);
            assertThat(value).isBetween(3.0, 20.0);
            sum += value;
            below += value < 8 ? 1 : 0;
        }
        // Mean (3 + 8 + 20) / 3, variance 12.7; share below 5/17. Bounds of 4.5 standard errors: wrong once in 10^5
        // seeds.
        assertThat(sum / 40_000).isBetween(31.0 / 3 - 0.081, 31.0 / 3 + 0.081);
        assertThat(below / 40_000.0).isBetween(5.0 / 17 - 0.0103, 5.0 / 17 + 0.0103);
    }

    @Test
    void aFactWithoutASourceIsRefused() {
        assertThatThrownBy(() -> Given.fact(1, " ")).hasMessage("source of a fact must be named, but was empty");
    }

    @Test
    void aRangeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Given.assumed(2, 3, 4)).hasMessageContaining("low <= value <= high");
        assertThatThrownBy(() -> Given.assumed(Double.NaN)).hasMessageContaining("must be finite");
        assertThatThrownBy(() -> Given.assumed(-1)).hasMessageContaining("must be finite");
    }
}
