// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.privacy.DiscreteGaussian;
import org.cordon.privacy.IntegerClip;
import org.cordon.privacy.NoiseShare;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.RoundConfiguration;

/**
 * Runs one sum many times, with and without one unit, and bounds epsilon from below by what comes out.
 *
 * <p>A run is what production does in one dimension: gradients are clipped to integers, each of exactly minSurvivors exchanges adds
 * its share of noise, vectors are summed in the ring, and the sum is centred and divided. Of the exchanges as many as may
 * be corrupt tell their noise, which is taken off. Neighbours: 64 units that all pull one way, and one more, four times as
 * long as the clip norm, that pulls the other way: whoever divides by a realised count gives it away twice.
 *
 * <p><b>Guarantees.</b> A sound mechanism's bound lies above what is claimed with a chance of 1 - {@link #CONFIDENCE} at the most.
 *
 * <p><b>Does not check</b> sampling: the unit always takes part, so the claim is that of one sum without amplification.
 */
final class MechanismAudit {
    static final double CONFIDENCE = 0.99;

    /** Below it epsilon is as good as 0. */
    private static final double LEAST_SHIFT = 1e-4;

    private static final int OTHERS = 64;
    private static final int TIMES_TOO_LONG = 4;
    /** Runs side by side: one word of a vector each. */
    private static final int BLOCK = 1 << 12;

    private final AuditedTask task;
    private final IntegerClip clip;
    private final RoundConfiguration configuration;

    /**
     * Lower bounds on epsilon at the charter's delta. The first two are those of a mechanism with the trade-off curve of a Gaussian,
     * as the accountants take it to have.
     *
     * @param ofOneSum of the sum that was run
     * @param ofTask of all sums of the charter together, if their noise is as much too small or too large
     * @param ofAny of the sum, whatever its curve: weaker, and at a small delta far below what a sound one has
     */
    record Outcome(double ofOneSum, double ofTask, double ofAny) {}

    MechanismAudit(AuditedTask task) {
        this.task = task;
        PrivateSgd steps = task.steps();
        this.clip = new IntegerClip(steps.clipNorm(), PrivateSgd.GRADIENT_UNITS);
        long maxAbs = Math.max(steps.maxUnits(), OTHERS) * PrivateSgd.GRADIENT_UNITS;
        this.configuration = new RoundConfiguration(
                "audit",
                BLOCK,
                maxAbs,
                Optional.of(task.share()),
                task.exchanges(),
                task.share().minSurvivors());
    }

    /**
     * The bounds.
     *
     * @param runs half of them with the unit
     */
    Outcome run(Flaw flaw, int runs, long seed) {
        LongSupplier noise = noise(flaw, seed);
        double[] out = scores(flaw, false, runs / 2, noise);
        double[] in = scores(flaw, true, runs / 2, noise);
        double delta = task.terms().delta();
        double shift = ErrorRates.bound(out, in, CONFIDENCE, ErrorRates::shift);
        return new Outcome(
                shift > LEAST_SHIFT ? task.epsilonOfOneSum(1 / shift) : 0,
                shift > LEAST_SHIFT ? task.epsilonAt(1 / shift) : 0,
                ErrorRates.bound(out, in, CONFIDENCE, rates -> rates.epsilon(delta)));
    }

    private LongSupplier noise(Flaw flaw, long seed) {
        NoiseShare share = task.share();
        if (flaw == Flaw.ROUNDED_GAUSSIAN) {
            SplittableRandom random = new SplittableRandom(seed);
            double deviation = Math.sqrt((double) share.variance());
            return () -> Math.round(deviation * random.nextGaussian());
        }
        long variance = flaw == Flaw.QUARTER_NOISE ? share.variance() / 16 : share.variance();
        return new DiscreteGaussian(variance, new SeededRandomness(seed))::sample;
    }

    private double[] scores(Flaw flaw, boolean there, int runs, LongSupplier noise) {
        double[] scores = new double[runs];
        int divisor = flaw == Flaw.REALISED_DIVISOR && there ? OTHERS + 1 : OTHERS;
        for (int from = 0; from < runs; from += BLOCK) {
            long[] opened = open(flaw, there, noise);
            for (int i = 0; i < BLOCK && from + i < runs; i++) {
                scores[from + i] = opened[i] / (clip.unitsPerOne() * divisor);
            }
        }
        return scores;
    }

    private long[] open(Flaw flaw, boolean there, LongSupplier noise) {
        int survivors = task.share().minSurvivors();
        RingVector sum = RingVector.zeros(configuration.ring(), configuration.words());
        RingVector told = RingVector.zeros(configuration.ring(), configuration.words());
        for (int exchange = 0; exchange < survivors; exchange++) {
            RingVector x = configuration.contribution(exchange == 0 ? gradients(flaw, there) : new long[BLOCK]);
            if (exchange > 0 || flaw != Flaw.MISSING_SHARE) {
                RingVector added = RingVector.wrapping(configuration.ring(), draw(noise));
                x.addInPlace(added);
                if (exchange >= survivors - task.share().corrupt()) {
                    told.addInPlace(added);
                }
            }
            sum.addInPlace(x);
        }
        sum.subtractInPlace(told);
        return sum.toSigned();
    }

    /** One more word than there are runs: the count slot gets no noise. */
    private static long[] draw(LongSupplier noise) {
        long[] drawn = new long[BLOCK + 1];
        for (int i = 0; i < BLOCK; i++) {
            drawn[i] = noise.getAsLong();
        }
        return drawn;
    }

    private long[] gradients(Flaw flaw, boolean there) {
        long[] one = new long[1];
        for (int i = 0; i < OTHERS; i++) {
            clip.addTo(one, new double[] {-clip.clipNorm()});
        }
        if (there) {
            double gradient = TIMES_TOO_LONG * clip.clipNorm();
            if (flaw == Flaw.NO_CLIP) {
                one[0] += (long) (gradient * clip.unitsPerOne());
            } else {
                clip.addTo(one, new double[] {gradient});
            }
        }
        long[] words = new long[BLOCK];
        Arrays.fill(words, one[0]);
        return words;
    }
}
