// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;

/**
 * The differential privacy that every sum of a task must keep together: (epsilon, delta) over the whole task, for what one
 * unit contributes.
 *
 * <p><b>Does not check</b> that the stages of a charter keep it together; {@link PrivacyPlan} does.
 *
 * @param protects whose presence is hidden, and how many records of it count
 * @param reason why a record is hidden and not a customer, at most 1000 characters; there exactly where the unit is a record
 * @param epsilonMicro epsilon in millionths, 1 to 100,000,000
 * @param deltaExponent delta is ten to the power of minus this, 3 to 18
 */
public record PrivacyTerms(
        UnitBound protects,
        Optional<String> reason,
        long epsilonMicro,
        int deltaExponent,
        Clip clip,
        Accountant accountant) {
    /** Greatest epsilon in millionths; beyond it nothing is hidden. */
    public static final long MAX_EPSILON_MICRO = 100_000_000;

    private static final int MILLIONTHS = 6;

    /** How the loss of several sums is added up. */
    public enum Accountant {
        /** Renyi differential privacy (Mironov 2017). */
        RDP,
        /** Privacy loss distributions (Koskela et al. 2020). */
        PLD
    }

    /** How a contribution's L2 norm is bounded before noise. */
    public sealed interface Clip {
        /** A bound that the charter fixes, in millionths. */
        record Fixed(long normMicro) implements Clip {
            public Fixed {
                requireNorm("normMicro", normMicro);
            }
        }

        /**
         * A bound that follows a quantile of the norms, learned under the same budget (Andrew et al. 2021).
         *
         * @param initialNormMicro bound of the first sum, in millionths
         * @param quantilePercent which quantile, 1 to 99
         */
        record Adaptive(long initialNormMicro, int quantilePercent) implements Clip {
            public Adaptive {
                requireNorm("initialNormMicro", initialNormMicro);
                requireRange("quantilePercent", quantilePercent, 1, 99);
            }
        }

        private static void requireNorm(String name, long value) {
            requireRange(name, value, 1, 1_000_000_000_000L);
        }
    }

    public PrivacyTerms {
        requireRange("epsilonMicro", epsilonMicro, 1, MAX_EPSILON_MICRO);
        requireRange("deltaExponent", deltaExponent, 3, 18);
        if (reason.isPresent() != (protects.unit() == PrivacyUnit.RECORD)) {
            throw new IllegalArgumentException(
                    "reason must be there exactly where the unit is a record, but the unit is a "
                            + protects.unit().name().toLowerCase(Locale.ROOT) + " and the reason was "
                            + (reason.isPresent() ? "there" : "missing")
                            + "; a customer with many records is hidden less, so"
                            + " say why that is enough");
        }
        reason.ifPresent(why -> Text.requireProse("reason", why, Charter.MAX_PROSE));
    }

    /** A number as files write it, in millionths; finer ones are an {@link IllegalArgumentException}. */
    public static long micro(String name, double value) {
        return scaled(name, value, MILLIONTHS);
    }

    /** A number as files write it, in units of so many decimals; finer ones are an {@link IllegalArgumentException}. */
    public static long scaled(String name, double value, int decimals) {
        try {
            return BigDecimal.valueOf(value).movePointRight(decimals).longValueExact();
        } catch (ArithmeticException finer) {
            throw new IllegalArgumentException(
                    name + " must have at most " + decimals + " decimals, but was " + BigDecimal.valueOf(value), finer);
        }
    }

    /** The exponent of a delta as files write it; others than powers of ten are an {@link IllegalArgumentException}. */
    public static int exponent(double delta) {
        BigDecimal exact = BigDecimal.valueOf(delta).stripTrailingZeros();
        if (!exact.unscaledValue().equals(BigInteger.ONE) || exact.scale() < 3 || exact.scale() > 18) {
            throw new IllegalArgumentException("delta must be a power of ten from 1e-3 to 1e-18, but was " + delta);
        }
        return exact.scale();
    }

    /** 10^-deltaExponent. */
    public double delta() {
        return 1 / StrictMath.pow(10, deltaExponent);
    }

    /** Epsilon. */
    public double epsilon() {
        return epsilonMicro / 1e6;
    }

    private static void requireRange(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "], but was " + value);
        }
    }
}
