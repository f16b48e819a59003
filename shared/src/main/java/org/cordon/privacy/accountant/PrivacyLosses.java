// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * The privacy losses of one release in both directions, on a grid of {@code step}.
 *
 * @param removed one unit is removed
 * @param added one unit is added
 * @param symmetric whether both are the same
 */
record PrivacyLosses(LossDistribution removed, LossDistribution added, boolean symmetric) {
    /** Standard deviations of noise that are looked at; what lies beyond (1.8e-33 on each side) counts as infinite loss. */
    static final double RANGE = 12;

    private static final double BEYOND = 4e-33;
    private static final double MOST_ATOMS = 1 << 25;

    static PrivacyLosses of(Mechanism mechanism, double step) {
        if (mechanism instanceof Mechanism.Gaussian gaussian) {
            return new SampledGaussianLoss(gaussian.noiseMultiplier(), 1).on(step, BEYOND);
        }
        if (mechanism instanceof Mechanism.PoissonGaussian sampled) {
            return new SampledGaussianLoss(sampled.noiseMultiplier(), sampled.samplingRate()).on(step, BEYOND);
        }
        if (mechanism instanceof Mechanism.DiscreteGaussian discrete) {
            return discrete(discrete, step);
        }
        if (mechanism instanceof Mechanism.Laplace laplace) {
            return laplace(laplace.scale(), step);
        }
        throw new AccountantRefused(
                "The accountant pld charges no Poisson-subsampled discrete Gaussian: for vectors of integers no single shift"
                        + " is the worst",
                "Use the accountant rdp");
    }

    /** A bound on the length of the interval of losses, and an estimate of their standard deviation. */
    static Spread spread(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Gaussian gaussian) {
            double multiplier = gaussian.noiseMultiplier();
            return new Spread(2 * RANGE / multiplier + 1 / (multiplier * multiplier), 1 / multiplier);
        }
        if (mechanism instanceof Mechanism.PoissonGaussian sampled) {
            double multiplier = sampled.noiseMultiplier();
            SampledGaussianLoss loss = new SampledGaussianLoss(multiplier, sampled.samplingRate());
            double deviation = sampled.samplingRate() * Math.sqrt(StrictMath.expm1(1 / (multiplier * multiplier)));
            return new Spread(loss.greatest() - loss.least(), Math.min(1 / multiplier, deviation));
        }
        if (mechanism instanceof Mechanism.DiscreteGaussian discrete) {
            double multiplier = discrete.sigma() / discrete.sensitivity();
            return new Spread(2 * RANGE / multiplier + 2 / (multiplier * multiplier), 1 / multiplier);
        }
        if (mechanism instanceof Mechanism.Laplace laplace) {
            return new Spread(2 / laplace.scale(), 1 / laplace.scale());
        }
        return new Spread(1, 1);
    }

    /** See {@link #spread}. */
    record Spread(double range, double deviation) {}

    private static PrivacyLosses discrete(Mechanism.DiscreteGaussian mechanism, double step) {
        double sigma = mechanism.sigma();
        double shift = mechanism.sensitivity();
        if (sigma * 2 * RANGE > MOST_ATOMS) {
            throw new AccountantRefused(
                    "The accountant pld charges discrete Gaussians with sigma up to " + (long) (MOST_ATOMS / 2 / RANGE)
                            + ", but one has " + sigma,
                    "Use the accountant rdp, or the continuous Gaussian with the same noise multiplier");
        }
        DiscreteGaussianNoise noise = new DiscreteGaussianNoise(sigma, mechanism.truncation());
        long reach = noise.reach();
        double scale = shift / (sigma * sigma);
        double greatest = (reach + shift / 2) * scale;
        ConnectTheDots dots = new ConnectTheDots(
                step, (long) Math.floor(-greatest / step) - 1, (long) Math.ceil(greatest / step) + 1);
        double infinite = reach < mechanism.truncation() ? BEYOND : 0;
        for (long x = -reach; x <= reach; x++) {
            // The release x + shift of the one data set would be noise x + shift under the other.
            if (x + mechanism.sensitivity() > mechanism.truncation()) {
                infinite += noise.probability(x);
            } else {
                dots.add((x + shift / 2) * scale, noise.probability(x));
            }
        }
        LossDistribution both = dots.distribution(infinite);
        return new PrivacyLosses(both, both, true);
    }

    /** Loss {@code 1/b} with probability 1/2, {@code -1/b} with {@code e^(-1/b)/2}, and a density {@code e^((l-1/b)/2)/4}. */
    private static PrivacyLosses laplace(double scale, double step) {
        double most = 1 / scale;
        long last = (long) Math.ceil(most / step);
        ConnectTheDots dots = new ConnectTheDots(step, -last - 1, last + 1);
        dots.add(most, 0.5);
        dots.add(-most, StrictMath.exp(-most) / 2);
        for (long upper = -last + 1; upper <= last; upper++) {
            double from = Math.max(-most, (upper - 1) * step);
            double to = Math.min(most, upper * step);
            if (to > from) {
                long cell = upper;
                GaussLegendre.integrate(
                        from,
                        to,
                        0.1,
                        (loss, weight) -> dots.add(cell, loss, weight * StrictMath.exp((loss - most) / 2) / 4));
            }
        }
        LossDistribution both = dots.distribution(0);
        return new PrivacyLosses(both, both, true);
    }
}
