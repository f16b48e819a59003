// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PldAccountantTest {
    private static final PldAccountant PLD = new PldAccountant();
    private static final RdpAccountant RDP = new RdpAccountant();
    private static final AnalyticAccountant ANALYTIC = new AnalyticAccountant();

    /** dp_accounting 0.6.0, connecting the dots on the same grid. */
    @ParameterizedTest
    @CsvSource({
        "0.8, 0.001, 100, 1e-6, 0.260339",
        "2, 0.05, 100, 1e-6, 1.273560",
        "0.8, 0.001, 1000, 1e-6, 0.467695",
        "3, 0.05, 20000, 1e-6, 13.950658",
        "2, 0.001, 50000, 1e-6, 0.482802",
        "1.5, 0.04, 2249, 1e-5, 6.767051",
        "1, 0.00512, 2000, 1e-6, 1.440856",
        "6, 0.5, 500, 1e-6, 10.221215",
        "0.7, 0.01, 120, 1e-5, 2.4612381"
    })
    void equalsAnotherProgramOnTheSameGrid(double multiplier, double rate, long steps, double delta, double expected) {
        Composition releases = sampled(multiplier, rate, steps);
        PrivacyGuarantee stated = PLD.epsilon(releases, delta);
        assertThat(stated.epsilon()).isCloseTo(expected, within(1e-5));
        assertThat(stated.order()).isEmpty();
        assertThat(RDP.epsilon(releases, delta).epsilon()).isGreaterThan(stated.epsilon());
        assertThat(PLD.delta(releases, stated.epsilon())).isCloseTo(delta, withinPercentage(0.01));
    }

    /** What one step tells in closed form, by mpmath: when the unit is removed, and when it is added. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.1, 0.05, 0.0261436629589472602, 0.0105725813538311282",
        "0.7, 0.01, 1, 5.69165106521336648e-6, 0",
        "2, 0.5, 0.3, 0.0236652715980964797, 0.00732917543188011081",
        "1, 0.9, 2, 0.01534711720606303, 0.000190197683694915733",
        "0.5, 0.2, 0.1, 0.122520449822208497, 0.0664518093881267665"
    })
    void bothDirectionsOfOneStep(double multiplier, double rate, double epsilon, double removed, double added) {
        PrivacyLosses losses = PrivacyLosses.of(new Mechanism.PoissonGaussian(multiplier, rate), 1e-4);
        assertThat(hockeyStick(losses.removed(), epsilon)).isCloseTo(removed, within(1e-12));
        assertThat(hockeyStick(losses.added(), epsilon)).isCloseTo(added, within(1e-12));
        double stated = PLD.delta(sampled(multiplier, rate, 1), epsilon);
        assertThat(stated)
                .isCloseTo(Math.max(removed, added), withinPercentage(0.01))
                .isGreaterThanOrEqualTo(removed);
    }

    private static double hockeyStick(LossDistribution losses, double epsilon) {
        double sum = losses.infinity();
        for (int i = 0; i < losses.mass().length; i++) {
            sum += losses.mass()[i] * Math.max(0, -StrictMath.expm1(epsilon - losses.loss(i)));
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"0.01", "0.1", "0.5", "1", "5", "100", "10000", "1e6"})
    void boundsTheGaussianTightlyAtAllSizes(double multiplier) {
        Composition gaussian = Composition.of(new Mechanism.Gaussian(multiplier), 1);
        for (double delta : new double[] {1e-3, 1e-6, 1e-10, 1e-18}) {
            double exact = ANALYTIC.epsilon(gaussian, delta).epsilon();
            double stated = PLD.epsilon(gaussian, delta).epsilon();
            assertThat(stated)
                    .as("delta %s", delta)
                    .isGreaterThanOrEqualTo(exact * (1 - 1e-12))
                    .isLessThanOrEqualTo(exact * 1.001 + 1e-6);
            double exactDelta = ANALYTIC.delta(gaussian, exact);
            assertThat(PLD.delta(gaussian, exact)).isBetween(exactDelta * (1 - 1e-9), exactDelta * 1.1);
        }
    }

    @Test
    void aSumOfSampledStepsBoundsTheGaussianItBecomesAtRateOne() {
        Composition almost = sampled(5, 1 - 1e-12, 40);
        double exact = ANALYTIC.epsilon(sampled(5, 1, 40), 1e-6).epsilon();
        assertThat(PLD.epsilon(almost, 1e-6).epsilon()).isGreaterThan(exact).isCloseTo(exact, within(1e-4));
    }

    @Test
    void discreteAndLaplaceNoise() {
        assertThat(PLD.delta(Composition.of(new Mechanism.DiscreteGaussian(1, 1, 2), 1), 1))
                .isCloseTo(0.150574425, within(1e-8));
        assertThat(PLD.epsilon(Composition.of(new Mechanism.DiscreteGaussian(4, 1), 100), 1e-6)
                        .epsilon())
                .isCloseTo(14.450753560352204, within(1e-6));
        assertThat(PLD.epsilon(Composition.of(new Mechanism.Laplace(10), 100), 1e-6)
                        .epsilon())
                .isCloseTo(4.692667439359203, within(1e-6));
    }

    @Test
    void pureGuaranteesStayPure() {
        Composition laplace = Composition.of(new Mechanism.Laplace(2), 6);
        assertThat(PLD.epsilon(laplace, 1e-15).epsilon())
                .isLessThanOrEqualTo(3 + 1e-9)
                .isGreaterThan(2.999);
        assertThat(PLD.delta(laplace, 3.001)).isZero();
    }

    @Test
    void whatIsNeverHiddenStaysInfinite() {
        Composition truncated = Composition.of(new Mechanism.DiscreteGaussian(1, 1, 2), 1);
        assertThat(PLD.epsilon(truncated, 0.05).epsilon()).isInfinite();
        assertThat(PLD.epsilon(truncated, 0.2).epsilon()).isFinite();
    }

    @Test
    void unlikeReleasesAddUpLikeTheirParts() {
        Mechanism step = new Mechanism.PoissonGaussian(1, 0.01);
        Composition mixed = Composition.of(step, 100)
                .plus(new Mechanism.Gaussian(8), 2)
                .plus(new Mechanism.Laplace(20), 3)
                .plus(step, 50);
        Composition grouped = Composition.of(new Mechanism.Laplace(20), 3)
                .plus(step, 150)
                .plus(new Mechanism.Gaussian(8 / Math.sqrt(2)), 1);
        double together = PLD.epsilon(mixed, 1e-6).epsilon();
        assertThat(PLD.epsilon(grouped, 1e-6).epsilon()).isCloseTo(together, within(1e-8));
        assertThat(together)
                .isGreaterThan(PLD.epsilon(Composition.of(step, 150), 1e-6).epsilon())
                .isLessThan(RDP.epsilon(mixed, 1e-6).epsilon());
        assertThat(new PldAccountant(1e-3).epsilon(mixed, 1e-6).epsilon()).isCloseTo(together, within(1e-3));
    }

    /** Never above Rényi, little dependence on the grid, and more of anything costs more. */
    @Test
    void randomSettingsKeepTheirOrder() {
        long seed = 7;
        Random random = new Random(seed);
        PldAccountant coarse = new PldAccountant(2e-3);
        PldAccountant fine = new PldAccountant(5e-4);
        for (int i = 0; i < 15; i++) {
            double multiplier = 0.5 + 3 * random.nextDouble();
            double rate = StrictMath.pow(10, -3 * random.nextDouble());
            long steps = 1L + random.nextInt(500);
            double delta = StrictMath.pow(10, -3 - 6 * random.nextDouble());
            Composition releases = sampled(multiplier, rate, steps);
            double least = fine.epsilon(releases, delta).epsilon();
            assertThat(coarse.epsilon(releases, delta).epsilon())
                    .as("%s, delta %s, seed %d", releases, delta, seed)
                    .isCloseTo(least, within(0.01 + 0.01 * least));
            assertThat(RDP.epsilon(releases, delta).epsilon()).isGreaterThanOrEqualTo(least - 1e-6);
            assertThat(fine.epsilon(sampled(multiplier * 1.1, rate, steps), delta)
                            .epsilon())
                    .isLessThanOrEqualTo(least);
            assertThat(fine.epsilon(sampled(multiplier, rate, steps + 20), delta)
                            .epsilon())
                    .isGreaterThanOrEqualTo(least - 1e-9);
            assertThat(fine.epsilon(sampled(multiplier, rate * 0.9, steps), delta)
                            .epsilon())
                    .isLessThanOrEqualTo(least);
        }
    }

    /** Coordinator, participants and auditor compare these for equality. */
    @Test
    void theBitsAreTheSameEverywhereWhateverWasAskedBefore() {
        Composition releases = sampled(1.1, 0.004, 700);
        double first = new PldAccountant().epsilon(releases, 1e-6).epsilon();
        PldAccountant used = new PldAccountant();
        assertThat(used.epsilon(sampled(1.1, 0.004, 90_000), 1e-9).epsilon()).isPositive();
        assertThat(used.epsilon(releases, 1e-6).epsilon()).isEqualTo(first);
        assertThat(Double.toHexString(first)).isEqualTo("0x1.1f315dcb0028dp-1");
        assertThat(Double.toHexString(RDP.epsilon(releases, 1e-6).epsilon())).isEqualTo("0x1.019fe5a683809p0");
    }

    @Test
    void extremesAreAnsweredOrRefused() {
        assertThat(PLD.epsilon(sampled(1, 1e-12, 1000), 1e-8).epsilon()).isLessThan(1e-6);
        assertThat(PLD.epsilon(sampled(1e6, 0.001, 1_000_000), 1e-8).epsilon()).isLessThan(1e-5);
        assertThat(PLD.epsilon(sampled(0.01, 0.001, 1), 1e-6).epsilon()).isBetween(5000.0, 6000.0);
        assertThatThrownBy(() -> PLD.epsilon(sampled(1, 0.1, 1L << 38), 1e-6))
                .isInstanceOf(AccountantRefused.class)
                .hasMessageContaining("ten million");
        assertThatThrownBy(() -> PLD.epsilon(Composition.of(new Mechanism.PoissonDiscreteGaussian(4, 1, 0.1), 1), 1e-6))
                .isInstanceOf(AccountantRefused.class);
        assertThatThrownBy(() -> PLD.epsilon(Composition.of(new Mechanism.DiscreteGaussian(1e8, 1), 1), 1e-6))
                .isInstanceOf(AccountantRefused.class);
        assertThatIllegalArgumentException().isThrownBy(() -> PLD.epsilon(sampled(1, 0.1, 1), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> PLD.epsilon(sampled(1, 0.1, 1), 1e-30));
        assertThatIllegalArgumentException().isThrownBy(() -> PLD.delta(sampled(1, 0.1, 1), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> sampled(0.001, 0.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> sampled(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> sampled(1, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> sampled(1, 0.1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PldAccountant(1));
    }

    @Test
    void nothingCostsNothing() {
        assertThat(PLD.epsilon(Composition.NONE, 1e-6).epsilon()).isZero();
        assertThat(PLD.delta(Composition.NONE, 0)).isZero();
    }

    private static Composition sampled(double multiplier, double rate, long steps) {
        return Composition.of(new Mechanism.PoissonGaussian(multiplier, rate), steps);
    }
}
