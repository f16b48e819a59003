// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * The privacy loss of the Poisson-subsampled Gaussian: {@code l(x) = log(1 - q + q e^t)}, {@code t = (2x - 1) / 2z^2}, with
 * {@code x} from the mixture {@code (1-q) N(0, z^2) + q N(1, z^2)} when the unit is removed, and {@code -l(x)} with {@code x
 * ~ N(0, z^2)} when it is added (Zhu, Dong and Wang 2022, section 4).
 */
final class SampledGaussianLoss {
    private final double multiplier;
    private final double variance;
    private final double rate;
    private final double logRate;

    SampledGaussianLoss(double multiplier, double rate) {
        this.multiplier = multiplier;
        this.variance = multiplier * multiplier;
        this.rate = rate;
        this.logRate = StrictMath.log(rate);
    }

    double least() {
        return loss(lowest());
    }

    double greatest() {
        return loss(highest());
    }

    private double lowest() {
        return -PrivacyLosses.RANGE * multiplier;
    }

    private double highest() {
        return 1 + PrivacyLosses.RANGE * multiplier;
    }

    private double loss(double x) {
        double t = (2 * x - 1) / (2 * variance);
        if (rate == 1) {
            return t;
        }
        return t > 40
                ? logRate + t + StrictMath.log1p((1 - rate) / rate * StrictMath.exp(-t))
                : StrictMath.log1p(rate * StrictMath.expm1(t));
    }

    /** Where the loss is {@code loss}; minus infinity below all losses. */
    private double at(double loss) {
        if (rate == 1) {
            return variance * loss + 0.5;
        }
        double t;
        if (loss > 30) {
            t = loss - logRate + StrictMath.log1p(-(1 - rate) * StrictMath.exp(-loss));
        } else {
            double ratio = StrictMath.expm1(loss) / rate;
            t = ratio <= -1 ? Double.NEGATIVE_INFINITY : StrictMath.log1p(ratio);
        }
        return variance * t + 0.5;
    }

    PrivacyLosses on(double step, double infinity) {
        long first = (long) Math.floor(least() / step) - 1;
        long last = (long) Math.ceil(greatest() / step) + 1;
        ConnectTheDots removed = new ConnectTheDots(step, first, last);
        ConnectTheDots added = new ConnectTheDots(step, -last, -first);
        double panel = Math.min(multiplier / 12, variance / 4);
        double logDensity = -StrictMath.log(multiplier * Math.sqrt(2 * Math.PI));
        double from = lowest();
        for (long upper = first + 1; upper <= last; upper++) {
            double to = Math.min(highest(), at(upper * step));
            if (to > from) {
                long cell = upper;
                GaussLegendre.integrate(from, to, panel, (x, weight) -> {
                    double loss = loss(x);
                    double log = logDensity - x * x / (2 * variance);
                    removed.add(cell, loss, weight * StrictMath.exp(log + loss));
                    if (rate < 1) {
                        added.add(1 - cell, -loss, weight * StrictMath.exp(log));
                    }
                });
                from = to;
            }
        }
        LossDistribution both = removed.distribution(infinity);
        // On all of the data both directions are the same.
        return new PrivacyLosses(both, rate < 1 ? added.distribution(infinity) : both, rate == 1);
    }
}
