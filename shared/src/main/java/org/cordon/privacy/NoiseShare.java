// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The discrete Gaussian noise that one party adds to a sum, so that the noise of those who certainly took part and told
 * nobody theirs suffices.
 *
 * <p><b>Guarantees.</b> Whole-number arithmetic throughout. sigma_i^2 = ceil((z sensitivity)^2 / (minSurvivors -
 * corrupt)), so that any minSurvivors parties, of which at most {@code corrupt} subtract what they added, leave noise of
 * variance (z sensitivity)^2 or more. A share of variance below 16 is refused: sums of narrow discrete Gaussians are no
 * discrete Gaussians, while from 16 on the difference is below 10^-60 (tau of Kairouz, Liu and Steinke 2021, theorem 1).
 *
 * <p><b>Does not check</b> that z is large enough for any epsilon: ask an accountant.
 *
 * @param release noise multiplier and sensitivity of the sum
 * @param minSurvivors how many parties' vectors a sum holds at least, 1 to 2^20
 * @param corrupt how many of them may tell their noise, from 0 on, fewer than {@code minSurvivors}
 */
public record NoiseShare(Release release, int minSurvivors, int corrupt) {
    /** The least variance of a share. */
    public static final long MIN_VARIANCE = 16;

    private static final int MAX_PARTIES = 1 << 20;
    private static final BigInteger MICRO_SQUARED = BigInteger.TEN.pow(12);
    /** Tails beyond so many sigmas have a chance below 4 * 10^-22, 2 exp(-50), as the sum is sub-Gaussian. */
    private static final int TAIL_SIGMAS = 10;

    public NoiseShare {
        require("minSurvivors", minSurvivors, 1, MAX_PARTIES);
        require("corrupt", corrupt, 0, minSurvivors - 1L);
        BigInteger variance = variance(release, minSurvivors - corrupt);
        if (variance.compareTo(BigInteger.valueOf(MIN_VARIANCE)) < 0
                || variance.compareTo(BigInteger.valueOf(DiscreteGaussian.MAX_VARIANCE)) > 0) {
            throw new IllegalArgumentException("variance of a party's noise must be in [16, 2^60], but was " + variance
                    + " at a noise multiplier of " + micro(release.multiplierMicro()) + " and a squared sensitivity of "
                    + release.sensitivitySquared() + ": choose another noise multiplier, or let a unit count for "
                    + (variance.bitLength() < 6 ? "more" : "fewer") + " words");
        }
    }

    /** sigma_i^2, what {@link DiscreteGaussian} takes. */
    public long variance() {
        return variance(release, minSurvivors - corrupt).longValueExact();
    }

    /** ceil(10 sigma_i sqrt(parties)): what the noise of so many parties together exceeds with a chance below 4 * 10^-22. */
    public long tail(int parties) {
        require("parties", parties, 1, MAX_PARTIES);
        return tail(BigInteger.valueOf(variance()), parties).longValueExact();
    }

    /** The same where it is not known how many parties were needed or corrupt: as wide as it can be. */
    public static BigInteger widestTail(Release release, int parties) {
        return tail(variance(release, 1), parties);
    }

    private static BigInteger tail(BigInteger variance, int parties) {
        return squareRootUp(variance.multiply(BigInteger.valueOf((long) TAIL_SIGMAS * TAIL_SIGMAS * parties)));
    }

    /**
     * The noise multiplier of a sum of so many parties' vectors, times 10^6, never overstated: z_eff^2 = (survivors -
     * corrupt) sigma_i^2 / sensitivity^2.
     */
    public long effectiveMultiplierMicro(int survivors) {
        require("survivors", survivors, minSurvivors, MAX_PARTIES);
        return BigInteger.valueOf(variance())
                .multiply(BigInteger.valueOf(survivors - corrupt))
                .multiply(MICRO_SQUARED)
                .divide(BigInteger.valueOf(release.sensitivitySquared()))
                .sqrt()
                .longValueExact();
    }

    private static BigInteger variance(Release release, int honest) {
        BigInteger square = BigInteger.valueOf(release.multiplierMicro())
                .pow(2)
                .multiply(BigInteger.valueOf(release.sensitivitySquared()));
        BigInteger divisor = MICRO_SQUARED.multiply(BigInteger.valueOf(honest));
        return square.add(divisor).subtract(BigInteger.ONE).divide(divisor);
    }

    private static BigInteger squareRootUp(BigInteger square) {
        BigInteger[] root = square.sqrtAndRemainder();
        return root[1].signum() == 0 ? root[0] : root[0].add(BigInteger.ONE);
    }

    private static String micro(long value) {
        return BigDecimal.valueOf(value, 6).stripTrailingZeros().toPlainString();
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", " + most + "], but was " + value);
        }
    }
}
