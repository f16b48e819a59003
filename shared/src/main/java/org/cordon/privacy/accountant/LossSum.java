// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * The sum of independent privacy losses in one direction, and its hockey-stick: delta for epsilon and the other way round.
 * It chooses the tilt; {@link TiltedSum} composes.
 */
final class LossSum {
    /** A distribution, and how often it is added. */
    record Part(LossDistribution distribution, long count) {}

    /** What a computed loss may be off by, over one plus the greatest: a few roundings of its argument. */
    static final double LOSS = 1e-15;

    /** A share of delta that moves epsilon by less than the grid does. */
    private static final double NOTABLE = 1e-6;

    private final List<Part> parts;
    private final double step;
    private final double infinity;

    LossSum(List<Part> parts) {
        this.parts = parts;
        step = parts.get(0).distribution().step();
        double logFinite = 0;
        for (Part part : parts) {
            logFinite += part.count() * StrictMath.log1p(-part.distribution().infinity());
        }
        infinity = -StrictMath.expm1(logFinite);
    }

    /** The logarithm of the moment of the sum, and its tilted mean and variance. */
    LossDistribution.Moments moments(double theta) {
        double log = 0;
        double mean = 0;
        double variance = 0;
        for (Part part : parts) {
            LossDistribution.Moments one = part.distribution().logMoments(theta);
            log += part.count() * one.log();
            mean += part.count() * one.mean();
            variance += part.count() * one.variance();
        }
        return new LossDistribution.Moments(log, mean, variance);
    }

    double step() {
        return step;
    }

    /** The probability that the loss is infinite. */
    double infinity() {
        return infinity;
    }

    List<Part> parts() {
        return parts;
    }

    double logMoment(double theta) {
        return sum(part -> part.distribution().logMoment(theta));
    }

    double sum(ToDoubleFunction<Part> each) {
        double sum = 0;
        for (Part part : parts) {
            sum += part.count() * each.applyAsDouble(part);
        }
        return sum;
    }

    /** No loss of the sum but infinity is above. */
    double greatest() {
        return sum(part -> part.distribution().greatest());
    }

    double least() {
        return sum(part -> part.distribution().loss(0));
    }

    /** The transform this sum needs is longer than {@code most}. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1;
    }

    double epsilon(double delta, int most, IntFunction<Fourier> transforms) throws TooLong {
        if (infinity >= delta) {
            return Double.POSITIVE_INFINITY;
        }
        double logDelta = StrictMath.log(delta);
        double theta = decreasingRoot(at -> {
            LossDistribution.Moments moments = moments(at);
            return moments.log() - at * moments.mean() - StrictMath.log1p(at) - logDelta;
        });
        TiltedSum tail = new TiltedSum(this, theta, most, transforms);
        double epsilon = tail.epsilon(delta);
        if (tail.errorAt(epsilon) > infinity + NOTABLE * delta) {
            // Where the Rényi bound is loose its theta is not the best: once more, for the epsilon now known.
            epsilon = Math.min(epsilon, new TiltedSum(this, thetaFor(epsilon), most, transforms).epsilon(delta));
        }
        return Math.max(0, Math.min(epsilon, greatest()) + drift());
    }

    /** How far the computed sum may lie below the true one. */
    private double drift() {
        return sum(part -> LOSS
                * (1
                        + Math.max(
                                -part.distribution().loss(0),
                                part.distribution().greatest())));
    }

    double delta(double statedEpsilon, int most, IntFunction<Fourier> transforms) throws TooLong {
        double epsilon = statedEpsilon - drift();
        if (epsilon >= greatest()) {
            return infinity;
        }
        return Math.min(1, new TiltedSum(this, thetaFor(epsilon), most, transforms).delta(epsilon));
    }

    /** Where the Rényi bound on delta is least. */
    private double thetaFor(double epsilon) {
        return decreasingRoot(at -> epsilon - moments(at).mean() - StrictMath.log(at / (1 + at)));
    }

    /** Any theta gives a bound, so a few per cent are near enough. */
    private double decreasingRoot(DoubleUnaryOperator function) {
        double most = 1 / step;
        double theta = 1;
        while (theta < most && function.applyAsDouble(theta) > 0) {
            theta *= 2;
        }
        while (theta > 0x1p-30 && function.applyAsDouble(theta / 2) < 0) {
            theta /= 2;
        }
        double below = theta / 2;
        double above = Math.min(theta, most);
        for (int i = 0; i < 5 && below < above; i++) {
            double middle = (below + above) / 2;
            if (function.applyAsDouble(middle) > 0) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }
}
