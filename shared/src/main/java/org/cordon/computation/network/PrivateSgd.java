// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.PrivacyPromise;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.Loss;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.Release;
import org.cordon.privacy.UnitBound;

/**
 * One sum is one step of stochastic gradient descent with differential privacy: every privacy unit takes part by a secret coin, its
 * gradient is clipped, and the sum of all is divided by a public constant.
 *
 * <p><b>Guarantees.</b> The sensitivity is exact, with the word of an adaptive clip included: a unit adds a gradient of at most {@link
 * #GRADIENT_UNITS} words in the L2 norm and a bit of exactly {@link #bitWord()}. Neither how many units took part nor any
 * weight leaves in another form than inside the sum.
 *
 * <p>Source: Abadi et al. 2016 (DP-SGD); Andrew et al. 2021 (adaptive clipping); Kairouz, Liu and Steinke 2021 (integers).
 *
 * @param protects whose presence is hidden
 * @param clipNorm bound on the L2 norm of one unit's gradient, in units of the loss over a parameter; the first where it adapts
 * @param adaptive how the bound follows the norms; empty where it stays
 * @param multiplierMicro the noise multiplier in millionths
 * @param samplingThreshold a unit takes part iff an unsigned 64-bit number drawn for it is below this
 * @param units how many units all exchanges have together: a public number, on which nothing but the size of a step depends
 * @param maxUnits how many units of one exchange take part at the most, 1 to 2^31 - 1
 * @param loss what rows count before a unit's gradient is clipped: it moves no sum further
 */
