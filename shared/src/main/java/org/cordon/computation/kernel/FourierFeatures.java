// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.kernel;

import static org.cordon.computation.fit.FitTerms.require;

import java.util.Optional;
import org.cordon.computation.fit.SeededNormals;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;

/**
 * A map whose inner product approximates the Gaussian kernel {@code exp(-|x - y|^2 / (2 b^2 f))} with f features: pairs of cosine and
 * sine of random projections (Rahimi and Recht 2007).
 *
 * <p><b>Guarantees.</b> Every row's image has norm 1 but for rounding; the projections follow from the seed.
 *
 * @param pairs half the dimension of the image, 1 to 4,096
 * @param bandwidth b: by how many scaled units a feature may differ on average for a row to be near, in (0, 1000]
 * @param seed public
 */
public record FourierFeatures(int pairs, double bandwidth, long seed) {
    private static final int MAX_PAIRS = 4096;
    private static final int USUAL_PAIRS = 128;
    private static final double USUAL_BANDWIDTH = 1;

    public FourierFeatures {
        require(pairs >= 1 && pairs <= MAX_PAIRS, "pairs", "in [1, 4096]", pairs);
        require(bandwidth > 0 && bandwidth <= 1000, "bandwidth", "in (0, 1000]", bandwidth);
    }

    /** With the usual value for what is left out. */
    public static FourierFeatures usual(Optional<Integer> pairs, Optional<Double> bandwidth, long seed) {
        return new FourierFeatures(pairs.orElse(USUAL_PAIRS), bandwidth.orElse(USUAL_BANDWIDTH), seed);
    }

    /** The map for rows of so many features. */
    Map map(int features) {
        SeededNormals draws = new SeededNormals(seed);
        double scale = 1 / (bandwidth * StrictMath.sqrt(features));
        double[] projections = new double[pairs * features];
        for (int i = 0; i < projections.length; i++) {
            projections[i] = scale * draws.normal();
        }
        return new Map(projections, pairs);
    }

    void writeTo(CanonicalWriter writer) {
        writer.u16(pairs).f64(bandwidth).i64(seed);
    }

    static FourierFeatures readFrom(CanonicalReader reader) {
        return new FourierFeatures(reader.u16(), reader.f64("bandwidth"), reader.i64());
    }

    /** The drawn projections. */
    static final class Map {
        private final double[] projections;
        private final int pairs;
        private final double size;

        private Map(double[] projections, int pairs) {
            this.projections = projections;
            this.pairs = pairs;
            this.size = 1 / StrictMath.sqrt(pairs);
        }

        /** The image of a row: cosine and sine of each projection over the root of the number of pairs. */
        double[] of(float[] scaled) {
            double[] image = new double[2 * pairs];
            int at = 0;
            for (int pair = 0; pair < pairs; pair++) {
                double angle = 0;
                for (float value : scaled) {
                    angle += projections[at++] * value;
                }
                image[2 * pair] = size * StrictMath.cos(angle);
                image[2 * pair + 1] = size * StrictMath.sin(angle);
            }
            return image;
        }
    }

    /** The inner product of a row's image with the numbers from {@code from} on. */
    static double dot(double[] image, double[] values, int from) {
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            sum += image[i] * values[from + i];
        }
        return sum;
    }
}
