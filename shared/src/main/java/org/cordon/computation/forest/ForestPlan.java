// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.forest;

import static org.cordon.computation.fit.FitTerms.require;

import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.Reals;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * An isolation forest (Liu, Ting and Zhou 2008) whose splits are public, as in half-space trees (Tan, Ting and Liu 2011).
 *
 * <p>The sum holds how many rows reach each leaf: of a row as many parts as there are trees. Counts of inner nodes are sums of those of
 * leaves, so a row moves the square root of the number of trees, and not of trees times (depth + 1). A fit holds the counts.
 *
 * <p>The path of a row in a tree goes down while the node holds more than one row of a sample of {@value #SAMPLE}; a split of which one
 * side is empty adds nothing to it, as no forest grown on rows would have made it; a node that is left with c rows of such a sample adds the
 * mean path of c more. The score is {@code 2^(-mean path / mean path of the sample)}.
 *
 * @param terms cap, holdout and noise
 * @param trees 1 to 1,024
 * @param depth splits on a path, 1 to 16
 * @param seed public, of the splits
 */
public record ForestPlan(FitTerms terms, int trees, int depth, long seed) implements FitPlan {
    /** Trees, where nothing else is asked for. */
    public static final int USUAL_TREES = 100;

    /** Splits on a path, where nothing else is asked for. */
    public static final int USUAL_DEPTH = 8;

    /** Rows of the sample that paths are measured in, as in the source. */
    static final int SAMPLE = 256;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 128;
    private static final double EULER = 0.5772156649015329;
    private static final int MAX_WORDS = 1 << 22;

    public ForestPlan {
        require(trees >= 1 && trees <= 1024, "trees", "in [1, 1024]", trees);
        require(depth >= 1 && depth <= 16, "depth", "in [1, 16]", depth);
        require((long) trees << depth <= MAX_WORDS, "leaves of all trees", "at most 2^22", (double)
                ((long) trees << depth));
    }

    @Override
    public String statistic() {
        return "rows by leaf of public trees";
    }

    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public int length() {
        return trees << depth;
    }

    @Override
    public int parts() {
        return trees;
    }

    @Override
    public int cells() {
        return 1 << depth;
    }

    @Override
    public int size(int round) {
        return round == 0 ? 0 : trees << depth;
    }

    @Override
    public Reals start() {
        return Reals.NONE;
    }

    @Override
    public RowWords words(Reals values) {
        int features = terms.features();
        PublicTrees splits = new PublicTrees(trees, depth, features, seed);
        return (scaled, sum) -> {
            for (int tree = 0; tree < trees; tree++) {
                sum[(tree << depth) + splits.leaf(tree, scaled)] += FitTerms.UNITS;
            }
        };
    }

    @Override
    public Reals advance(int round, Reals values, long[] sum) {
        double[] rows = new double[sum.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Math.max(0, terms.rows(sum[i]));
        }
        return Reals.of(rows);
    }

    @Override
    public RowScore score(Reals values) {
        int features = terms.features();
        PublicTrees splits = new PublicTrees(trees, depth, features, seed);
        double[] paths = new double[trees << depth];
        for (int tree = 0; tree < trees; tree++) {
            measure(values, tree, paths);
        }
        double whole = meanPath(SAMPLE);
        return scaled -> {
            double sum = 0;
            for (int tree = 0; tree < trees; tree++) {
                sum += paths[(tree << depth) + splits.leaf(tree, scaled)];
            }
            return StrictMath.pow(2, -sum / trees / whole);
        };
    }

    /** The path to every leaf of a tree. */
    private void measure(Reals leaves, int tree, double[] paths) {
        int width = 1 << depth;
        double[] rows = new double[2 * width];
        for (int leaf = 0; leaf < width; leaf++) {
            rows[width + leaf] = leaves.get(tree * width + leaf);
        }
        for (int node = width - 1; node >= 1; node--) {
            rows[node] = rows[2 * node] + rows[2 * node + 1];
        }
        double share = SAMPLE / Math.max(1, rows[1]);
        for (int leaf = 0; leaf < width; leaf++) {
            int node = 1;
            int splits = 0;
            for (int level = depth - 1; level >= 0 && rows[node] * share > 1; level--) {
                boolean cuts = rows[2 * node] > 0 && rows[2 * node + 1] > 0;
                splits += cuts ? 1 : 0;
                node = 2 * node + ((leaf >> level) & 1);
            }
            paths[tree * width + leaf] = splits + meanPath(rows[node] * share);
        }
    }

    /** The mean path to a row in a binary search tree of so many; 0 for one. */
    private static double meanPath(double rows) {
        return rows <= 1 ? 0 : Math.max(0, 2 * (StrictMath.log(Math.max(1, rows - 1)) + EULER) - 2 * (rows - 1) / rows);
    }

    /** Version 1: u8 version, terms, u16 trees, u8 depth, i64 seed. */
    @Override
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION);
        terms.writeTo(writer);
        return writer.u16(trees).u8(depth).i64(seed).toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static ForestPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("plan of a forest", VERSION);
        try {
            ForestPlan plan = new ForestPlan(FitTerms.readFrom(reader), reader.u16(), reader.u8(), reader.i64());
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
