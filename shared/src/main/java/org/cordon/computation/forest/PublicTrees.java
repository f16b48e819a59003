// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.forest;

import org.cordon.computation.fit.SeededNormals;

/**
 * Complete binary trees whose splits are drawn from a public seed: at every inner node a feature, and a threshold from the logistic
 * distribution around the median, so that most cuts fall where scaled rows are and some in the tails.
 *
 * <p>Node 1 is the root, nodes 2n and 2n + 1 are the children of n; leaf l of a tree is node 2^depth + l.
 */
final class PublicTrees {
    private static final double SPREAD = 1.5;

    private final int depth;
    private final int[] feature;
    private final double[] threshold;

    PublicTrees(int trees, int depth, int features, long seed) {
        this.depth = depth;
        this.feature = new int[trees << depth];
        this.threshold = new double[trees << depth];
        SeededNormals draws = new SeededNormals(seed);
        for (int tree = 0; tree < trees; tree++) {
            for (int node = 1; node < 1 << depth; node++) {
                int at = (tree << depth) + node;
                feature[at] = draws.below(features);
                double u = Math.max(0x1.0p-53, draws.uniform());
                threshold[at] = SPREAD * StrictMath.log(u / (1 - u));
            }
        }
    }

    /** The leaf of a tree that a row reaches, from 0. */
    int leaf(int tree, float[] scaled) {
        int node = 1;
        for (int level = 0; level < depth; level++) {
            int at = (tree << depth) + node;
            node = 2 * node + (scaled[feature[at]] < threshold[at] ? 0 : 1);
        }
        return node - (1 << depth);
    }
}
