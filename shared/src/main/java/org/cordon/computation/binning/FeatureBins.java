// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.binning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.computation.FeatureNames;
import org.cordon.computation.scaling.QuantileCounts;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The bins of every feature: 0 for a missing value, then one for each interval between edges, ascending.
 *
 * <p><b>Guarantees.</b> Every float32 has a bin, the same on every CPU; a larger value never has a lower one.
 */
public final class FeatureBins {
    /** The bin of a missing value. */
    public static final int MISSING = 0;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 26;

    private final List<String> features;
    private final double[][] edges;

    private FeatureBins(List<String> features, double[][] edges) {
        this.features = features;
        this.edges = edges;
    }

    /**
     * Copies its arguments.
     *
     * @param features names
     * @param edges of each, ascending, within +-{@link QuantileCounts#LIMIT}, under {@link Scaler#transform}; at most 254
     */
    public static FeatureBins of(List<String> features, double[][] edges) {
        if (features.isEmpty() || features.size() != edges.length) {
            throw new IllegalArgumentException(
                    "edges must be one list per feature of " + features.size() + ", but were " + edges.length);
        }
        double[][] copy = new double[edges.length][];
        for (int feature = 0; feature < copy.length; feature++) {
            copy[feature] = edges[feature].clone();
            requireAscending(copy[feature]);
            if (copy[feature].length >= BinningPlan.MAX_BINS) {
                throw new IllegalArgumentException(
                        "number of edges must be at most 254, but was " + copy[feature].length);
            }
        }
        return new FeatureBins(List.copyOf(features), copy);
    }

    private static void requireAscending(double[] edges) {
        double before = -QuantileCounts.LIMIT;
        for (double edge : edges) {
            if (!(edge > before && edge < QuantileCounts.LIMIT)) {
                throw new IllegalArgumentException(
                        "edges must ascend within +-89, but " + edge + " comes after " + before);
            }
            before = edge;
        }
    }

    public List<String> features() {
        return features;
    }

    /** How many bins a feature has, with that of missing values. */
    public int bins(int feature) {
        return edges[feature].length + 2;
    }

    /** The bin of a raw value. */
    public int bin(int feature, float raw) {
        return Float.isNaN(raw) ? MISSING : 1 + Cells.of(edges[feature], Scaler.transform(raw));
    }

    /** Version 1: u8 version, u16 count, then name, u32 number of edges and f64 edges of each. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION).u16(features.size());
        for (int feature = 0; feature < edges.length; feature++) {
            writer.text(features.get(feature)).u32(edges[feature].length);
            for (double edge : edges[feature]) {
                writer.f64(edge);
            }
        }
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static FeatureBins decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("bins", VERSION);
        int count = reader.u16();
        if (count < 1 || count > FeatureNames.MOST) {
            throw new MalformedEncoding("number of features must be in [1, 4096], but was " + count);
        }
        List<String> features = new ArrayList<>();
        double[][] edges = new double[count][];
        for (int feature = 0; feature < count; feature++) {
            features.add(FeatureNames.readOne(reader));
            edges[feature] = readEdges(reader, BinningPlan.MAX_BINS - 1);
        }
        reader.end();
        return new FeatureBins(List.copyOf(features), edges);
    }

    static double[] readEdges(CanonicalReader reader, int most) {
        double[] edges = new double[reader.u32("number of edges", 0, most)];
        Arrays.setAll(edges, i -> reader.f64("edge"));
        try {
            requireAscending(edges);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
        return edges;
    }

    @Override
    public String toString() {
        return "FeatureBins[" + features.size() + " features]";
    }
}
