// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

/**
 * The differential privacy that every sum of a task must keep together: (epsilon, delta) over the whole task, for what one
 * unit contributes.
 *
 * <p><b>Does not check</b> that a computation can keep it; until one can, such a charter is refused where it is submitted
 * or offered ({@link ApprovedCharter#verify}).
 *
 * @param unit whose presence is hidden
 * @param contributionBound most records of one unit that count, 1 to 1,000,000; 1 where the unit is a record
 * @param epsilonMicro epsilon in millionths, 1 to 100,000,000
 * @param deltaExponent delta is ten to the power of minus this, 3 to 18
 */
public record PrivacyTerms(
        Unit unit, int contributionBound, long epsilonMicro, int deltaExponent, Clip clip, Accountant accountant) {
    /** Greatest epsilon in millionths; beyond it nothing is hidden. */
    public static final long MAX_EPSILON_MICRO = 100_000_000;

    private static final int MAX_CONTRIBUTION = 1_000_000;

    /** Whose presence in the data is hidden. */
    public enum Unit {
        /** All records of one customer together. */
        CUSTOMER,
        /** One record. */
        RECORD
    }

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
        requireRange("contributionBound", contributionBound, 1, MAX_CONTRIBUTION);
        requireRange("epsilonMicro", epsilonMicro, 1, MAX_EPSILON_MICRO);
        requireRange("deltaExponent", deltaExponent, 3, 18);
        if (unit == Unit.RECORD && contributionBound != 1) {
            throw new IllegalArgumentException(
                    "contributionBound must be 1 where the unit is a record, but was " + contributionBound);
        }
    }

    private static void requireRange(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "], but was " + value);
        }
    }
}
