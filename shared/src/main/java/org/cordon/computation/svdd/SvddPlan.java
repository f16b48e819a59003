// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.svdd;

import static org.cordon.computation.fit.FitTerms.require;

import java.util.Arrays;
import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.Reals;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.privacy.IntegerClip;
import org.cordon.suite.Bytes;

/**
 * One-class deep SVDD (Ruff et al. 2018): a network that draws usual rows to a centre; the score is the distance from it.
 *
 * <p>The first sum holds the number of rows and the sum of f(x), clipped; its mean is the centre, with no coordinate nearer to 0 than
 * {@value #LEAST_CENTRE}, as in the source. Each further sum holds the number of rows and the sum of the gradients of |f(x) - c|^2, each
 * clipped to {@code clipNorm}, and is one step of Adam over all rows. Two parts of a row in every sum.
 *
 * <p>A fit holds the weights; after the first sum then the centre, and the two moments of Adam.
 *
 * @param terms cap, holdout and noise
 * @param hidden width of the hidden layer, 1 to 512
 * @param outputs dimension of f, 1 to 64
 * @param rounds sums, 2 to 1,000
 * @param clipNorm bound on the L2 norm of f(x) and of a row's gradient, in [1e-6, 1e6]
 * @param learningRate of Adam, in (0, 1]
 * @param seed public, of the first weights
 */
public record SvddPlan(
        FitTerms terms, int hidden, int outputs, int rounds, double clipNorm, double learningRate, long seed)
        implements FitPlan {
    /** Sums, where nothing else is asked for. */
    public static final int USUAL_ROUNDS = 60;

    /** Width of the hidden layer, where nothing else is asked for. */
    public static final int USUAL_HIDDEN = 32;

    /** Dimension of f, where nothing else is asked for. */
    public static final int USUAL_OUTPUTS = 8;

    /** Bound on f(x) and on gradients, where nothing else is asked for. */
    public static final double USUAL_CLIP_NORM = 10;

    /** Rate of Adam, where nothing else is asked for. */
    public static final double USUAL_LEARNING_RATE = 0.01;

    static final double LEAST_CENTRE = 0.1;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 128;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.99;
    private static final double TAU = 1e-6;

    public SvddPlan {
        require(hidden >= 1 && hidden <= 512, "hidden", "in [1, 512]", hidden);
        require(outputs >= 1 && outputs <= 64, "outputs", "in [1, 64]", outputs);
        require(rounds >= 2 && rounds <= 1000, "rounds", "in [2, 1000]", rounds);
        FitTerms.requireClipNorm(clipNorm);
        require(learningRate > 0 && learningRate <= 1, "learningRate", "in (0, 1]", learningRate);
    }

    @Override
    public String statistic() {
        return "rows and the sum of their clipped gradients";
    }

    private int weights() {
        return Embedding.weights(terms.features(), hidden, outputs);
    }

    private Embedding embedding(double[] fit) {
        return new Embedding(terms.features(), hidden, outputs, Arrays.copyOf(fit, weights()));
    }

    private double[] centre(double[] fit) {
        return Arrays.copyOfRange(fit, weights(), weights() + outputs);
    }

    @Override
    public int length() {
        return 1 + weights();
    }

    @Override
    public int parts() {
        return 2;
    }

    @Override
    public int cells() {
        return 1;
    }

    @Override
    public int size(int round) {
        return round == 0 ? weights() : 3 * weights() + outputs;
    }

    @Override
    public Reals start() {
        return Reals.of(Embedding.draw(terms.features(), hidden, outputs, seed));
    }

    @Override
    public RowWords words(Reals values) {
        double[] fit = values.toArray();
        Embedding embedding = embedding(fit);
        boolean first = fit.length == weights();
        double[] centre = first ? new double[outputs] : centre(fit);
        IntegerClip clip = new IntegerClip(clipNorm, FitTerms.UNITS);
        return (scaled, sum) -> {
            double[] row = first ? embedding.of(scaled) : embedding.gradient(scaled, centre);
            long[] words = new long[row.length];
            clip.addTo(words, row);
            sum[0] += FitTerms.UNITS;
            for (int i = 0; i < words.length; i++) {
                sum[1 + i] += words[i];
            }
        };
    }

    @Override
    public Reals advance(int round, Reals values, long[] sum) {
        double unit = clipNorm / FitTerms.UNITS / Math.max(1, terms.rows(sum[0]));
        int weights = weights();
        double[] fit = Arrays.copyOf(values.toArray(), size(1));
        if (round == 0) {
            for (int k = 0; k < outputs; k++) {
                double mean = sum[1 + k] * unit;
                fit[weights + k] = mean < 0 ? Math.min(-LEAST_CENTRE, mean) : Math.max(LEAST_CENTRE, mean);
            }
            return Reals.of(fit);
        }
        int moments = weights + outputs;
        for (int i = 0; i < weights; i++) {
            double gradient = sum[1 + i] * unit;
            double first = BETA1 * fit[moments + i] + (1 - BETA1) * gradient;
            double second = BETA2 * fit[moments + weights + i] + (1 - BETA2) * gradient * gradient;
            fit[moments + i] = first;
            fit[moments + weights + i] = second;
            double unbiased = first / (1 - StrictMath.pow(BETA1, round));
            double spread = StrictMath.sqrt(second / (1 - StrictMath.pow(BETA2, round)));
            fit[i] -= learningRate * unbiased / (spread + TAU);
        }
        return Reals.of(fit);
    }

    /** d / (d + 1) of the squared distance d from the centre. */
    @Override
    public RowScore score(Reals values) {
        double[] fit = values.toArray();
        Embedding embedding = embedding(fit);
        double[] centre = centre(fit);
        return scaled -> {
            double distance = embedding.distance(scaled, centre);
            return distance / (distance + 1);
        };
    }

    /** Version 1: u8 version, terms, u16 hidden, u8 outputs, u16 rounds, f64 clipNorm and learningRate, i64 seed. */
    @Override
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION);
        terms.writeTo(writer);
        return writer.u16(hidden)
                .u8(outputs)
                .u16(rounds)
                .f64(clipNorm)
                .f64(learningRate)
                .i64(seed)
                .toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static SvddPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("plan of a deep SVDD", VERSION);
        try {
            SvddPlan plan = new SvddPlan(
                    FitTerms.readFrom(reader),
                    reader.u16(),
                    reader.u8(),
                    reader.u16(),
                    reader.f64("clipNorm"),
                    reader.f64("learningRate"),
                    reader.i64());
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
