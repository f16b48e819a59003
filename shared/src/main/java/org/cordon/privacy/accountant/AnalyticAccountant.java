// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.util.OptionalDouble;

/**
 * The exact trade-off of Gaussian releases (Balle and Wang 2018, theorem 8); of nothing else.
 *
 * <p><b>Guarantees.</b> Exact but for rounding, which is on the safe side: delta is stated above what was computed by several
 * times the error of the normal distribution function and of its argument.
 */
public final class AnalyticAccountant implements Accountant {
    private static final double LEAST_DELTA = 1e-200;
    /**
     * The normal distribution function is off by at most 1e-14 of its value; its argument by two roundings, which weigh at
     * most 40 times as much where delta is above the least.
     */
    private static final double ROUNDING = 1e-14;

    @Override
    public String name() {
        return "analytic";
    }

    @Override
    public PrivacyGuarantee epsilon(Composition releases, double delta) {
        Parameters.requireDelta(delta, LEAST_DELTA);
        double epsilon = releases.releases().isEmpty() ? 0 : epsilon(multiplier(releases), delta);
        return new PrivacyGuarantee(epsilon, delta, name(), OptionalDouble.empty());
    }

    @Override
    public double delta(Composition releases, double epsilon) {
        Parameters.requireEpsilon(epsilon);
        return releases.releases().isEmpty() ? 0 : delta(multiplier(releases), epsilon);
    }

    private static double multiplier(Composition releases) {
        Composition merged = releases.merged();
        if (merged.releases().size() == 1
                && merged.releases().get(0).mechanism() instanceof Mechanism.Gaussian gaussian) {
            return gaussian.noiseMultiplier();
        }
        throw new AccountantRefused(
                "The analytic accountant charges Gaussian releases on all of the data, but was given: "
                        + merged.releases().stream()
                                .map(release -> release.mechanism().title())
                                .reduce((one, other) -> one + ", " + other)
                                .orElse("nothing"),
                "Use the accountant pld or rdp");
    }

    private static double epsilon(double multiplier, double delta) {
        if (delta(multiplier, 0) <= delta) {
            return 0;
        }
        double above = 1;
        while (delta(multiplier, above) > delta) {
            above *= 2;
        }
        double below = above == 1 ? 0 : above / 2;
        double middle = below + (above - below) / 2;
        while (middle > below && middle < above) {
            if (delta(multiplier, middle) <= delta) {
                above = middle;
            } else {
                below = middle;
            }
            middle = below + (above - below) / 2;
        }
        return above;
    }

    /** Both terms share the density at the first argument, so that neither overflows. */
    private static double delta(double multiplier, double epsilon) {
        double half = 1 / (2 * multiplier);
        double shift = epsilon * multiplier;
        double upper = half - shift;
        double first = Normal.cumulative(upper);
        double second = shift + half > 2
                ? Normal.density(upper) * Normal.millsRatio(half + shift)
                : StrictMath.exp(epsilon) * Normal.cumulative(-half - shift);
        double rounding = ROUNDING * (2 + half + shift) * first;
        return Math.min(1, Math.max(0, first - second) + rounding);
    }
}
