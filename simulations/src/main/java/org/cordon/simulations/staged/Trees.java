// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.ColumnSample;
import org.cordon.computation.trees.Gradients;
import org.cordon.computation.trees.NoisyGradients;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.computation.trees.TreesState;
import org.cordon.participant.data.Table;
import org.cordon.simulations.engine.Seeds;
import org.cordon.suite.Bytes;

/**
 * Gradient-boosted trees by histograms, as many as there are rounds.
 *
 * @param depth most splits between root and leaf, 4 where it is left out
 * @param learningRate factor on every leaf, 0.1 where it is left out
 * @param lambda added to the curvature of a leaf; 1 where it is left out, under noise one standard deviation of it
 * @param minChildWeight least curvature of a child; 1 where it is left out, under noise one standard deviation of it
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
        Optional<Integer> bins)
        implements StagedModel {
    private static final int USUAL_DEPTH = 4;

    public Trees {
        List<String> any = List.of("any");
        BinningPlan unusedBins = new BinningPlan(any, 1, bins.orElse(BinningPlan.MAX_BINS), 3, Optional.empty());
        TreesPlan unused = new TreesPlan(
                any,
                1,
                depth.orElse(USUAL_DEPTH),
                growth(learningRate, lambda, minChildWeight, gamma),
                new ColumnSample(columnShare.orElse(1.0), 0),
                positiveWeight.orElse(1.0),
                1,
                0,
                false,
                Optional.empty());
    }

    @Override
    public String computation() {
        return BoostedTrees.NAME;
    }

    @Override
    public OptionalInt rounds() {
        return OptionalInt.empty();
    }

    @Override
    public int sums(Setting setting) {
        return plan(setting).sums();
    }

    /** Bins. */
    @Override
    public Planned before(Setting setting) {
        BinningPlan usual = BinningPlan.of(setting.columns(), setting.maxRows());
        BinningPlan plan = new BinningPlan(
                setting.columns(), setting.maxRows(), bins.orElse(usual.maxBins()), usual.zooms(), setting.ofCounts());
        return new Planned(Binning.NAME, plan.encode(), 1 + plan.zooms());
    }

    @Override
    public Bytes parameters(Setting setting) {
        return plan(setting).encode();
    }

    /** As many trees as rounds; nobody holds rows back. */
    private TreesPlan plan(Setting setting) {
        ColumnSample columns = new ColumnSample(columnShare.orElse(1.0), Seeds.of(setting.run(), "columns of trees"));
        Optional<Double> weight = setting.ofModel()
                .map(noise -> new NoisyGradients(
                                noise,
                                columns.count(setting.columns().size()),
                                new Gradients(positiveWeight.orElse(1.0)))
                        .usualWeight());
        return new TreesPlan(
                setting.columns(),
                setting.rounds(),
                depth.orElse(USUAL_DEPTH),
                growth(learningRate, lambda.or(() -> weight), minChildWeight.or(() -> weight), gamma),
                columns,
                positiveWeight.orElse(1.0),
                setting.maxRows(),
                0,
                false,
                setting.ofModel());
    }

    @Override
    public int cap(int largest, int all) {
        return Math.max(1, largest);
    }

    @Override
    public boolean learnsFrom(Table rows) {
        return rows.rows() > 0;
    }

    @Override
    public boolean isProbable() {
        return true;
    }

    @Override
    public boolean grows() {
        return true;
    }

    @Override
    public Optional<Grown> grown(StagedComputation.Position at) {
        return Optional.of(at)
                .filter(position -> position.computation().equals(BoostedTrees.NAME))
                .map(position -> TreesState.decode(position.inner()).ensemble())
                .map(trees -> new Grown(trees.trees().size(), trees));
    }

    /** Leaves. */
    @Override
    public int learnt(int rounds) {
        return rounds << depth.orElse(USUAL_DEPTH);
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
