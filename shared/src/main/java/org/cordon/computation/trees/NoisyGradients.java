// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import java.math.BigInteger;
import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.PrivacyPromise;
import org.cordon.privacy.Release;

/**
 * What differential privacy makes of the sums of {@link BoostedTrees}: every sum is a release of its own.
 *
 * <p><b>Guarantees.</b> A row adds one pair of gradient and curvature for each feature, so it moves a level by at most sqrt(features)
 * times {@link Gradients#bound}; a unit of B rows by B times that, should all lie in one bin. Sums of counts are scaled so that a row
 * moves them by no more, which makes all sums of a training cost the same.
 *
 * @param under whose presence is hidden, and the noise multiplier
 * @param features how many
 */
public record NoisyGradients(NoisyCounts under, int features, Gradients gradients) {
    /** What every sum costs. */
    public Release release() {
        BigInteger square = BigInteger.valueOf(gradients.bound())
                .pow(2)
                .multiply(BigInteger.valueOf(features))
                .multiply(
                        BigInteger.valueOf(under.protects().contributionBound()).pow(2));
        if (square.compareTo(BigInteger.valueOf(Release.MAX_SENSITIVITY_SQUARED)) > 0) {
            throw new IllegalArgumentException("positiveWeight must keep the squared sensitivity at 2^62 or below, but "
                    + features + " features, " + under.protects().contributionBound() + " rows of one unit and weight "
                    + gradients.positiveWeight() + " make " + square
                    + "; ask for a smaller weight or bound, or fewer columns");
        }
        return Release.ofAll(square.longValueExact(), under.multiplierMicro());
    }

    /** Words that stand for one row where rows are counted and each adds to one word: the root of the square rounded down, exactly. */
    public long row() {
        return BigInteger.valueOf(gradients.bound())
                .pow(2)
                .multiply(BigInteger.valueOf(features))
                .sqrt()
                .longValueExact();
    }

    /** The greatest standard deviation of the noise on a count, in rows, as {@link NoisyCounts#deviation}. */
    double deviation() {
        Release release = release();
        return release.multiplier() * StrictMath.sqrt(3.0 * release.sensitivitySquared()) / row();
    }

    /** The usual lambda and minChildWeight: the least that is allowed, rounded up, and 1 at the least. */
    public double usualWeight() {
        return Math.max(1, Math.ceil(ofWord()));
    }

    /** The least standard deviation of the noise on a word of a level, in units of the loss. */
    public double ofWord() {
        Release release = release();
        return release.multiplier() * StrictMath.sqrt((double) release.sensitivitySquared()) / Gradients.SCALE;
    }

    /** The noise of a level with so many open nodes in one feature, over the gradients of {@code rows} rows at probability 1/2. */
    PrivacyPromise promise(long rows, int nodes, int bins) {
        double deviation =
                release().multiplier() * StrictMath.sqrt((double) release().sensitivitySquared());
        double signal = Gradients.SCALE * (rows / 2.0);
        return new PrivacyPromise(
                under.protects(),
                release(),
                Optional.empty(),
                deviation * StrictMath.sqrt((double) nodes * bins) / signal);
    }
}
