// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import org.cordon.computation.binning.FeatureBins;

/**
 * Where the words of a level are: by open node, feature and bin a gradient, then a curvature.
 */
public final class LevelLayout {
    private final int[] first;

    LevelLayout(FeatureBins bins) {
        this.first = new int[bins.features().size() + 1];
        for (int feature = 0; feature < first.length - 1; feature++) {
            first[feature + 1] = first[feature] + bins.bins(feature);
        }
    }

    int features() {
        return first.length - 1;
    }

    int bins(int feature) {
        return first[feature + 1] - first[feature];
    }

    /** Words of one node. */
    public int width() {
        return 2 * first[first.length - 1];
    }

    /** The word of bin 0 of a feature in the first node; further bins follow two by two. */
    public int of(int feature) {
        return 2 * first[feature];
    }
}
