// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.components;

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
 * Principal components by one secure sum; scores are Mahalanobis distances, or residuals outside the leading components.
 *
 * <p>The sum holds the number of rows, the sum of rows x, each clipped to an L2 norm of {@code clipNorm}, and the upper triangle of the sum
 * of x x^T in units of clipNorm^2: three parts of a row. The products are made of the integers of x, q, as {@code q_i q_j / UNITS}
 * truncated towards zero; as |q| is at most UNITS, so is the norm of all products.
 *
 * <p>A fit holds the mean, the components in descending order of their variance, and the weight of each. Distance: the sum over components
 * of weight times the square of the row's coordinate. With {@code leading} 0 the weight is 1 over the variance, shrunk towards the mean
 * variance (Ledoit and Wolf 2004, with a fixed share); else the leading components weigh 0 and the others the same (the residual of Jackson
 * and Mudholkar 1979).
 *
 * @param terms cap, holdout and noise
 * @param clipNorm bound on the L2 norm of a scaled row, in [1e-6, 1e6]
 * @param leading components that are taken out; 0 for the Mahalanobis distance over all; 0 to 1,024
 * @param shrinkage share of the mean variance in each variance, in (0, 1]
 */
public record ComponentsPlan(FitTerms terms, double clipNorm, int leading, double shrinkage) implements FitPlan {
    /** Share of the mean variance, where nothing else is asked for. */
    public static final double USUAL_SHRINKAGE = 0.1;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 128;
    private static final int PARTS = 3;
    private static final int MAX_FEATURES = 1024;
    private static final double LEAST_VARIANCE = 1e-6;

    public ComponentsPlan {
        FitTerms.requireClipNorm(clipNorm);
        require(leading >= 0, "leading", "at least 0", leading);
        int features = terms.features();
        require(features <= MAX_FEATURES, "features of components", "at most 1024", features);
        require(leading < features, "leading", "below the number of features, " + features, leading);
        require(shrinkage > 0 && shrinkage <= 1, "shrinkage", "in (0, 1]", shrinkage);
    }

    @Override
    public String statistic() {
        return "rows, their sum and the sum of their products";
    }

    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public int length() {
        int features = terms.features();
        return 1 + features + features * (features + 1) / 2;
    }

    @Override
    public int parts() {
        return PARTS;
    }

    @Override
    public int cells() {
        return 1;
    }

    @Override
    public int size(int round) {
        int features = terms.features();
        return round == 0 ? 0 : features * (features + 2);
    }

    @Override
    public Reals start() {
        return Reals.NONE;
    }

    @Override
    public RowWords words(Reals values) {
        int features = terms.features();
        IntegerClip clip = new IntegerClip(clipNorm, FitTerms.UNITS);
        return (scaled, sum) -> {
            long[] row = new long[features];
            clip.addTo(row, scaled);
            sum[0] += FitTerms.UNITS;
            int at = 1 + features;
            for (int i = 0; i < features; i++) {
                sum[1 + i] += row[i];
                for (int j = i; j < features; j++) {
                    sum[at++] += row[i] * row[j] / FitTerms.UNITS;
                }
            }
        };
    }

    @Override
    public Reals advance(int round, Reals values, long[] sum) {
        int features = terms.features();
        double rows = Math.max(1, terms.rows(sum[0]));
        double unit = clipNorm / FitTerms.UNITS / rows;
        double[] fit = new double[features * (features + 2)];
        for (int i = 0; i < features; i++) {
            fit[i] = sum[1 + i] * unit;
        }
        double[] covariance = new double[features * features];
        int at = 1 + features;
        for (int i = 0; i < features; i++) {
            for (int j = i; j < features; j++) {
                double value = sum[at++] * unit * clipNorm - fit[i] * fit[j];
                covariance[i * features + j] = value;
                covariance[j * features + i] = value;
            }
        }
        Jacobi.Eigen eigen = Jacobi.of(features, covariance);
        System.arraycopy(eigen.vectors(), 0, fit, features, features * features);
        System.arraycopy(weights(eigen.values()), 0, fit, features * (features + 1), features);
        return Reals.of(fit);
    }

    private double[] weights(double[] variances) {
        int features = variances.length;
        double mean = 0;
        for (int k = leading; k < features; k++) {
            mean += Math.max(0, variances[k]) / (features - leading);
        }
        double[] weights = new double[features];
        for (int k = leading; k < features; k++) {
            double shrunk = leading == 0 ? (1 - shrinkage) * Math.max(0, variances[k]) + shrinkage * mean : mean;
            weights[k] = 1 / Math.max(LEAST_VARIANCE, shrunk);
        }
        return weights;
    }

    /** m / (m + f) of the distance m, with f features. */
    @Override
    public RowScore score(Reals values) {
        int features = terms.features();
        double[] fit = values.toArray();
        return scaled -> {
            double distance = 0;
            for (int k = leading; k < features; k++) {
                double coordinate = 0;
                for (int i = 0; i < features; i++) {
                    coordinate += fit[features * (k + 1) + i] * (scaled[i] - fit[i]);
                }
                distance += fit[features * (features + 1) + k] * coordinate * coordinate;
            }
            return distance / (distance + features);
        };
    }

    /** Version 1: u8 version, terms, f64 clipNorm, u16 leading, f64 shrinkage. */
    @Override
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION);
        terms.writeTo(writer);
        return writer.f64(clipNorm).u16(leading).f64(shrinkage).toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static ComponentsPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("plan of components", VERSION);
        try {
            ComponentsPlan plan = new ComponentsPlan(
                    FitTerms.readFrom(reader), reader.f64("clipNorm"), reader.u16(), reader.f64("shrinkage"));
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
