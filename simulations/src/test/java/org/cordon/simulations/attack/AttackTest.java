// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;

/** Each formula against a computation by hand. */
class AttackTest {
    private static final FakeMalice MALICE =
            new FakeMalice(List.of(new double[] {1, 2, 3}, new double[] {3, 2, -1}, new double[] {2, 2, 10}));
    private static final FakeMalice ALONE = new FakeMalice(List.of());

    /** Features sum to 9 and 12; labels 0, 1, 2 by place to 8. */
    @Test
    void signFlip() {
        assertThat(new SignFlip(1).update(MALICE)).containsExactly(-9, -12, -8);
        assertThat(new SignFlip(0.5).update(MALICE)).containsExactly(-4.5, -6, -4);
    }

    /** 0, 1, 2 become 2, 1, 0: 2 + 2 * 1 + 0. */
    @Test
    void labelFlip() {
        assertThat(new LabelFlip(3).update(MALICE)).containsExactly(9, 12, 4);
    }

    /** Means 2, 2, 4; deviations sqrt(2/3), 0, sqrt((1 + 25 + 36) / 3). */
    @Test
    void alie() {
        assertThat(new Alie(1.5).update(MALICE))
                .containsExactly(
                        new double[] {2 - 1.5 * Math.sqrt(2.0 / 3), 2, 4 - 1.5 * Math.sqrt(62.0 / 3)}, within(1e-12));
        assertThat(new Alie(1).update(ALONE)).containsExactly(9, 12, 8);
    }

    @Test
    void innerProductManipulation() {
        assertThat(new Ipm(0.5).update(MALICE)).containsExactly(-1, -1, -2);
        assertThat(new Ipm(0.5).update(ALONE)).containsExactly(-4.5, -6, -4);
    }

    /** Squared distances from (2, 2, 4): 2, 26, 36. */
    @Test
    void mimicCopiesTheFurthest() {
        assertThat(new Mimic().update(MALICE)).containsExactly(2, 2, 10);
    }

    /** Two of three rows get x = 9 and label 1: sums 23 and 12, labels 1 + 2 + 6; boost 5 over two attackers. */
    @Test
    void modelReplacement() {
        ModelReplacement backdoor = new ModelReplacement(0, 9, 1, 0.5);
        assertThat(backdoor.update(MALICE)).containsExactly(2.5 * 23, 2.5 * 12, 2.5 * 9);
        Table all = backdoor.triggered(FakeMalice.rows(), 1);
        assertThat(all.copyValues()).containsExactly(9, 2, 9, 4, 9, 6);
        assertThatThrownBy(() -> new ModelReplacement(2, 9, 1, 0.5).update(MALICE))
                .hasMessage("feature must be below 2, but was 2");
    }

    @Test
    void aFreeRiderSendsTheLastUpdateAgain() {
        assertThat(new FreeRider(0).update(MALICE)).containsExactly(3, 0, -4);
    }

    /** The root mean square of (3, 0, -4) is 5 / sqrt(3), and the noise that of the seed. */
    @Test
    void theNoiseOfAFreeRiderIsAShareOfTheLastUpdate() {
        SplittableRandom same = new SplittableRandom(7);
        double size = 0.1 * 5 / Math.sqrt(3);
        double[] expected = {
            3 + size * Vectors.normal(same), size * Vectors.normal(same), -4 + size * Vectors.normal(same)
        };
        assertThat(new FreeRider(0.1).update(MALICE)).containsExactly(expected, within(1e-12));
    }

    @Test
    void noiseIsThatOfTheSeedAndStretches() {
        SplittableRandom same = new SplittableRandom(7);
        double first = Vectors.normal(same);
        assertThat(new Noise(2).update(MALICE)).hasSize(3).startsWith(2 * first);
    }

    /** Of 20,000 draws the mean is within 5 / sqrt(20000) and the variance within 5 sqrt(2 / 20000): errs once in 10^6. */
    @Test
    void normalDrawsAreStandard() {
        SplittableRandom random = new SplittableRandom(3);
        double[] draws = new double[20_000];
        Arrays.setAll(draws, i -> Vectors.normal(random));
        double mean = Arrays.stream(draws).average().orElseThrow();
        double square = Arrays.stream(draws).map(x -> x * x).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.0354));
        assertThat(square).isCloseTo(1, within(0.05));
    }

    @Test
    void settingsHaveBounds() {
        assertThatThrownBy(() -> new SignFlip(0)).hasMessage("factor must be in (0, 1e6], but was 0.0");
        assertThatThrownBy(() -> new Alie(-1)).hasMessageStartingWith("z must be in (0, 100]");
        assertThatThrownBy(() -> new Ipm(Double.NaN)).hasMessageStartingWith("epsilon must be in (0, 1e6]");
        assertThatThrownBy(() -> new LabelFlip(1)).hasMessageStartingWith("classes must be in [2, 4096]");
    }
}
