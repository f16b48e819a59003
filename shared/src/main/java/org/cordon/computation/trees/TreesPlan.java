// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordon.computation.FeatureNames;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The parameters of {@link BoostedTrees}.
 *
 * @param features those of the bins, in the same order
 * @param trees most trees, 1 to 1,000; training ends with the first that has no split
 * @param depth most splits between root and leaf, 1 to {@value #MAX_DEPTH}
 * @param growth how splits and leaves are chosen; under noise lambda and minChildWeight are a standard deviation of a word's noise or more
 * @param columns which features a tree may split by
 * @param positiveWeight what a row with label 1 counts, one with label 0 counts 1; 0.0001 to 10,000
 * @param maxRows public cap on an exchange's rows
 * @param holdoutPerMille share of the rows kept out of training, 0 to 900
 * @param calibrated whether a last sum over the held-out rows calibrates probabilities
 * @param noise whose presence is hidden, and how; empty without differential privacy
 */
public record TreesPlan(
        List<String> features,
        int trees,
        int depth,
        Growth growth,
        ColumnSample columns,
        double positiveWeight,
        long maxRows,
        int holdoutPerMille,
        boolean calibrated,
        Optional<NoisyCounts> noise) {
    public static final int MAX_TREES = 1000;
    public static final int MAX_DEPTH = 8;
    static final int MAX_BYTES = 1 << 20;
    /** Of one exchange's word: leaves 2^8 exchanges and their noise room in a ring of 64 bits. */
    private static final long MOST_IN_WORD = 1L << 54;

    private static final int VERSION = 1;
    private static final int NOISY = 2;

    /**
     * What XGBoost calls eta, lambda, min_child_weight and gamma.
     *
     * @param learningRate factor on every leaf, 0.01 to 1; below, two trees in a row would nearly be one function of the rows
     * @param lambda added to the curvature of a leaf, 0 to 10^6
     * @param minChildWeight least curvature of a child, 0 to 10^6
     * @param gamma a split must gain more than this, 0 to 10^6
     */
    public record Growth(double learningRate, double lambda, double minChildWeight, double gamma) {
        private static final double MOST = 1e6;

        public Growth {
            require(learningRate >= 0.01 && learningRate <= 1, "learningRate", "in [0.01, 1]", learningRate);
            require(lambda >= 0 && lambda <= MOST, "lambda", "in [0, 10^6]", lambda);
            require(minChildWeight >= 0 && minChildWeight <= MOST, "minChildWeight", "in [0, 10^6]", minChildWeight);
            require(gamma >= 0 && gamma <= MOST, "gamma", "in [0, 10^6]", gamma);
        }
    }

    public TreesPlan {
        features = FeatureNames.checked(features);
        int count = features.size();
        require(trees >= 1 && trees <= MAX_TREES, "trees", "in [1, 1000]", trees);
        require(depth >= 1 && depth <= MAX_DEPTH, "depth", "in [1, 8]", depth);
        require(maxRows >= 1 && maxRows <= 1L << 31, "maxRows", "in [1, 2^31]", maxRows);
        require(holdoutPerMille >= 0 && holdoutPerMille <= 900, "holdoutPerMille", "in [0, 900]", holdoutPerMille);
        require(!calibrated || holdoutPerMille > 0, "holdoutPerMille", "above 0 with calibration", holdoutPerMille);
        int names = features.stream()
                .mapToInt(feature -> Integer.BYTES + feature.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        require(names <= MAX_BYTES - 512, "feature names", "below 1 MiB together", names + " bytes");
        Gradients gradients = new Gradients(positiveWeight);
        Optional<NoisyGradients> noisy = noise.map(under -> new NoisyGradients(under, columns.count(count), gradients));
        noisy.ifPresent(under -> requireSteady(growth, under.ofWord()));
        long ofRow = Math.max(gradients.bound(), noisy.map(NoisyGradients::row).orElse(1L));
        require(
                maxRows <= MOST_IN_WORD / ofRow,
                "maxRows",
                MOST_IN_WORD / ofRow + " or less for this positiveWeight, so that sums of weights have room",
                maxRows);
    }

    /**
     * Under noise a curvature can be anything, also near 0: what a leaf and the gain of a split divide by must not be less than the noise.
     * A child has minChildWeight at the least, a leaf adds lambda to what it has, so each is asked for on its own.
     */
    private static void requireSteady(Growth growth, double noise) {
        String rule = String.format(
                Locale.ROOT,
                "%.3f, one standard deviation of the noise on one word, or more under differential privacy, as leaves would"
                        + " be noise over nothing; leave it out for just that, or ask for less noise",
                noise);
        require(growth.lambda() >= noise, "lambda", rule, growth.lambda());
        require(growth.minChildWeight() >= noise, "minChildWeight", rule, growth.minChildWeight());
    }

    /** Sums that are asked for at the most: one for the start, one a level, one for calibration. */
    public int sums() {
        return 1 + trees * depth + (calibrated ? 1 : 0);
    }

    /** Words of the largest level, with as many bins as there can be. */
    public long mostWords() {
        return mostWords(BinningPlan.MAX_BINS);
    }

    /** Words of the largest level, of columns with so many bins beside that of missing values. */
    public long mostWords(int maxBins) {
        return (2L << (depth - 1)) * touched() * (maxBins + 1);
    }

    /** How many features a row adds to in one sum. */
    public int touched() {
        return columns.count(features.size());
    }

    public Gradients gradients() {
        return new Gradients(positiveWeight);
    }

    /** What differential privacy makes of it; empty without. */
    public Optional<NoisyGradients> noisy() {
        return noise.map(under -> new NoisyGradients(under, touched(), gradients()));
    }

    /** Version 1 has no noise; version 2 ends in it. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(noise.isPresent() ? NOISY : VERSION)
                .u16(trees)
                .u8(depth)
                .f64(growth.learningRate())
                .f64(growth.lambda())
                .f64(growth.minChildWeight())
                .f64(growth.gamma())
                .f64(positiveWeight)
                .f64(columns.share())
                .i64(columns.seed())
                .i64(maxRows)
                .u16(holdoutPerMille)
                .u8(calibrated ? 1 : 0);
        FeatureNames.write(writer, features);
        noise.ifPresent(under -> under.writeTo(writer));
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static TreesPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        int version = reader.version("plan of trees", VERSION, NOISY);
        int trees = reader.u16();
        int depth = reader.u8();
        double[] growth = new double[6];
        for (int i = 0; i < growth.length; i++) {
            growth[i] = reader.f64("growth");
        }
        long seed = reader.i64();
        long maxRows = reader.i64();
        int holdoutPerMille = reader.u16();
        boolean calibrated = Tree.readFlag(reader, "calibrated");
        List<String> features = FeatureNames.read(reader);
        try {
            Optional<NoisyCounts> noise =
                    version == NOISY ? Optional.of(NoisyCounts.readFrom(reader)) : Optional.empty();
            reader.end();
            return new TreesPlan(
                    features,
                    trees,
                    depth,
                    new Growth(growth[0], growth[1], growth[2], growth[3]),
                    new ColumnSample(growth[5], seed),
                    growth[4],
                    maxRows,
                    holdoutPerMille,
                    calibrated,
                    noise);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
        }
    }
}
