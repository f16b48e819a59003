// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.computation.trees.ColumnSample;
import org.cordon.computation.trees.TreesPlan;

/**
 * Gradient-boosted trees by histograms, as many as there are rounds.
 *
 * @param depth most splits between root and leaf, 4 where it is left out
 * @param learningRate factor on every leaf, 0.1 where it is left out
 * @param lambda added to the curvature of a leaf, 1 where it is left out
 * @param minChildWeight least curvature of a child, 1 where it is left out
 * @param gamma a split must gain more than this, 0 where it is left out
 * @param columnShare of the features that a tree may split by, drawn for each tree; 1 where it is left out
 * @param positiveWeight what a row with label 1 counts, 1 where it is left out
 * @param bins most of a feature, 255 where it is left out
 */
public record Trees(
        Optional<Integer> depth,
        Optional<Double> learningRate,
        Optional<Double> lambda,
        Optional<Double> minChildWeight,
        Optional<Double> gamma,
        Optional<Double> columnShare,
        Optional<Double> positiveWeight,
        Optional<Integer> bins) {
    public Trees {
        List<String> any = List.of("any");
        BinningPlan unusedBins = new BinningPlan(any, 1, bins.orElse(BinningPlan.MAX_BINS), 3, Optional.empty());
        TreesPlan unused = new TreesPlan(
                any,
                1,
                depth.orElse(4),
                growth(learningRate, lambda, minChildWeight, gamma),
                new ColumnSample(columnShare.orElse(1.0), 0),
                positiveWeight.orElse(1.0),
                1,
                0,
                false,
                Optional.empty());
    }

    /** Bins of these columns. */
    public BinningPlan binning(List<String> features, long maxRows) {
        BinningPlan usual = BinningPlan.of(features, maxRows);
        return new BinningPlan(features, maxRows, bins.orElse(usual.maxBins()), usual.zooms(), Optional.empty());
    }

    /**
     * So many trees of these columns; nobody holds rows back.
     *
     * @param seed of the draw of columns
     */
    public TreesPlan plan(List<String> features, int trees, long maxRows, long seed) {
        return new TreesPlan(
                features,
                trees,
                depth.orElse(4),
                growth(learningRate, lambda, minChildWeight, gamma),
                new ColumnSample(columnShare.orElse(1.0), seed),
                positiveWeight.orElse(1.0),
                maxRows,
                0,
                false,
                Optional.empty());
    }

    private static TreesPlan.Growth growth(
            Optional<Double> learningRate,
            Optional<Double> lambda,
            Optional<Double> minChildWeight,
            Optional<Double> gamma) {
        return new TreesPlan.Growth(
                learningRate.orElse(0.1), lambda.orElse(1.0), minChildWeight.orElse(1.0), gamma.orElse(0.0));
    }
}
