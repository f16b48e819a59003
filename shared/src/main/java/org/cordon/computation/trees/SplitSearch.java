// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import java.util.Optional;

/**
 * Finds the best split of a node in its sums.
 *
 * <p>The gain of a split is G_l^2 / (H_l + lambda) + G_r^2 / (H_r + lambda) - G^2 / (H + lambda), without XGBoost's half, as there. Of
 * equal gains the lower feature wins, then the lower bin, then missing values on the right; where a node has no missing value, they
 * will go to the child of more curvature.
 *
 * <p>Source: Chen and Guestrin 2016, equations 6 and 7, algorithm 3.
 */
final class SplitSearch {
    private static final double LEAST_GAIN = 1e-6;

    private final TreesPlan plan;
    private final LevelLayout layout;
    private final long[] words;
    private final int node;
    private final boolean childrenEnd;
    private final Side all;
    private double best;
    private Optional<Found> found = Optional.empty();

    /**
     * Summed gradient and curvature.
     *
     * @param gradient in units of the loss
     */
    record Side(double gradient, double curvature) {
        static final Side NONE = new Side(0, 0);

        Side plus(Side other) {
            return new Side(gradient + other.gradient, curvature + other.curvature);
        }

        Side minus(Side other) {
            return new Side(gradient - other.gradient, curvature - other.curvature);
        }

        private double score(double lambda) {
            double weight = curvature + lambda;
            return weight > 0 ? gradient * gradient / weight : 0;
        }
    }

    private record Found(int feature, int bin, boolean missingLeft, Side left, Side right) {}

    /**
     * @param node from 0 among the open ones of the level
     * @param childrenEnd whether children are leaves
     */
    SplitSearch(TreesPlan plan, LevelLayout layout, long[] words, int node, boolean childrenEnd) {
        this.plan = plan;
        this.layout = layout;
        this.words = words;
        this.node = node;
        this.childrenEnd = childrenEnd;
        this.all = total();
        this.best = Math.max(LEAST_GAIN, plan.growth().gamma());
    }

    /** Mean over features of the sum of their bins: without noise all are equal. */
    private Side total() {
        double gradient = 0;
        double curvature = 0;
        int features = layout.features();
        for (int place = 0; place < features; place++) {
            long gradients = 0;
            long curvatures = 0;
            for (int bin = 0; bin < layout.bins(place); bin++) {
                int at = word(place, bin);
                gradients += words[at];
                curvatures += words[at + 1];
            }
            if (plan.noise().isEmpty()) {
                return side((double) gradients, (double) curvatures);
            }
            gradient += (double) gradients / features;
            curvature += (double) curvatures / features;
        }
        return side(gradient, curvature);
    }

    private int word(int place, int bin) {
        return node * layout.width() + layout.of(place) + 2 * bin;
    }

    private static Side side(double gradient, double curvature) {
        return new Side(gradient / Gradients.SCALE, curvature / Gradients.SCALE);
    }

    Tree.Decision decide() {
        for (int place = 0; place < layout.features(); place++) {
            scan(place);
        }
        return found.<Tree.Decision>map(split -> new Tree.Split(
                        split.feature(), split.bin(), split.missingLeft(), child(split.left()), child(split.right())))
                .orElseGet(() -> leaf(all));
    }

    private void scan(int place) {
        Side missing = at(place, 0);
        boolean someMissing = missing.gradient() != 0 || missing.curvature() != 0;
        Side left = Side.NONE;
        int last = layout.bins(place) - 1;
        for (int bin = 1; bin < last; bin++) {
            left = left.plus(at(place, bin));
            Side right = all.minus(left);
            consider(place, bin, !someMissing && left.curvature() > right.curvature(), left, right);
            if (someMissing) {
                Side with = left.plus(missing);
                consider(place, bin, true, with, all.minus(with));
            }
        }
        if (someMissing) {
            consider(place, last, false, all.minus(missing), missing);
        }
    }

    private Side at(int place, int bin) {
        int at = word(place, bin);
        return side((double) words[at], (double) words[at + 1]);
    }

    private void consider(int place, int bin, boolean missingLeft, Side left, Side right) {
        double least = plan.growth().minChildWeight();
        if (left.curvature() < least || right.curvature() < least) {
            return;
        }
        double lambda = plan.growth().lambda();
        double gain = left.score(lambda) + right.score(lambda) - all.score(lambda);
        if (gain > best) {
            best = gain;
            found = Optional.of(new Found(layout.feature(place), bin, missingLeft, left, right));
        }
    }

    /** Without two children of enough weight a child cannot split, so it ends here and its sums need not be asked for. */
    private Optional<Tree.Leaf> child(Side side) {
        boolean ends = childrenEnd || side.curvature() < 2 * plan.growth().minChildWeight();
        return ends ? Optional.of(leaf(side)) : Optional.empty();
    }

    private Tree.Leaf leaf(Side side) {
        double weight = Math.max(0, side.curvature()) + plan.growth().lambda();
        double value = weight > 0 ? -plan.growth().learningRate() * side.gradient() / weight : 0;
        return new Tree.Leaf(Double.isFinite(value) ? value + 0.0 : 0.0);
    }
}
