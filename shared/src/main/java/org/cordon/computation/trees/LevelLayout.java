// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import org.cordon.computation.binning.FeatureBins;

/**
 * Where the words of a level are: by open node, feature of the tree and bin a gradient, then a curvature.
 */
public final class LevelLayout {
    private final int[] chosen;
    private final int[] first;

    /** @param chosen features of the tree, ascending */
    LevelLayout(FeatureBins bins, int[] chosen) {
        this.chosen = chosen;
        this.first = new int[chosen.length + 1];
        for (int place = 0; place < chosen.length; place++) {
            first[place + 1] = first[place] + bins.bins(chosen[place]);
        }
    }

    /** How many features the tree may split by. */
    public int features() {
        return chosen.length;
    }

    /** The feature at a place, from 0. */
    public int feature(int place) {
        return chosen[place];
    }

    int bins(int place) {
        return first[place + 1] - first[place];
    }

    /** Words of one node. */
    public int width() {
        return 2 * first[first.length - 1];
    }

    /** The word of bin 0 of the feature at a place, in the first node; further bins follow two by two. */
    public int of(int place) {
        return 2 * first[place];
    }
}
