// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.clusters;

import static org.cordon.computation.fit.FitTerms.require;

import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.Reals;
import org.cordon.computation.fit.SeededNormals;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.privacy.IntegerClip;
import org.cordon.suite.Bytes;

/**
 * k-means (Lloyd 1982) by secure sums, and the distance to the nearest large cluster as a score (He, Xu and Deng 2003, CBLOF).
 *
 * <p>A sum holds for every cluster the number of its rows and the sum of them, each row clipped to an L2 norm of {@code clipNorm}: two
 * parts of a row. First centres are drawn from the public seed; a cluster that came out too small is laid beside the largest one and
 * tried again. In the last sum such clusters are left out of the model.
 *
 * <p>A fit holds for each cluster its rows, or 0 for one that is left out, and its centre.
 *
 * @param terms cap, holdout and noise
 * @param clusters 1 to 1,024
 * @param rounds sums, 1 to 100
 * @param clipNorm bound on the L2 norm of a scaled row, in [1e-6, 1e6]
 * @param minPerMille a cluster with a smaller share of the rows is no normal behaviour, 0 to 500
 * @param seed public, of the first centres
 */
public record ClustersPlan(FitTerms terms, int clusters, int rounds, double clipNorm, int minPerMille, long seed)
        implements FitPlan {
    /** Sums, where nothing else is asked for. */
    public static final int USUAL_ROUNDS = 10;

    /** Share of the rows, in thousandths, that a cluster of usual rows has at the least. */
    public static final int USUAL_MIN_PER_MILLE = 10;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 128;
    private static final int PARTS = 2;
    /** A cluster under noise must stand out of it by so many standard deviations. */
    private static final double CLEAR_OF_NOISE = 3;
    /** How far a cluster that is tried again is laid from the largest, in scaled units a feature. */
    private static final double ASIDE = 0.5;

    public ClustersPlan {
        require(clusters >= 1 && clusters <= 1024, "clusters", "in [1, 1024]", clusters);
        require(rounds >= 1 && rounds <= 100, "rounds", "in [1, 100]", rounds);
        FitTerms.requireClipNorm(clipNorm);
        require(minPerMille >= 0 && minPerMille <= 500, "minPerMille", "in [0, 500]", minPerMille);
    }

    @Override
    public String statistic() {
        return "rows and their sums by cluster";
    }

    @Override
    public int length() {
        int features = terms.features();
        return clusters * (features + 1);
    }

    @Override
    public int parts() {
        return PARTS;
    }

    @Override
    public int cells() {
        return clusters;
    }

    @Override
    public int size(int round) {
        return length();
    }

    @Override
    public Reals start() {
        int features = terms.features();
        SeededNormals draws = new SeededNormals(seed);
        double[] values = new double[length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % (features + 1) == 0 ? 1 : draws.normal();
        }
        return Reals.of(values);
    }

    @Override
    public RowWords words(Reals values) {
        int features = terms.features();
        double[] centres = values.toArray();
        IntegerClip clip = new IntegerClip(clipNorm, FitTerms.UNITS);
        return (scaled, sum) -> {
            int at = nearest(centres, scaled) * (features + 1);
            long[] row = new long[features];
            clip.addTo(row, scaled);
            sum[at] += FitTerms.UNITS;
            for (int i = 0; i < features; i++) {
                sum[at + 1 + i] += row[i];
            }
        };
    }

    /** The nearest of the clusters that hold rows; the first of equally near ones. */
    private static int nearest(double[] centres, float[] scaled) {
        int width = scaled.length + 1;
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k * width < centres.length; k++) {
            double square = centres[k * width] > 0 ? square(centres, k * width + 1, scaled) : Double.MAX_VALUE;
            if (square < least) {
                least = square;
                best = k;
            }
        }
        return best;
    }

    private static double square(double[] centres, int from, float[] scaled) {
        double sum = 0;
        for (int i = 0; i < scaled.length; i++) {
            double difference = scaled[i] - centres[from + i];
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public Reals advance(int round, Reals values, long[] sum) {
        int features = terms.features();
        int width = features + 1;
        double[] next = new double[sum.length];
        double all = 0;
        int largest = 0;
        for (int k = 0; k < clusters; k++) {
            double rows = terms.rows(sum[k * width]);
            all += Math.max(0, rows);
            largest = sum[k * width] > sum[largest * width] ? k : largest;
        }
        double fewest = Math.max(0.5, Math.max(all * minPerMille / 1000, CLEAR_OF_NOISE * terms.countNoise(PARTS)));
        boolean last = round == rounds - 1;
        if (terms.rows(sum[largest * width]) < 0.5) {
            return values;
        }
        centre(sum, largest * width, next, features);
        SeededNormals draws = new SeededNormals(seed + round + 1);
        for (int k = 0; k < clusters; k++) {
            int at = k * width;
            if (k == largest || terms.rows(sum[at]) >= fewest) {
                centre(sum, at, next, features);
            } else if (last) {
                keep(values, at, next, features);
            } else {
                aside(next, largest * width, at, features, draws);
            }
        }
        return Reals.of(next);
    }

    /** The mean of a cluster's rows, within the norm that every row is within. */
    private void centre(long[] sum, int at, double[] next, int features) {
        double rows = terms.rows(sum[at]);
        next[at] = rows;
        double squares = 0;
        for (int i = 1; i <= features; i++) {
            next[at + i] = sum[at + i] * clipNorm / FitTerms.UNITS / rows;
            squares += next[at + i] * next[at + i];
        }
        double norm = StrictMath.sqrt(squares);
        for (int i = 1; i <= features && norm > clipNorm; i++) {
            next[at + i] *= clipNorm / norm;
        }
    }

    private static void keep(Reals values, int at, double[] next, int features) {
        for (int i = 1; i <= features; i++) {
            next[at + i] = values.get(at + i);
        }
    }

    private static void aside(double[] next, int from, int at, int features, SeededNormals draws) {
        next[at] = 1;
        for (int i = 1; i <= features; i++) {
            next[at + i] = next[from + i] + ASIDE * draws.normal();
        }
    }

    /** d^2 / (d^2 + f) of the distance d to the nearest cluster that is not left out, with f features. */
    @Override
    public RowScore score(Reals values) {
        int features = terms.features();
        double[] centres = values.toArray();
        return scaled -> {
            double square = square(centres, nearest(centres, scaled) * (features + 1) + 1, scaled);
            return square / (square + features);
        };
    }

    /** Version 1: u8 version, terms, u16 clusters and rounds, f64 clipNorm, u16 minPerMille, i64 seed. */
    @Override
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION);
        terms.writeTo(writer);
        return writer.u16(clusters)
                .u16(rounds)
                .f64(clipNorm)
                .u16(minPerMille)
                .i64(seed)
                .toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static ClustersPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("plan of clusters", VERSION);
        try {
            ClustersPlan plan = new ClustersPlan(
                    FitTerms.readFrom(reader),
                    reader.u16(),
                    reader.u16(),
                    reader.f64("clipNorm"),
                    reader.u16(),
                    reader.i64());
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
