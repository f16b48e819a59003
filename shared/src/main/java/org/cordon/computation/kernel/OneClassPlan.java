// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.kernel;

import static org.cordon.computation.fit.FitTerms.require;

import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.Reals;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.privacy.IntegerClip;
import org.cordon.suite.Bytes;

/**
 * A one-class SVM (Schoelkopf et al. 2001) on random Fourier features, by the sub-gradient method.
 *
 * <p>Minimises {@code |w|^2 / 2 - r + (1 / nu) mean max(0, r - w phi(x))}. A sum holds the number of rows, of those with {@code w phi(x) <=
 * r}, and the sum of the images of these: three parts of a row. Sum t steps w by 1 / t, as the objective is 1-strongly convex in it, and r by
 * {@value #OFFSET_STEP} / root t times the sub-gradient brought to [-1, 1], as one row outside weighs 1 / nu; w is kept within norm 1,
 * where the minimum lies, and r within [-1, 1]. The model is the mean over the later half of the steps.
 *
 * <p>A fit holds w and r, then their means so far.
 *
 * @param terms cap, holdout and noise
 * @param features the map
 * @param nu share of rows that are to lie outside, in (0, 1]
 * @param rounds sums, 1 to 1,000
 */
public record OneClassPlan(FitTerms terms, FourierFeatures features, double nu, int rounds) implements FitPlan {
    /** Sums, where nothing else is asked for. */
    public static final int USUAL_ROUNDS = 60;

    private static final double OFFSET_STEP = 0.3;
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 128;

    public OneClassPlan {
        require(nu > 0 && nu <= 1, "nu", "in (0, 1]", nu);
        require(rounds >= 1 && rounds <= 1000, "rounds", "in [1, 1000]", rounds);
    }

    @Override
    public String statistic() {
        return "rows, rows outside and the sum of their Fourier features";
    }

    private int dimension() {
        return 2 * features.pairs();
    }

    @Override
    public int length() {
        return 2 + dimension();
    }

    @Override
    public int parts() {
        return 3;
    }

    @Override
    public int cells() {
        return 1;
    }

    @Override
    public int size(int round) {
        return 2 * (dimension() + 1);
    }

    @Override
    public Reals start() {
        return Reals.of(new double[size(0)]);
    }

    @Override
    public RowWords words(Reals values) {
        FourierFeatures.Map map = features.map(terms.features());
        double[] fit = values.toArray();
        IntegerClip clip = new IntegerClip(1, FitTerms.UNITS);
        return (scaled, sum) -> {
            double[] image = map.of(scaled);
            sum[0] += FitTerms.UNITS;
            if (FourierFeatures.dot(image, fit, 0) > fit[image.length]) {
                return;
            }
            sum[1] += FitTerms.UNITS;
            long[] words = new long[image.length];
            clip.addTo(words, image);
            for (int i = 0; i < words.length; i++) {
                sum[2 + i] += words[i];
            }
        };
    }

    @Override
    public Reals advance(int round, Reals values, long[] sum) {
        int dimension = dimension();
        double rows = Math.max(1, terms.rows(sum[0]));
        double[] next = values.toArray();
        double step = 1.0 / (round + 1);
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            next[i] = (1 - step) * next[i] + step * sum[2 + i] / FitTerms.UNITS / (nu * rows);
            squares += next[i] * next[i];
        }
        double norm = StrictMath.sqrt(squares);
        for (int i = 0; i < dimension && norm > 1; i++) {
            next[i] /= norm;
        }
        double outside = terms.rows(sum[1]) / rows;
        double wanted = Math.max(-1, Math.min(1, (nu - outside) / nu));
        double moved = next[dimension] + OFFSET_STEP * wanted / StrictMath.sqrt(round + 1);
        next[dimension] = Math.max(-1, Math.min(1, moved));
        int later = round - rounds / 2;
        for (int i = 0; i <= dimension; i++) {
            int mean = dimension + 1 + i;
            next[mean] = later <= 0 ? next[i] : next[mean] + (next[i] - next[mean]) / (later + 1);
        }
        return Reals.of(next);
    }

    /** (2 + r - w phi(x)) / 4, brought to [0, 1]; above 1/2 outside. */
    @Override
    public RowScore score(Reals values) {
        FourierFeatures.Map map = features.map(terms.features());
        double[] fit = values.toArray();
        int mean = dimension() + 1;
        return scaled -> {
            double beyond = fit[mean + dimension()] - FourierFeatures.dot(map.of(scaled), fit, mean);
            return Math.max(0, Math.min(1, (2 + beyond) / 4));
        };
    }

    /** Version 1: u8 version, terms, u16 pairs, f64 bandwidth, i64 seed, f64 nu, u16 rounds. */
    @Override
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION);
        terms.writeTo(writer);
        features.writeTo(writer);
        return writer.f64(nu).u16(rounds).toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static OneClassPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("plan of a one-class SVM", VERSION);
        try {
            OneClassPlan plan = new OneClassPlan(
                    FitTerms.readFrom(reader), FourierFeatures.readFrom(reader), reader.f64("nu"), reader.u16());
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
