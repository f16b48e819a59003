// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.util.function.DoubleFunction;

/**
 * Finds the least noise multiplier that keeps a target epsilon and delta.
 *
 * <p><b>Guarantees.</b> The accountant states at most the target for the multiplier returned: it is at most a part in ten
 * million above the least that does so, and never below it. Deterministic as the accountant is.
 */
public final class Calibration {
    private static final double LEAST = Parameters.LEAST_SAMPLED_NOISE;
    private static final double MOST = 1e9;
    private static final double TOLERANCE = 1e-7;

    private final Accountant accountant;

    /**
     * What was found.
     *
     * @param noiseMultiplier standard deviation of the noise divided by the sensitivity
     * @param guarantee what the accountant states for it; epsilon is at most the target
     */
    public record Calibrated(double noiseMultiplier, PrivacyGuarantee guarantee) {}

    public Calibration(Accountant accountant) {
        this.accountant = accountant;
    }

    /** For {@code steps} releases of the Gaussian on Poisson samples; a rate of 1 is the plain Gaussian. */
    public Calibrated poissonGaussian(double samplingRate, long steps, double epsilon, double delta) {
        return noiseMultiplier(
                multiplier -> Composition.of(
                        samplingRate == 1
                                ? new Mechanism.Gaussian(multiplier)
                                : new Mechanism.PoissonGaussian(multiplier, samplingRate),
                        steps),
                epsilon,
                delta);
    }

    /**
     * For any releases.
     *
     * @param releases what is released with a given noise multiplier; more noise must never cost more
     * @param epsilon the target, above 0
     * @param delta the target
     */
    public Calibrated noiseMultiplier(DoubleFunction<Composition> releases, double epsilon, double delta) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epsilon must be finite and above 0, but was " + epsilon);
        }
        Search search = new Search(releases, epsilon, delta);
        search.bracket();
        search.narrow();
        return new Calibrated(search.enough, search.guarantee);
    }

    /** Between a multiplier that is too small and one that is enough. */
    private final class Search {
        private final DoubleFunction<Composition> releases;
        private final double target;
        private final double delta;

        private double small;
        private double smallGap;
        private double enough = 1;
        private double enoughGap;
        private PrivacyGuarantee guarantee;

        Search(DoubleFunction<Composition> releases, double target, double delta) {
            this.releases = releases;
            this.target = target;
            this.delta = delta;
            guarantee = at(1);
        }

        private PrivacyGuarantee at(double multiplier) {
            return accountant.epsilon(releases.apply(multiplier), delta);
        }

        /** Epsilon over target, as a logarithm: nearly linear in that of the multiplier. */
        private double gap(PrivacyGuarantee stated) {
            return StrictMath.log(Math.max(stated.epsilon(), 1e-300) / target);
        }

        void bracket() {
            double multiplier = 1;
            PrivacyGuarantee stated = guarantee;
            boolean kept = stated.epsilon() <= target;
            while (true) {
                if (stated.epsilon() <= target) {
                    enough = multiplier;
                    enoughGap = gap(stated);
                    guarantee = stated;
                } else {
                    small = multiplier;
                    smallGap = gap(stated);
                }
                if (stated.epsilon() <= target != kept || (kept && multiplier <= LEAST)) {
                    return;
                }
                if (multiplier >= MOST) {
                    throw new AccountantRefused(
                            "The accountant " + accountant.name() + " finds no noise multiplier up to 1e9 for epsilon "
                                    + target + " at delta " + delta,
                            "Ask for a larger epsilon or delta, or release less often");
                }
                multiplier = kept ? Math.max(LEAST, multiplier / 2) : Math.min(MOST, multiplier * 2);
                stated = at(multiplier);
            }
        }

        /** Regula falsi with the Illinois rule; bisection where it would creep. */
        void narrow() {
            int kept = 0;
            for (int i = 0; small > 0 && enough > small * (1 + TOLERANCE); i++) {
                double share = smallGap / (smallGap - enoughGap);
                boolean creeps = i % 4 == 3 || !(share > 0 && share < 1);
                double multiplier = creeps ? Math.sqrt(small * enough) : small * StrictMath.pow(enough / small, share);
                double margin = small * TOLERANCE / 2;
                multiplier = Math.min(Math.max(multiplier, small + margin), enough - margin);
                PrivacyGuarantee stated = at(multiplier);
                if (stated.epsilon() <= target) {
                    enough = multiplier;
                    enoughGap = gap(stated);
                    guarantee = stated;
                    smallGap = kept > 0 ? smallGap / 2 : smallGap;
                    kept = 1;
                } else {
                    small = multiplier;
                    smallGap = gap(stated);
                    enoughGap = kept < 0 ? enoughGap / 2 : enoughGap;
                    kept = -1;
                }
            }
        }
    }
}
