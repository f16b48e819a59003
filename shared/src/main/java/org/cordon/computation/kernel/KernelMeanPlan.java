// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.kernel;

import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.Reals;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.privacy.IntegerClip;
import org.cordon.suite.Bytes;

/**
 * How near a row is to the mean of all rows in a kernel's feature space: a density in one sum (Smola, Gretton, Song and Schoelkopf 2007).
 *
 * <p>The sum holds the number of rows and the sum of their images: two parts of a row. A fit holds the mean image.
 *
 * @param terms cap, holdout and noise
 * @param features the map
 */
public record KernelMeanPlan(FitTerms terms, FourierFeatures features) implements FitPlan {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 128;

    @Override
    public String statistic() {
        return "rows and the sum of their Fourier features";
    }

    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public int length() {
        return 1 + 2 * features.pairs();
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
        return round == 0 ? 0 : 2 * features.pairs();
    }

    @Override
    public Reals start() {
        return Reals.NONE;
    }

    @Override
    public RowWords words(Reals values) {
        FourierFeatures.Map map = features.map(terms.features());
        IntegerClip clip = new IntegerClip(1, FitTerms.UNITS);
        return (scaled, sum) -> {
            long[] image = new long[2 * features.pairs()];
            clip.addTo(image, map.of(scaled));
            sum[0] += FitTerms.UNITS;
            for (int i = 0; i < image.length; i++) {
                sum[1 + i] += image[i];
            }
        };
    }

    @Override
    public Reals advance(int round, Reals values, long[] sum) {
        double rows = Math.max(1, terms.rows(sum[0]));
        double[] mean = new double[sum.length - 1];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (double) sum[1 + i] / FitTerms.UNITS / rows;
        }
        return Reals.of(mean);
    }

    /** (1 - s) / 2 of the inner product s with the mean, brought to [-1, 1]. */
    @Override
    public RowScore score(Reals values) {
        FourierFeatures.Map map = features.map(terms.features());
        double[] mean = values.toArray();
        return scaled -> (1 - Math.max(-1, Math.min(1, FourierFeatures.dot(map.of(scaled), mean, 0)))) / 2;
    }

    /** Version 1: u8 version, terms, u16 pairs, f64 bandwidth, i64 seed. */
    @Override
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION);
        terms.writeTo(writer);
        features.writeTo(writer);
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static KernelMeanPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("plan of a kernel mean", VERSION);
        try {
            KernelMeanPlan plan = new KernelMeanPlan(FitTerms.readFrom(reader), FourierFeatures.readFrom(reader));
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
