// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import org.cordon.privacy.accountant.AnalyticAccountant;
import org.cordon.privacy.accountant.Calibration;
import org.cordon.privacy.accountant.Normal;

/**
 * A lower bound on epsilon from one training run, in which each canary was in or out by a fair coin: whoever guesses right
 * more often than {@code (epsilon, delta)}-differential privacy allows refutes it.
 *
 * <p><b>Guarantees.</b> At each threshold on the scores a claim is refuted wrongly with at most the significance given. The
 * best of all thresholds on the convex hull of the ROC curve is stated, each at its share of the significance (Bonferroni).
 *
 * <p><b>Does not check</b> that canaries were drawn independently of each other, and that higher scores mean in. The hull is
 * read off the same scores, as reference implementations do.
 */
public final class OneRunAudit {
    private static final double PRECISION = 1e-9;

    private final int canaries;
    private final List<Guesses> thresholds;

    /** At a threshold: how many canaries score as high or higher, and how many of these were in. */
    private record Guesses(int all, int right) {
        /** A lower bound on the share that is right (Wilson's, at four deviations): only an order to try them in. */
        double promise() {
            double share = (double) right / all;
            double z = 4;
            double centre = share + z * z / (2 * all);
            return (centre - z * Math.sqrt(share * (1 - share) / all + z * z / (4.0 * all * all))) / (1 + z * z / all);
        }
    }

    /** Whether guesses refute a claim. */
    @FunctionalInterface
    private interface Claim {
        boolean refutedBy(Guesses guesses, double epsilon);
    }

    /**
     * Takes the scores of canaries, the higher the likelier in.
     *
     * @param in scores of those that were in the data, at least one
     * @param out scores of those that were not, at least one
     */
    public OneRunAudit(double[] in, double[] out) {
        if (in.length == 0 || out.length == 0) {
            throw new IllegalArgumentException(
                    "scores must be at least one in and one out, but were " + in.length + " and " + out.length);
        }
        canaries = in.length + out.length;
        thresholds = hull(sorted(in), sorted(out));
    }

    private static double[] sorted(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** From the lowest threshold to above the highest score; points below or on a chord are dropped. */
    private static List<Guesses> hull(double[] in, double[] out) {
        double[] all = sorted(DoubleStream.concat(Arrays.stream(in), Arrays.stream(out))
                .distinct()
                .toArray());
        List<int[]> kept = new ArrayList<>();
        int belowIn = 0;
        int belowOut = 0;
        for (int i = 0; i <= all.length; i++) {
            while (belowIn < in.length && (i == all.length || in[belowIn] < all[i])) {
                belowIn++;
            }
            while (belowOut < out.length && (i == all.length || out[belowOut] < all[i])) {
                belowOut++;
            }
            int[] next = {belowIn, belowOut};
            while (kept.size() > 1 && !bends(kept.get(kept.size() - 2), kept.get(kept.size() - 1), next)) {
                kept.remove(kept.size() - 1);
            }
            kept.add(next);
        }
        return kept.stream()
                .map(below -> new Guesses(in.length - below[0] + out.length - below[1], in.length - below[0]))
                .toList();
    }

    private static boolean bends(int[] one, int[] middle, int[] other) {
        return (long) (middle[1] - one[1]) * (other[0] - middle[0])
                > (long) (other[1] - middle[1]) * (middle[0] - one[0]);
    }

    /**
     * The bound of Steinke, Nasr and Jagielski 2023 (theorem 5.2).
     *
     * @param significance the probability with which a true claim may be refuted
     * @param delta of the claim
     */
    public double epsilon(double significance, double delta) {
        require(significance, delta);
        double share = significance / thresholds.size();
        return best((guesses, epsilon) -> new Binomial(guesses.all(), 1 / (1 + StrictMath.exp(-epsilon)))
                        .oneRun(guesses.right(), 2.0 * canaries * delta)
                <= share);
    }

    /**
     * The tighter bound of Mahloujifar, Melis and Chaudhuri 2024 (algorithm 3), for mechanisms whose trade-off curve is that
     * of a Gaussian.
     *
     * @param significance the probability with which a true claim may be refuted
     * @param delta at which the Gaussian's epsilon is stated
     */
    public double epsilonOfGaussian(double significance, double delta) {
        require(significance, delta);
        double share = significance / thresholds.size();
        return best((guesses, epsilon) -> refutesGaussian(guesses, share, 1 / multiplier(epsilon, delta)));
    }

    private static void require(double significance, double delta) {
        if (!(significance > 0 && significance < 1 && delta > 0 && delta < 1)) {
            throw new IllegalArgumentException(
                    "significance and delta must be above 0 and below 1, but were " + significance + ", " + delta);
        }
    }

    private static double multiplier(double epsilon, double delta) {
        return new Calibration(new AnalyticAccountant())
                .poissonGaussian(1, 1, Math.max(epsilon, PRECISION), delta)
                .noiseMultiplier();
    }

    private boolean refutesGaussian(Guesses guesses, double significance, double shift) {
        double right = significance * guesses.right() / canaries;
        double wrong = significance * (guesses.all() - guesses.right()) / canaries;
        for (int i = guesses.right() - 1; i >= 0; i--) {
            double least = right >= 1 ? 1 : Normal.cumulative(Normal.quantile(right) - shift);
            if (least <= wrong) {
                break;
            }
            right = Math.min(1, right + (double) i / (guesses.all() - i) * (least - wrong));
            wrong = least;
        }
        return right + wrong > (double) guesses.all() / canaries;
    }

    private double best(Claim claim) {
        List<Guesses> promising = thresholds.stream()
                .filter(guesses -> guesses.all() > 0)
                .sorted(Comparator.comparingDouble(Guesses::promise).reversed())
                .toList();
        double best = 0;
        for (Guesses guesses : promising) {
            // No claim is refuted by guesses that it allows on average.
            boolean hopeless = guesses.right() <= guesses.all() / (1 + StrictMath.exp(-best));
            if (!hopeless && claim.refutedBy(guesses, best)) {
                best = greatest(best, epsilon -> claim.refutedBy(guesses, epsilon));
            }
        }
        return best;
    }

    /** The greatest epsilon that is refuted, when {@code from} is. */
    private static double greatest(double from, DoublePredicate refuted) {
        double below = from;
        double above = Math.max(1, 2 * from);
        while (refuted.test(above)) {
            below = above;
            above *= 2;
        }
        while (above - below > PRECISION * above) {
            double middle = (below + above) / 2;
            if (refuted.test(middle)) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return below;
    }
}
