// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * The Rényi divergence of one release, in the worse direction, at one order.
 *
 * <p>The Poisson-subsampled Gaussian needs {@code A = E[(1 + q (e^t - 1))^order]} over {@code x ~ N(0, z^2)}, {@code t =
 * (2x - 1) / 2z^2} (Mironov, Talwar and Zhang 2019, section 3.3; the other direction is smaller, theorem 5). With {@code u =
 * q (e^t - 1)}, whose mean is 0, {@code A - 1 = E[(1 + u)^order - 1 - order u]}: never negative, so nothing cancels and small
 * divergences keep their digits. At integer orders the expectation is a finite sum of positive terms; at others the
 * trapezoid rule on the line, whose error falls exponentially with the step for such integrands (Trefethen and Weideman
 * 2014): below 1e-13 of the value here. Binomial series with their signs dropped are wrong at such orders.
 */
final class RenyiDivergence {
    private static final double RANGE = 12;
    private static final double INTEGER_LIMIT = 1 << 16;
    private static final double MOST_NODES = 1 << 17;

    private RenyiDivergence() {}

    static double of(Mechanism mechanism, double order) {
        if (mechanism instanceof Mechanism.Gaussian gaussian) {
            return gaussian(gaussian.noiseMultiplier(), order);
        }
        if (mechanism instanceof Mechanism.PoissonGaussian sampled) {
            return sampled(sampled.noiseMultiplier(), sampled.samplingRate(), order);
        }
        if (mechanism instanceof Mechanism.PoissonDiscreteGaussian sampled) {
            return sampledDiscrete(sampled, order);
        }
        if (mechanism instanceof Mechanism.Laplace laplace) {
            return laplace(laplace.scale(), order);
        }
        return discrete((Mechanism.DiscreteGaussian) mechanism, order);
    }

    /** Mironov 2017, proposition 7. */
    private static double gaussian(double multiplier, double order) {
        return order / (2 * multiplier * multiplier);
    }

    /** Canonne, Kamath and Steinke 2020, theorem 4: at most that of the Gaussian, in any dimension. */
    private static double discrete(Mechanism.DiscreteGaussian mechanism, double order) {
        if (mechanism.truncation() != Mechanism.DiscreteGaussian.UNTRUNCATED) {
            throw new AccountantRefused(
                    "The accountant rdp charges discrete Gaussians without truncation, but one is truncated at "
                            + mechanism.truncation() + ", where no order has a finite divergence",
                    "Use the accountant pld");
        }
        return gaussian(mechanism.sigma() / mechanism.sensitivity(), order);
    }

    /** {@code D_inf} would be finite, but at fractional orders the lattice sums do not cancel. */
    private static double sampledDiscrete(Mechanism.PoissonDiscreteGaussian mechanism, double order) {
        if (mechanism.samplingRate() == 1) {
            return gaussian(mechanism.noiseMultiplier(), order);
        }
        if (!Orders.isInteger(order)) {
            throw new AccountantRefused(
                    "The accountant rdp charges a Poisson-subsampled discrete Gaussian at integer orders, but was asked for "
                            + order,
                    "Ask for an integer order");
        }
        return sampled(mechanism.noiseMultiplier(), mechanism.samplingRate(), order);
    }

    /** Mironov 2017, proposition 6. */
    private static double laplace(double scale, double order) {
        double near = StrictMath.log(order / (2 * order - 1)) + (order - 1) / scale;
        double far = StrictMath.log((order - 1) / (2 * order - 1)) - order / scale;
        return (near + StrictMath.log1p(StrictMath.exp(far - near))) / (order - 1);
    }

    private static double sampled(double multiplier, double rate, double order) {
        if (rate == 1 || Double.isInfinite(order)) {
            return gaussian(multiplier, order);
        }
        return logMoment(multiplier, rate, order) / (order - 1);
    }

    /** {@code log A}. */
    private static double logMoment(double multiplier, double rate, double order) {
        if (order == 1) {
            return 0;
        }
        boolean exact = Orders.isInteger(order) && order <= INTEGER_LIMIT;
        double step = Math.min(multiplier / 3, multiplier * multiplier / 2);
        double nodes = Math.ceil((order + 2 * RANGE * multiplier) / step);
        if (!exact && nodes > MOST_NODES && order <= INTEGER_LIMIT) {
            // With hardly any noise; log A is convex in the order, so that the chord between integers is a bound.
            double below = Math.floor(order);
            return (below + 1 - order) * logMoment(multiplier, rate, below)
                    + (order - below) * logMoment(multiplier, rate, below + 1);
        }
        double excess = exact
                ? binomial(multiplier, rate, (int) order)
                : quadrature(multiplier, rate, order, step, (long) nodes);
        return excess > 40 ? excess : StrictMath.log1p(StrictMath.exp(excess));
    }

    /** The logarithm of {@code A - 1 = sum_k>=2 C(order, k) q^k (1-q)^(order-k) (exp((k^2 - k) / 2z^2) - 1)}. */
    private static double binomial(double multiplier, double rate, int order) {
        double logRate = StrictMath.log(rate);
        double logRest = StrictMath.log1p(-rate);
        LogSum sum = new LogSum();
        double logChoose = StrictMath.log(order);
        for (int k = 2; k <= order; k++) {
            logChoose += StrictMath.log((order - k + 1.0) / k);
            double moment = k * (k - 1.0) / (2 * multiplier * multiplier);
            sum.add(logChoose + k * logRate + (order - k) * logRest + logExpm1(moment));
        }
        return sum.value();
    }

    private static double quadrature(double multiplier, double rate, double order, double step, long nodes) {
        double variance = multiplier * multiplier;
        double from = -RANGE * multiplier;
        double logRate = StrictMath.log(rate);
        double logDensity = StrictMath.log(step / (multiplier * Math.sqrt(2 * Math.PI)));
        LogSum sum = new LogSum();
        for (long node = 0; node <= nodes; node++) {
            double x = from + node * step;
            double t = (2 * x - 1) / (2 * variance);
            double log1p = t < 40 ? StrictMath.log1p(rate * StrictMath.expm1(t)) : logRate + t;
            double u = t < 40 ? rate * StrictMath.expm1(t) : Double.POSITIVE_INFINITY;
            sum.add(logDensity - x * x / (2 * variance) + logExcess(u, log1p, order));
        }
        return sum.value();
    }

    /** The logarithm of {@code (1 + u)^order - 1 - order u}. */
    private static double logExcess(double u, double log1p, double order) {
        double power = order * log1p;
        if (power > 40) {
            // The part subtracted is (1 + order u) (1 + u)^-order of the whole.
            double part = Double.isInfinite(u) ? 0 : (1 + order * u) * StrictMath.exp(-power);
            return power + StrictMath.log1p(-Math.min(part, 0.5));
        }
        if (Math.abs(u) * order > 0.01) {
            return StrictMath.log(Math.max(StrictMath.expm1(power) - order * u, Double.MIN_NORMAL));
        }
        double term = order * u;
        double sum = 0;
        for (int k = 2; k <= 9; k++) {
            term *= u * (order - k + 1) / k;
            sum += term;
        }
        return StrictMath.log(Math.max(sum, Double.MIN_NORMAL));
    }

    private static double logExpm1(double x) {
        return x > 40 ? x : StrictMath.log(StrictMath.expm1(x));
    }
}
