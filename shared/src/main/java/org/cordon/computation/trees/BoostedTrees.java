// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.DataFunction;
import org.cordon.computation.Detector;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.PrivacyPromise;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.FeatureBins;
import org.cordon.computation.scaling.Scaling;
import org.cordon.suite.Bytes;

/**
 * Trains gradient-boosted trees by secure sums of histograms; puts out {@link TrainedTrees} as {@value #NAME}.
 *
 * <p>Parameters: {@link TreesPlan}. State: {@link TreesState}. Input: {@value Binning#OUTPUT}.
 *
 * <p><b>Guarantees.</b> Without noise the trees are those of the pooled rows, bit for bit. With it every sum is a release of its own
 * under {@link NoisyGradients#release}.
 *
 * <p><b>Does not check</b> that all sums of one tree are over the same members: the differencing guard does, for whom they are one
 * function.
 */
public final class BoostedTrees implements FederatedComputation {
    public static final String NAME = "trees";

    private static final int LABELS = 2;
    private static final int TYPICAL_BINS = 64;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        TreesPlan plan = TreesPlan.decode(parameters);
        Bytes bins = inputs.get(Binning.OUTPUT);
        if (bins == null) {
            throw new IllegalArgumentException("input bins must be given, but was not: put binning before trees");
        }
        TrainedTrees none = new TrainedTrees(FeatureBins.decode(bins), 0, List.of(), Calibration.NONE);
        return new TreesState(plan, TreesState.Phase.BASE, none, Optional.empty()).encode();
    }

    @Override
    public Optional<PrivacyPromise> promise(Bytes parameters) {
        TreesPlan plan = TreesPlan.decode(parameters);
        return plan.noisy().map(noisy -> noisy.promise(plan.maxRows(), 1 << (plan.depth() - 1), TYPICAL_BINS));
    }

    @Override
    public Optional<Query> query(Bytes state) {
        return query(TreesState.decode(state));
    }

    private static Optional<Query> query(TreesState at) {
        TreesPlan plan = at.plan();
        long row = plan.noisy().map(NoisyGradients::row).orElse(1L);
        Optional<Query> asked = switch (at.phase()) {
            case BASE -> Optional.of(of(plan, "rows by label", LABELS, row, (double) row));
            case GROWING ->
                Optional.of(of(
                        plan,
                        "gradients by node, feature and bin",
                        Math.multiplyExact(
                                at.growing().orElseThrow().open().length,
                                at.layout().width()),
                        plan.gradients().bound(),
                        StrictMath.sqrt(plan.touched()) * plan.gradients().bound()));
            case CALIBRATING ->
                Optional.of(of(plan, "held-out rows by margin and label", 2 * Calibration.BINS, row, (double) row));
            case DONE -> Optional.empty();
        };
        return asked.map(
                query -> plan.noisy().map(noisy -> query.under(noisy.release())).orElse(query));
    }

    private static Query of(TreesPlan plan, String statistic, int length, long ofRow, double sensitivity) {
        return Query.of(
                statistic, length, Math.multiplyExact(plan.maxRows(), ofRow), Sensitivity.ofRecord(sensitivity));
    }

    /**
     * All sums of all trees are one function of the full data, that of scaling and binning: gradients are functions of the leaf that a
     * row is in and of its label, so a level of one tree says much, and often all, of the next, and the first tree counts rows by
     * bin. The last sum is a histogram of scores, as an evaluation of the trees is.
     */
    @Override
    public DataFunction function(Bytes state) {
        TreesState at = TreesState.decode(state);
        return switch (at.phase()) {
            case BASE, GROWING -> DataFunction.ofFullData(Scaling.NAME);
            case CALIBRATING -> DataFunction.ofScores(at.ensemble().basis().orElseThrow());
            case DONE -> throw new IllegalArgumentException("state must have a query, but trees is finished");
        };
    }

    @Override
    public Bytes advance(Bytes state, OpenedSum sum) {
        TreesState at = TreesState.decode(state);
        Query query = query(at)
                .orElseThrow(() -> new IllegalArgumentException("state must have a query, but trees is finished"));
        long[] words = sum.requireAnswers(query).toArray();
        TreesState next = switch (at.phase()) {
            case BASE -> based(at, counts(at.plan(), words));
            case GROWING -> grown(at, words);
            case CALIBRATING -> calibrated(at, counts(at.plan(), words));
            case DONE -> at;
        };
        return next.encode();
    }

    /** Rows that words stand for; under noise below 0 where it made them so. */
    private static double[] counts(TreesPlan plan, long[] words) {
        double row = plan.noisy().map(NoisyGradients::row).orElse(1L);
        for (int i = 0; i < words.length; i++) {
            requireCount(plan, "count " + i, words[i]);
        }
        return Arrays.stream(words).mapToDouble(word -> word / row).toArray();
    }

    private static void requireCount(TreesPlan plan, String name, long word) {
        if (word < 0 && plan.noise().isEmpty()) {
            throw new IllegalArgumentException(name + " must be at least 0, but was " + word);
        }
    }

    private static TreesState based(TreesState at, double[] counts) {
        double base = at.plan().gradients().base(Math.max(0, counts[0]), Math.max(0, counts[1]));
        return at.growing(new TrainedTrees(at.ensemble().bins(), base, List.of(), Calibration.NONE));
    }

    private static TreesState grown(TreesState at, long[] words) {
        TreesPlan plan = at.plan();
        for (int i = 1; i < words.length; i += 2) {
            requireCount(plan, "curvature " + i, words[i]);
        }
        Tree tree = at.growing().orElseThrow();
        boolean childrenEnd = tree.level() + 1 == plan.depth();
        List<Tree.Decision> decisions = new ArrayList<>();
        for (int node = 0; node < tree.open().length; node++) {
            decisions.add(new SplitSearch(plan, at.layout(), words, node, childrenEnd).decide());
        }
        Tree next = tree.grown(decisions);
        if (!next.finished()) {
            return new TreesState(plan, at.phase(), at.ensemble(), Optional.of(next));
        }
        return next.splits() ? added(at, next) : trained(at, at.ensemble());
    }

    private static TreesState added(TreesState at, Tree tree) {
        List<Tree> trees = new ArrayList<>(at.ensemble().trees());
        trees.add(tree);
        TrainedTrees more = new TrainedTrees(
                at.ensemble().bins(), at.ensemble().base(), trees, at.ensemble().calibration());
        return trees.size() < at.plan().trees() ? at.growing(more) : trained(at, more);
    }

    /** The trees are done; a row's weight is taken back from the log-odds. */
    private static TreesState trained(TreesState at, TrainedTrees trees) {
        TrainedTrees weighed =
                with(trees, new Calibration(1, -StrictMath.log(at.plan().positiveWeight())));
        return at.ended(at.plan().calibrated() ? TreesState.Phase.CALIBRATING : TreesState.Phase.DONE, weighed);
    }

    private static TreesState calibrated(TreesState at, double[] counts) {
        double deviation = at.plan().noisy().map(NoisyGradients::deviation).orElse(0.0);
        return at.ended(
                TreesState.Phase.DONE,
                with(
                        at.ensemble(),
                        Calibration.fitted(counts, deviation, at.ensemble().calibration())));
    }

    private static TrainedTrees with(TrainedTrees trees, Calibration calibration) {
        return new TrainedTrees(trees.bins(), trees.base(), trees.trees(), calibration);
    }

    @Override
    public Optional<Detector> detector(Bytes output) {
        return Optional.of(TrainedTrees.decode(output));
    }

    @Override
    public Report report(Bytes state) {
        TreesState at = TreesState.decode(state);
        int trees = at.ensemble().trees().size();
        String summary = switch (at.phase()) {
            case BASE -> "waiting for the rows by label";
            case GROWING ->
                "tree " + (trees + 1) + " of " + at.plan().trees() + ", level "
                        + (at.growing().orElseThrow().level() + 1);
            case CALIBRATING -> "waiting for the held-out rows by margin";
            case DONE -> trees + " trees";
        };
        return Report.of(
                summary,
                Map.of("trees", (double) trees),
                at.phase() == TreesState.Phase.BASE
                        ? Map.of()
                        : Map.of(NAME, at.ensemble().encode()));
    }
}
