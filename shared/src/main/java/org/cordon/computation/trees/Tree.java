// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;

/**
 * One tree over bins. Nodes are in the order in which they grew, from 0, the root; the children of a split stand side by side, left
 * first, and those of earlier splits first. A node is open until a level has decided on it.
 */
public final class Tree {
    private static final int LEAF = -1;
    private static final int OPEN = -2;
    private static final int MAX_NODES = (2 << TreesPlan.MAX_DEPTH) - 1;

    private final int[] feature;
    private final int[] bin;
    private final boolean[] missingLeft;
    private final double[] value;
    private final int[] left;

    private Tree(int[] feature, int[] bin, boolean[] missingLeft, double[] value) {
        this.feature = feature;
        this.bin = bin;
        this.missingLeft = missingLeft;
        this.value = value;
        this.left = new int[feature.length];
        int next = 1;
        for (int node = 0; node < feature.length; node++) {
            if (feature[node] >= 0) {
                left[node] = next;
                next += 2;
            }
        }
    }

    /** What becomes of an open node. */
    sealed interface Decision permits Leaf, Split {}

    /** @param value added to the margin */
    record Leaf(double value) implements Decision {}

    /**
     * Rows in bins up to {@code bin} go left, others right.
     *
     * @param bin from 1
     * @param missingLeft where rows without a value go
     * @param left value of the child if it is a leaf; empty if it is open
     * @param right as {@code left}
     */
    record Split(int feature, int bin, boolean missingLeft, Optional<Leaf> left, Optional<Leaf> right)
            implements Decision {}

    /** A root that is open. */
    static Tree root() {
        return new Tree(new int[] {OPEN}, new int[1], new boolean[1], new double[1]);
    }

    /** The node, a leaf or open, that a row belongs to. */
    public int nodeOf(byte[] bins, int offset) {
        int node = 0;
        while (feature[node] >= 0) {
            int own = bins[offset + feature[node]] & 0xff;
            boolean goesLeft = own == 0 ? missingLeft[node] : own <= bin[node];
            node = goesLeft ? left[node] : left[node] + 1;
        }
        return node;
    }

    /** What a leaf adds to the margin. */
    public double value(int node) {
        return value[node];
    }

    /** The open nodes, ascending. */
    public int[] open() {
        return IntStream.range(0, feature.length)
                .filter(node -> feature[node] == OPEN)
                .toArray();
    }

    boolean finished() {
        return Arrays.stream(feature).noneMatch(of -> of == OPEN);
    }

    boolean splits() {
        return feature[0] >= 0;
    }

    int leaves() {
        return (int) Arrays.stream(feature).filter(of -> of == LEAF).count();
    }

    /** How many splits lie above the open nodes; they all have as many. */
    int level() {
        int open = open().length == 0 ? 0 : open()[0];
        int level = 0;
        for (int node = open; node > 0; node = parent(node)) {
            level++;
        }
        return level;
    }

    private int parent(int node) {
        int child = (node - 1) / 2 * 2 + 1;
        return IntStream.range(0, node)
                .filter(of -> feature[of] >= 0 && left[of] == child)
                .findFirst()
                .orElseThrow();
    }

    /** @param decisions one for each open node, in order */
    Tree grown(List<Decision> decisions) {
        int splits = (int) decisions.stream().filter(Split.class::isInstance).count();
        int size = feature.length;
        int[] features = Arrays.copyOf(feature, size + 2 * splits);
        int[] bins = Arrays.copyOf(bin, features.length);
        boolean[] sides = Arrays.copyOf(missingLeft, features.length);
        double[] values = Arrays.copyOf(value, features.length);
        int at = 0;
        for (int node : open()) {
            Decision decision = decisions.get(at++);
            if (decision instanceof Split split) {
                features[node] = split.feature();
                bins[node] = split.bin();
                sides[node] = split.missingLeft();
                for (Optional<Leaf> child : List.of(split.left(), split.right())) {
                    features[size] = child.isPresent() ? LEAF : OPEN;
                    values[size++] = child.map(Leaf::value).orElse(0.0);
                }
            } else {
                features[node] = LEAF;
                values[node] = ((Leaf) decision).value();
            }
        }
        return new Tree(features, bins, sides, values);
    }

    /** u16 nodes; of each u8 kind, then f64 value of a leaf, or u16 feature, u8 bin and u8 side of a split. */
    void writeTo(CanonicalWriter writer) {
        writer.u16(feature.length);
        for (int node = 0; node < feature.length; node++) {
            switch (feature[node]) {
                case LEAF -> writer.u8(0).f64(value[node]);
                case OPEN -> writer.u8(2);
                default -> writer.u8(1).u16(feature[node]).u8(bin[node]).u8(missingLeft[node] ? 1 : 0);
            }
        }
    }

    /** Reads {@link #writeTo}; anything else is a {@link MalformedEncoding}. */
    static Tree readFrom(CanonicalReader reader, int features) {
        int nodes = reader.u16();
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new MalformedEncoding("number of nodes must be in [1, 511], but was " + nodes);
        }
        Tree read = new Tree(new int[0], new int[nodes], new boolean[nodes], new double[nodes]);
        int[] feature = new int[nodes];
        int children = 1;
        for (int node = 0; node < nodes; node++) {
            switch (reader.u8()) {
                case 0 -> {
                    feature[node] = LEAF;
                    read.value[node] = reader.f64("leaf");
                }
                case 1 -> {
                    feature[node] = reader.u16();
                    read.bin[node] = reader.u8();
                    read.missingLeft[node] = readFlag(reader, "side of missing values");
                    children += 2;
                    if (feature[node] >= features || read.bin[node] == 0) {
                        throw new MalformedEncoding("a split must be of one of " + features
                                + " features after a bin from 1, but was of " + feature[node]);
                    }
                }
                case 2 -> feature[node] = OPEN;
                default -> throw new MalformedEncoding("kind of a node must be 0, 1 or 2, but was another");
            }
            if (node + 1 == children && children < nodes) {
                throw new MalformedEncoding("a node must have a parent, but node " + children + " has none");
            }
        }
        if (children != nodes) {
            throw new MalformedEncoding("splits must have both children, but there are " + nodes + " nodes");
        }
        Tree tree = new Tree(feature, read.bin, read.missingLeft, read.value);
        tree.requireLevels();
        return tree;
    }

    /** No node is too deep, and all open ones are on the last level. */
    private void requireLevels() {
        int[] depth = new int[feature.length];
        for (int node = 0; node < feature.length; node++) {
            if (feature[node] >= 0) {
                depth[left[node]] = depth[node] + 1;
                depth[left[node] + 1] = depth[node] + 1;
            }
        }
        int deepest = Arrays.stream(depth).max().orElse(0);
        boolean even = Arrays.stream(open()).allMatch(node -> depth[node] == deepest);
        if (deepest > TreesPlan.MAX_DEPTH || !even) {
            throw new MalformedEncoding("open nodes must be on one level, at most 8 deep, but were not");
        }
    }

    static boolean readFlag(CanonicalReader reader, String name) {
        int flag = reader.u8();
        if (flag > 1) {
            throw new MalformedEncoding(name + " must be 0 or 1, but was " + flag);
        }
        return flag == 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tree tree
                && Arrays.equals(feature, tree.feature)
                && Arrays.equals(bin, tree.bin)
                && Arrays.equals(missingLeft, tree.missingLeft)
                && Arrays.equals(value, tree.value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(feature) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "Tree[" + feature.length + " nodes, " + leaves() + " leaves]";
    }
}
