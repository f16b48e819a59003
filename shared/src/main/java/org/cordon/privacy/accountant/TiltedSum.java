// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * A sum of privacy losses, composed by Fourier transform and read from its upper end.
 *
 * <p>Before the transform every distribution is tilted by {@code exp(theta loss)}, afterwards the sum is tilted back. With
 * theta as in the conversion from Rényi divergences, the tilted sum has its mass where delta comes from. So the absolute
 * errors of the transform, and the mass outside its window, become errors relative to delta, and small deltas are as exact
 * as large ones (for insurance losses: Grübel and Hermesmeier 1999; for privacy losses: Alghamdi et al. 2023).
 *
 * <p>The window leaves at most {@link #OUTSIDE} of the tilted mass out on each side, by Chernoff's bound. What wraps around
 * only adds mass inside; what is lost above, and a bound on all rounding, are added to delta.
 *
 * <p>Rounding: entries {@code f} of a distribution's transform have modulus at most 1 and are off by {@code e} (see {@link
 * Fourier}), so a product {@code F} of {@code k} of them is off by {@code k e |F / f|}, by {@code 6 k u |F|} more from
 * squaring, and its inverse by {@code e} in the two-norm. Where a distribution is taken twice or more, {@code |F / f|^2 <=
 * |F|}. So with {@code m} the mean of {@code |F|} over the {@code n} entries, and {@code s} distributions that are taken
 * once, the L1 error is at most {@code sqrt(n) ((s + (k + 1) sqrt(m)) e + 6 k u sqrt(m))}. Masses are off by at most {@link
 * #MASS} of their value each, which is added, and losses by {@link LossSum#LOSS}, which is added to epsilon.
 */
final class TiltedSum {
    private static final double OUTSIDE = 1e-14;
    private static final double MASS = 5e-14;
    private static final double UNIT = 0x1p-53;
    private static final double MOST_ROUNDING = 1e-3;
    private static final double SUMMATION = 1 + 1e-9;

    private final LossSum sum;
    private final double step;
    private final double theta;
    private final double log;
    private final long lowest;
    private final long highest;
    private final double[] tilted;
    private final double error;

    TiltedSum(LossSum sum, double theta, int most, IntFunction<Fourier> transforms) throws LossSum.TooLong {
        this.sum = sum;
        this.theta = theta;
        step = sum.step();
        LossDistribution.Moments moments = sum.moments(theta);
        log = moments.log();
        double deviation = Math.max(step, Math.sqrt(moments.variance()));
        highest = (long) Math.ceil(Math.min(edge(1 / deviation), sum.greatest()) / step);
        lowest = Math.min(highest, (long) Math.floor(Math.max(edge(-1 / deviation), sum.least()) / step));
        long length = Long.highestOneBit(highest - lowest) * 2;
        if (length > most) {
            throw new LossSum.TooLong();
        }
        Fourier transform = transforms.apply((int) Math.max(length, 2));
        tilted = new double[transform.length()];
        error = OUTSIDE + compose(transform, tilted);
    }

    /** Chernoff's bound on the tilted sum: beyond it lies at most {@link #OUTSIDE}. */
    private double edge(double scale) {
        double logOutside = StrictMath.log(OUTSIDE);
        double best = scale > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        for (double factor = 0.125; factor <= 32; factor *= 2) {
            double by = scale * factor;
            if (Math.abs(by) <= 4 / step) {
                double edge = (sum.logMoment(theta + by) - log - logOutside) / by;
                best = scale > 0 ? Math.min(best, edge) : Math.max(best, edge);
            }
        }
        return best;
    }

    /** Fills {@code real} with the tilted sum and returns a bound on its error. */
    private double compose(Fourier transform, double[] real) {
        double[] imaginary = new double[real.length];
        double[] partReal = new double[real.length];
        double[] partImaginary = new double[real.length];
        for (int part = 0; part < sum.parts().size(); part++) {
            boolean first = part == 0;
            double[] re = first ? real : partReal;
            double[] im = first ? imaginary : partImaginary;
            Arrays.fill(re, 0);
            Arrays.fill(im, 0);
            tilt(sum.parts().get(part).distribution(), re);
            transform.forward(re, im);
            power(re, im, sum.parts().get(part).count());
            if (!first) {
                multiply(real, imaginary, re, im);
            }
        }
        double error = error(real, imaginary);
        transform.inverse(real, imaginary);
        return error;
    }

    private double error(double[] real, double[] imaginary) {
        double count = sum.sum(part -> 1);
        double single = sum.parts().stream().filter(part -> part.count() == 1).count();
        double mean = 0;
        for (int i = 0; i < real.length; i++) {
            mean += Math.sqrt(real[i] * real[i] + imaginary[i] * imaginary[i]) / real.length;
        }
        double root = Math.sqrt(mean);
        double transform = 10 * UNIT * (31 - Integer.numberOfLeadingZeros(real.length));
        double error = Math.sqrt(real.length) * ((single + (count + 1) * root) * transform + 6 * count * UNIT * root)
                + count * MASS;
        if (error > MOST_ROUNDING) {
            throw new AccountantRefused(
                    "The accountant pld composes some ten million releases before rounding outweighs the tail, but"
                            + " was given " + (long) count,
                    "Use the accountant rdp");
        }
        return error;
    }

    private void tilt(LossDistribution distribution, double[] into) {
        double logNorm = distribution.logMoment(theta);
        for (int i = 0; i < distribution.mass().length; i++) {
            double mass = distribution.mass()[i];
            if (mass > 0) {
                int place = (int) Math.floorMod(distribution.first() + i, (long) into.length);
                into[place] += mass * StrictMath.exp(theta * distribution.loss(i) - logNorm);
            }
        }
    }

    /** Probability at a grid point, times the tilt it still carries there; never negative. */
    private double massAt(long point) {
        double mass = tilted[(int) Math.floorMod(point, (long) tilted.length)];
        return mass > 0 ? mass * weightAt(point * step) : 0;
    }

    private double weightAt(double loss) {
        return StrictMath.exp(log - theta * loss);
    }

    double errorAt(double loss) {
        return error * weightAt(loss) + sum.infinity();
    }

    /**
     * Goes down the grid; at each point {@code beyond} is delta there and {@code above} the mass above, discounted by
     * {@code exp(point - loss)}: sums of positive terms only.
     */
    double epsilon(double delta) {
        double cell = -StrictMath.expm1(-step);
        double beyond = 0;
        double above = 0;
        for (long point = highest - 1; point >= lowest; point--) {
            double next = above + massAt(point + 1);
            double lower = beyond + cell * next;
            if (lower * SUMMATION + errorAt(point * step) > delta) {
                double room = (delta - errorAt(point * step)) / SUMMATION - beyond;
                double share = room <= 0 || next == 0 ? 0 : Math.min(cell, room / next);
                return (point + 1) * step + StrictMath.log1p(-share);
            }
            beyond = lower;
            above = next * (1 - cell);
        }
        return lowest * step;
    }

    double delta(double epsilon) {
        double cell = -StrictMath.expm1(-step);
        double beyond = 0;
        double above = 0;
        long point = highest;
        while (point > lowest && (point - 1) * step >= epsilon) {
            double next = above + massAt(point);
            beyond += cell * next;
            above = next * (1 - cell);
            point--;
        }
        double last = -StrictMath.expm1(Math.min(0, epsilon - point * step));
        return (beyond + last * (above + massAt(point))) * SUMMATION + errorAt(epsilon);
    }

    /** Raises every entry to the same power by squaring. */
    private static void power(double[] real, double[] imaginary, long exponent) {
        for (int i = 0; i < real.length; i++) {
            double baseRe = real[i];
            double baseIm = imaginary[i];
            double re = 1;
            double im = 0;
            for (long rest = exponent; rest > 0; rest >>= 1) {
                if ((rest & 1) != 0) {
                    double product = re * baseRe - im * baseIm;
                    im = re * baseIm + im * baseRe;
                    re = product;
                }
                double square = baseRe * baseRe - baseIm * baseIm;
                baseIm = 2 * baseRe * baseIm;
                baseRe = square;
                if (Math.abs(baseRe) + Math.abs(baseIm) < 1e-100) {
                    // Far below rounding; denormal numbers would only be slow.
                    boolean ends = rest <= 1;
                    re = ends ? re : 0;
                    im = ends ? im : 0;
                    break;
                }
            }
            real[i] = re;
            imaginary[i] = im;
        }
    }

    private static void multiply(double[] real, double[] imaginary, double[] byReal, double[] byImaginary) {
        for (int i = 0; i < real.length; i++) {
            double re = real[i] * byReal[i] - imaginary[i] * byImaginary[i];
            imaginary[i] = real[i] * byImaginary[i] + imaginary[i] * byReal[i];
            real[i] = re;
        }
    }
}