public record PrivateSgd(
        UnitBound protects,
        double clipNorm,
        Optional<Adaptive> adaptive,
        long multiplierMicro,
        long samplingThreshold,
        long units,
        int maxUnits,
        Loss loss)
        implements LocalWork {
    /** Words that the clipped gradient of one unit has at the most, in the L2 norm. */
    public static final long GRADIENT_UNITS = 1L << 20;

    /** Most rows of one customer that count in a step. */
    public static final int MAX_CONTRIBUTION_BOUND = 64;

    private static final double TYPICAL_BATCH_SHARE = 0.05;
    /** Set in the byte of the quantile where a loss follows that is not plain. */
    private static final int WEIGHED = 128;

    /** With the plain loss. */
    public PrivateSgd(
            UnitBound protects,
            double clipNorm,
            Optional<Adaptive> adaptive,
            long multiplierMicro,
            long samplingThreshold,
            long units,
            int maxUnits) {
        this(protects, clipNorm, adaptive, multiplierMicro, samplingThreshold, units, maxUnits, Loss.PLAIN);
    }

    /** The same with another loss. */
    public PrivateSgd withLoss(Loss other) {
        return new PrivateSgd(protects, clipNorm, adaptive, multiplierMicro, samplingThreshold, units, maxUnits, other);
    }

    /**
     * An adaptive clip.
     *
     * @param quantilePercent the share of units whose norm is to lie below the bound, 1 to 99
     */
    public record Adaptive(int quantilePercent) {
        /** Andrew et al. 2021, section 3.1. */
        private static final double RATE = 0.2;

        public Adaptive {
            require(quantilePercent >= 1 && quantilePercent <= 99, "quantilePercent", "in [1, 99]", quantilePercent);
        }
    }

    public PrivateSgd {
        require(clipNorm > 0 && clipNorm <= 1e9, "clipNorm", "in (0, 1e9]", clipNorm);
        require(
                multiplierMicro >= 1 && multiplierMicro <= Release.MAX_MULTIPLIER_MICRO,
                "noise multiplier in millionths",
                "in [1, 10^10]",
                (double) multiplierMicro);
        require(samplingThreshold != 0, "samplingThreshold", "other than 0", (double) samplingThreshold);
        require(
                protects.contributionBound() <= MAX_CONTRIBUTION_BOUND,
                "contributionBound of a training",
                "at most " + MAX_CONTRIBUTION_BOUND,
                protects.contributionBound());
        require(units >= 1 && units <= 1L << 40, "units", "in [1, 2^40]", (double) units);
        require(maxUnits >= 1, "maxUnits", "at least 1", maxUnits);
    }

    /** What every step costs. */
    public Release release() {
        return new Release(GRADIENT_UNITS * GRADIENT_UNITS + bitWord() * bitWord(), multiplierMicro, samplingThreshold);
    }

    /**
     * Of so many steps on so many parameters: noise of standard deviation z C / (q units) in every coordinate, against steps of norm
     * C that all point one way.
     */
    PrivacyPromise promise(int parameters, int rounds) {
        double step = release().multiplier() * StrictMath.sqrt(parameters) / expectedBatch();
        return new PrivacyPromise(
                protects,
                release(),
                Optional.of(new PrivacyPromise.ClipNorm(
                        clipNorm, adaptive.map(Adaptive::quantilePercent).orElse(0))),
                step / StrictMath.sqrt(rounds));
    }

    /** Bound on a word of one exchange. */
    long maxWord() {
        return maxUnits * GRADIENT_UNITS;
    }

    /** How many units take part in a step, on average: the public divisor. */
    public double expectedBatch() {
        return new PoissonSampling(samplingThreshold).expected(units);
    }

    /**
     * Words that the bit of one unit moves the last word by: up if its norm lies within the bound, down if not; 0 where the bound
     * stays. Chosen so that noise leaves the share of units within the bound to about a twentieth, but never more than a quarter of
     * the gradient.
     */
    public long bitWord() {
        if (adaptive.isEmpty()) {
            return 0;
        }
        double wanted = multiplierMicro / 1e6 * GRADIENT_UNITS / (2 * TYPICAL_BATCH_SHARE * expectedBatch());
        return Math.max(1, Math.min(GRADIENT_UNITS / 4, (long) StrictMath.ceil(wanted)));
    }

    /** The mean gradient that a summed word stands for, at the bound that held. */
    double mean(long summed, double bound) {
        return summed * bound / (GRADIENT_UNITS * expectedBatch());
    }

    /** The bound after a step whose last word was {@code summed}: geometric, as in Andrew et al. 2021. */
    double adapted(double bound, long summed) {
        Adaptive follows = adaptive.orElseThrow();
        double within = 0.5 + summed / (2 * bitWord() * expectedBatch());
        double share = Math.max(0, Math.min(1, within));
        double next = bound * StrictMath.exp(-Adaptive.RATE * (share - follows.quantilePercent() / 100.0));
        return Math.max(1e-9, Math.min(1e9, next));
    }

    void writeTo(CanonicalWriter writer) {
        NoisyCounts.write(writer, protects);
        writer.f64(clipNorm)
                .u8(adaptive.map(Adaptive::quantilePercent).orElse(0) + (loss.isPlain() ? 0 : WEIGHED))
                .i64(multiplierMicro)
                .i64(samplingThreshold)
                .i64(units)
                .u32(maxUnits);
        if (!loss.isPlain()) {
            writer.f64(loss.positiveWeight()).f64(loss.focalGamma());
        }
    }

    static PrivateSgd readFrom(CanonicalReader reader) {
        UnitBound protects = NoisyCounts.read(reader);
        double clipNorm = reader.f64("clipNorm");
        int marks = reader.u8();
        int quantile = marks % WEIGHED;
        PrivateSgd plain = new PrivateSgd(
                protects,
                clipNorm,
                quantile == 0 ? Optional.empty() : Optional.of(new Adaptive(quantile)),
                reader.i64(),
                reader.i64(),
                reader.i64(),
                reader.u32("maxUnits", 1, Integer.MAX_VALUE));
        if (marks < WEIGHED) {
            return plain;
        }
        double positiveWeight = reader.f64("positiveWeight");
        double focalGamma = reader.f64("focalGamma");
        Loss loss = new Loss(positiveWeight, focalGamma);
        if (loss.isPlain() || Double.compare(focalGamma, loss.focalGamma()) != 0) {
            throw new IllegalArgumentException(
                    "loss must be other than plain, and focalGamma not minus zero, but were " + loss);
        }
        return plain.withLoss(loss);
    }

    private static void require(boolean holds, String name, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
        }
    }
}
