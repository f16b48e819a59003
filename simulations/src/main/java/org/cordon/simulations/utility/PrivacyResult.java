// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.utility;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.PrivacyPromise;
import org.cordon.privacy.Release;
import org.cordon.simulations.engine.NoisyContribution;

/**
 * What {@code cordon simulate privacy --json} prints, and nothing else.
 *
 * @param seeds of the runs, in the order of every {@code perSeed}
 * @param records of all exchanges together
 * @param features columns that are learnt from
 * @param lines one for each epsilon, in the order that was asked for
 */
record PrivacyResult(
        int exchanges, int records, int features, List<Long> seeds, DpSgdOptions.DpSgd training, List<Line> lines) {
    PrivacyResult {
        seeds = List.copyOf(seeds);
        lines = List.copyOf(lines);
    }

    /**
     * Average precision on the test rows at one epsilon.
     *
     * @param epsilon empty without differential privacy
     * @param federated of the exchanges' model
     * @param central of one party that holds all rows and adds the noise once
     * @param kept mean of {@code federated} over the mean without differential privacy, where both are known
     */
    record Line(
            Optional<Double> epsilon,
            Figure federated,
            Optional<Figure> central,
            Optional<Double> kept,
            Optional<Noise> noise) {
        Line against(Optional<Line> withoutNoise) {
            return new Line(
                    epsilon,
                    federated,
                    central,
                    withoutNoise.map(line -> federated.mean() / line.federated().mean()),
                    noise);
        }
    }

    /**
     * The noise of one epsilon.
     *
     * @param epsilonSpent by all sums, rounds that may die among them
     * @param multiplier z of the steps, for which epsilon is charged
     * @param effectiveMultiplier of the steps where all exchanges send noise, without that of the f who may tell theirs
     * @param noiseToSignal of the steps, as the charter is checked with: above 1 the result is noise
     * @param countsMultiplier z of the counts for the scaling
     * @param countsNoiseToSignal of these counts
     * @param refusal why a consortium would not take the charter, if it would not
     */
    record Noise(
            double epsilonSpent,
            double multiplier,
            double effectiveMultiplier,
            double noiseToSignal,
            double countsMultiplier,
            double countsNoiseToSignal,
            Optional<String> refusal) {
        static Noise of(CharterOfRows.Grant grant, int exchanges) {
            PrivacyPromise steps = grant.ofSteps();
            PrivacyPromise counts = grant.ofCounts();
            Release release = steps.release();
            return new Noise(
                    grant.plan().epsilon(),
                    release.multiplier(),
                    NoisyContribution.share(release, exchanges).effectiveMultiplierMicro(exchanges) / 1e6,
                    steps.noiseToSignal(),
                    counts.release().multiplier(),
                    counts.noiseToSignal(),
                    grant.refusal());
        }
    }

    /**
     * A metric over seeds.
     *
     * @param interval of 95 % for the mean, by Student's t; empty with one seed
     */
    record Figure(double mean, double worst, Optional<Interval> interval, List<Double> perSeed) {
        /** Quantiles of Student's t at 0.975 for 1 to 30 degrees of freedom; the last serves for more. */
        private static final double[] STUDENT = {
            12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
            2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
        };

        Figure {
            perSeed = List.copyOf(perSeed);
        }

        static Figure of(List<Double> perSeed) {
            double mean = perSeed.stream().mapToDouble(v -> v).average().orElseThrow();
            double worst = perSeed.stream().mapToDouble(v -> v).min().orElseThrow();
            int freedom = perSeed.size() - 1;
            if (freedom == 0) {
                return new Figure(mean, worst, Optional.empty(), perSeed);
            }
            double squares =
                    perSeed.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            double half =
                    STUDENT[Math.min(freedom, STUDENT.length) - 1] * Math.sqrt(squares / freedom / perSeed.size());
            return new Figure(mean, worst, Optional.of(new Interval(mean - half, mean + half)), perSeed);
        }
    }

    /** From, to. */
    record Interval(double low, double high) {}
}
