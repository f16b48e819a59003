// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseShareTest {
    private static final long UNITS = IntegerClip.DEFAULT_UNITS;

    @ParameterizedTest
    @CsvSource({
        // z in micro, units, m, c, variance by hand
        "1000000, 1048576, 2, 1, 1099511627776",
        "1000000, 1048576, 4, 1, 366503875926", // 2^40 / 3 = 366503875925.33
        "100000000, 1048576, 2, 1, 10995116277760000",
        "1, 4000000, 2, 1, 16",
        "1000001, 1000, 2, 1, 1000003", // 10^6 (1.000001)^2 = 1000002.000001
    })
    void varianceIsRoundedUp(long micro, long units, int m, int c, long variance) {
        assertThat(share(micro, units, m, c).variance()).isEqualTo(variance);
    }

    @Test
    void neitherLessNoiseThanAskedForNorMoreIsClaimedThanThereIs() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            int m = 1 + random.nextInt(100);
            int c = random.nextInt(m);
            NoiseShare share = share(1000 + random.nextInt(10_000_000), UNITS, m, c);
            BigInteger micro = BigInteger.valueOf(share.release().multiplierMicro());
            BigInteger wanted = micro.multiply(BigInteger.valueOf(UNITS)).pow(2);
            BigInteger unit = BigInteger.TEN.pow(12);
            BigInteger given = BigInteger.valueOf(share.variance()).multiply(BigInteger.valueOf(m - c));
            assertThat(given.multiply(unit)).isGreaterThanOrEqualTo(wanted);
            BigInteger less = given.subtract(BigInteger.valueOf(m - c));
            assertThat(less.multiply(unit)).isLessThan(wanted);
            int survivors = m + random.nextInt(20);
            BigInteger claimed = BigInteger.valueOf(share.effectiveMultiplierMicro(survivors));
            BigInteger there = BigInteger.valueOf(share.variance())
                    .multiply(BigInteger.valueOf(survivors - c))
                    .multiply(unit);
            BigInteger square = BigInteger.valueOf(UNITS).pow(2);
            assertThat(claimed.pow(2).multiply(square)).isLessThanOrEqualTo(there);
            assertThat(claimed.add(BigInteger.ONE).pow(2).multiply(square)).isGreaterThan(there);
            assertThat(share.effectiveMultiplierMicro(m))
                    .isGreaterThanOrEqualTo(share.release().multiplierMicro());
        }
    }

    @Test
    void theTailIsTenSigmasOfAllRoundedUp() {
        assertThat(share(1, 4_000_000, 2, 1).tail(1)).isEqualTo(40);
        assertThat(share(1, 4_000_000, 2, 1).tail(2)).isEqualTo(57); // 40 sqrt 2 = 56.57
        assertThat(share(1_000_000, UNITS, 2, 1).tail(25)).isEqualTo(50 * UNITS);
    }

    @Test
    void refusesWhatItCannotKeep() {
        assertRefused(
                1,
                1 << 20,
                2,
                1,
                "variance of a party's noise must be in [16, 2^60], but was 2 at a noise multiplier of 0.000001 and a"
                        + " squared sensitivity of 1099511627776: choose another noise multiplier, or let a unit count for more words");
        assertRefused(
                1_000_000,
                (1L << 30) + 1,
                2,
                1,
                "variance of a party's noise must be in [16, 2^60], but was 1152921506754330625 at a noise multiplier of"
                        + " 1 and a squared sensitivity of 1152921506754330625: choose another noise multiplier, or let a unit count for fewer words");
        assertRefused(1_000_000, UNITS, 3, 3, "corrupt must be in [0, 2], but was 3");
        assertRefused(0, UNITS, 3, 1, "multiplierMicro must be in [1, 10000000000], but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> share(1_000_000, UNITS, 3, 1).effectiveMultiplierMicro(2))
                .withMessage("survivors must be in [3, 1048576], but was 2");
    }

    private static NoiseShare share(long micro, long sensitivity, int m, int c) {
        return new NoiseShare(Release.ofAll(sensitivity * sensitivity, micro), m, c);
    }

    private static void assertRefused(long micro, long units, int m, int c, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> share(micro, units, m, c))
                .withMessage(message);
    }
}
