// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import java.util.SplittableRandom;

/** Seeded draws that are the same on every machine: SplittableRandom and StrictMath only. */
public final class Draws {
    private final SplittableRandom random;

    public Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    float flag(double probability) {
        return chance(probability) ? 1f : 0f;
    }

    /** Uniform in [0, bound). */
    public int below(int bound) {
        return (int) StrictMath.floor(unit() * bound);
    }

    /** Standard normal (Box and Muller 1958). */
    public double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Log-normal: heavy-tailed, {@code exp(sigma * normal)} times the median. */
    public double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * normal());
    }

    /** A whole number with a heavy tail. */
    float count(double median, double sigma) {
        return (float) StrictMath.floor(logNormal(median + 0.5, sigma));
    }

    /** Gamma with scale 1 (Marsaglia and Tsang 2000). */
    public double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(1 - unit(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            v = v * v * v;
            if (v > 0 && StrictMath.log(1 - unit()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    /** Poisson: by multiplication (Knuth 1969) up to a mean of 30, in halves above. */
    public int poisson(double mean) {
        if (mean > 30) {
            return poisson(mean / 2) + poisson(mean / 2);
        }
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = unit(); product > limit; product *= unit()) {
            count++;
        }
        return count;
    }

    /** Exponential with that mean. */
    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    /** Shares that sum to 1, Dirichlet with {@code alpha} for each of {@code parts}. */
    public double[] dirichlet(double alpha, int parts) {
        double[] shares = new double[parts];
        double sum = 0;
        for (int i = 0; i < parts; i++) {
            shares[i] = Math.max(1e-300, gamma(alpha));
            sum += shares[i];
        }
        for (int i = 0; i < parts; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** A uniform permutation of 0 to {@code size} - 1 (Fisher and Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
