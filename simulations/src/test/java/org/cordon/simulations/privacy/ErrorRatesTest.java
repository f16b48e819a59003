// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRatesTest {
    /** 0 and all by hand, 1 - 0.025^(1/n); the rest as scipy.stats.beta.ppf gives it. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.30849710781876083",
        "10, 10, 0.6915028921812392, 1",
        "5, 10, 0.18708602844739416, 0.8129139715526059",
        "95, 100, 0.8871650888945971, 0.9835680990139963",
        "7, 500000, 5.6287e-6, 2.8846e-5"
    })
    void boundsAreThoseOfClopperAndPearson(int count, int trials, double least, double most) {
        assertThat(ErrorRates.least(count, trials, 0.025)).isCloseTo(least, within(1e-9 + 1e-4 * least));
        assertThat(ErrorRates.most(count, trials, 0.025)).isCloseTo(most, within(1e-9 + 1e-4 * most));
    }

    @Test
    void ratesOfAGaussianGiveItsShiftAndItsEpsilon() {
        ErrorRates rates =
                new ErrorRates(0.15865525393145707, 0.5); // thresholds one deviation above, at a shift of one

        assertThat(rates.shift()).isCloseTo(1, within(1e-9));
        assertThat(rates.epsilon(0.1)).isCloseTo(Math.log(0.4 / 0.15865525393145707), within(1e-12));
        assertThat(new ErrorRates(1, 0).shift()).isZero();
        assertThat(new ErrorRates(0.5, 0.01).epsilon(0.1)).isZero();
    }

    /** Each seed's bound fails with a chance of 5 % at most; more than 20 of 100 do with a chance below 10^-7. */
    @Test
    void aBoundLiesBelowTheTruthAsOftenAsItSays() {
        int above = 0;
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] out =
                    DoubleStream.generate(random::nextGaussian).limit(2000).toArray();
            double[] in = DoubleStream.generate(() -> 1 + random.nextGaussian())
                    .limit(2000)
                    .toArray();
            double bound = ErrorRates.bound(out, in, 0.95, ErrorRates::shift);
            above += bound > 1 ? 1 : 0;
            assertThat(bound).isGreaterThan(0.6);
        }
        assertThat(above).isLessThanOrEqualTo(20);
    }
}
