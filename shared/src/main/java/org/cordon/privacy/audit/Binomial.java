// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.audit;

/** How often {@code trials} independent guesses come out right. */
final class Binomial {
    private final int trials;
    private final double logOdds;
    private final double logWrong;

    /**
     * Takes the distribution's parameters.
     *
     * @param right the probability that one guess is right, above 0 and below 1
     */
    Binomial(int trials, double right) {
        this.trials = trials;
        logOdds = StrictMath.log(right / (1 - right));
        logWrong = StrictMath.log1p(-right);
    }

    /** The probability of exactly {@code count}. */
    private double probability(int count) {
        double log = trials * logWrong + count * logOdds;
        int fewer = Math.min(count, trials - count);
        for (int i = 1; i <= fewer; i++) {
            log += StrictMath.log((trials - fewer + i) / (double) i);
        }
        return StrictMath.exp(log);
    }

    private double odds() {
        return StrictMath.exp(logOdds);
    }

    /** The probability of {@code count} or more. */
    double atLeast(int count) {
        double term = probability(count);
        double sum = 0;
        for (int i = count; i <= trials && term > sum * 1e-17; i++) {
            sum += term;
            term *= odds() * (trials - i) / (i + 1.0);
        }
        return sum;
    }

    /**
     * The probability of {@code count} or more right guesses by an {@code (epsilon, delta)} mechanism: that at delta 0, plus
     * {@code failures} times the greatest mean of the probabilities of the {@code i} counts below, over all {@code i}.
     */
    double oneRun(int count, double failures) {
        double term = probability(count);
        double sum = 0;
        double greatest = 0;
        for (int below = 1; below <= count; below++) {
            int at = count - below;
            term *= (at + 1.0) / (odds() * (trials - at));
            sum += term;
            greatest = Math.max(greatest, sum / below);
            if (term < greatest && at < trials * odds() / (1 + odds()) - 1) {
                // Past the peak terms only fall, and so does their mean.
                break;
            }
        }
        return Math.min(1, atLeast(count) + failures * greatest);
    }
}
