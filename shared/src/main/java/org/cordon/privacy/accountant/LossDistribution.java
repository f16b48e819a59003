// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * The privacy loss of one release in one direction, on a grid: loss {@code (first + i) * step} has probability {@code
 * mass[i]}, loss infinity {@code infinity}.
 *
 * <p>The tilted sums that composition needs ({@link #logMoments}) run in blocks: within a block the factor {@code
 * exp(theta step)} is applied by multiplication, between blocks by logarithms, so that neither time nor range suffers.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LossDistribution(double step, long first, double[] mass, double infinity) {
    private static final int BLOCK = 64;

    /** The logarithm of {@code E[exp(theta loss)]} over finite losses, and mean and variance of the loss tilted by it. */
    record Moments(double log, double mean, double variance) {}

    double loss(int index) {
        return (first + index) * step;
    }

    double greatest() {
        return loss(mass.length - 1);
    }

    Moments logMoments(double theta) {
        double ratio = StrictMath.exp(theta * step);
        int blocks = (mass.length + BLOCK - 1) / BLOCK;
        double[] logs = new double[blocks];
        double[] means = new double[blocks];
        double[] squares = new double[blocks];
        double top = Double.NEGATIVE_INFINITY;
        for (int block = 0; block < blocks; block++) {
            int end = Math.min(mass.length, (block + 1) * BLOCK);
            double factor = 1;
            double sum = 0;
            double mean = 0;
            double square = 0;
            for (int i = block * BLOCK; i < end; i++) {
                double weight = mass[i] * factor;
                double loss = loss(i);
                sum += weight;
                mean += weight * loss;
                square += weight * loss * loss;
                factor *= ratio;
            }
            logs[block] = sum > 0 ? StrictMath.log(sum) + theta * loss(block * BLOCK) : Double.NEGATIVE_INFINITY;
            means[block] = sum > 0 ? mean / sum : 0;
            squares[block] = sum > 0 ? square / sum : 0;
            top = Math.max(top, logs[block]);
        }
        return together(logs, means, squares, top);
    }

    private static Moments together(double[] logs, double[] means, double[] squares, double top) {
        double sum = 0;
        double mean = 0;
        for (int block = 0; block < logs.length; block++) {
            double weight = StrictMath.exp(logs[block] - top);
            sum += weight;
            mean += weight * means[block];
        }
        mean /= sum;
        double variance = 0;
        for (int block = 0; block < logs.length; block++) {
            double weight = StrictMath.exp(logs[block] - top);
            double from = means[block] - mean;
            double within = Math.max(0, squares[block] - means[block] * means[block]);
            variance += weight * (within + from * from);
        }
        return new Moments(top + StrictMath.log(sum), mean, variance / sum);
    }

    /** {@code E[exp(theta loss)]} alone. */
    double logMoment(double theta) {
        double ratio = StrictMath.exp(theta * step);
        LogSum total = new LogSum();
        for (int start = 0; start < mass.length; start += BLOCK) {
            int end = Math.min(mass.length, start + BLOCK);
            double factor = 1;
            double sum = 0;
            for (int i = start; i < end; i++) {
                sum += mass[i] * factor;
                factor *= ratio;
            }
            if (sum > 0) {
                total.add(StrictMath.log(sum) + theta * loss(start));
            }
        }
        return total.value();
    }
}
