// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.computation.clusters.Clusters;
import org.cordon.computation.clusters.ClustersPlan;
import org.cordon.computation.components.Components;
import org.cordon.computation.components.ComponentsPlan;
import org.cordon.computation.evaluation.Calibration;
import org.cordon.computation.evaluation.CalibrationPlan;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.Segments;
import org.cordon.computation.evaluation.SegmentsPlan;
import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.forest.Forest;
import org.cordon.computation.forest.ForestPlan;
import org.cordon.computation.indicators.Indicators;
import org.cordon.computation.indicators.IndicatorsPlan;
import org.cordon.computation.kernel.KernelMean;
import org.cordon.computation.kernel.KernelMeanPlan;
import org.cordon.computation.kernel.OneClass;
import org.cordon.computation.kernel.OneClassPlan;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.computation.svdd.Svdd;
import org.cordon.computation.svdd.SvddPlan;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;
import org.cordon.task.Stage;

/**
 * The parameters of a stage, read by the name of its computation, with what they let out of an exchange.
 *
 * @param parameters a record whose components say everything
 * @param what is added up, for people
 * @param words of one vector, at the most
 */
record StagePlan(Record parameters, String what, long words) {
    private static final int QUARTILES = 3;
    private static final String UNDER_NOISE = ", under noise";

    /** How the parameters of each computation that a charter's file can name are read. */
    private static final Map<String, Function<Bytes, StagePlan>> READERS = Map.ofEntries(
            entry(Scaling.NAME, encoded -> scaling(ScalingPlan.decode(encoded))),
            entry(NetworkTraining.NAME, encoded -> network(TrainingPlan.decode(encoded))),
            entry(Binning.NAME, encoded -> binning(BinningPlan.decode(encoded))),
            entry(BoostedTrees.NAME, encoded -> trees(TreesPlan.decode(encoded))),
            entry(Evaluation.NAME, encoded -> evaluation(EvaluationPlan.decode(encoded))),
            entry(Clusters.NAME, encoded -> fit(ClustersPlan.decode(encoded))),
            entry(Components.NAME, encoded -> fit(ComponentsPlan.decode(encoded))),
            entry(KernelMean.NAME, encoded -> fit(KernelMeanPlan.decode(encoded))),
            entry(OneClass.NAME, encoded -> fit(OneClassPlan.decode(encoded))),
            entry(Forest.NAME, encoded -> fit(ForestPlan.decode(encoded))),
            entry(Svdd.NAME, encoded -> fit(SvddPlan.decode(encoded))),
            entry(Calibration.NAME, encoded -> calibration(CalibrationPlan.decode(encoded))),
            entry(Segments.NAME, encoded -> segments(SegmentsPlan.decode(encoded))),
            entry(Indicators.NAME, encoded -> indicators(IndicatorsPlan.decode(encoded))));

    /** Empty if the computation is not known here, or its parameters are malformed. */
    static Optional<StagePlan> of(Stage stage) {
        try {
            return Optional.ofNullable(READERS.get(stage.computation()))
                    .map(reader -> reader.apply(stage.parameters()));
        } catch (MalformedEncoding malformed) {
            return Optional.empty();
        }
    }

    private static StagePlan scaling(ScalingPlan plan) {
        long columns = plan.features().size();
        return new StagePlan(
                plan,
                "how many rows lie in each bin of each column" + (plan.noise().isPresent() ? UNDER_NOISE : ""),
                columns * Math.max(plan.coarseBins(), QUARTILES * (plan.zoomBins() + 2)));
    }

    private static StagePlan binning(BinningPlan plan) {
        return new StagePlan(
                plan,
                "how many rows lie in each cell of each column" + (plan.noise().isPresent() ? UNDER_NOISE : ""),
                (long) plan.features().size() * plan.mostCells());
    }

    private static StagePlan trees(TreesPlan plan) {
        return new StagePlan(
                plan,
                "sums of gradients and curvatures by node, column and bin, and rows by label"
                        + (plan.noise().isPresent() ? UNDER_NOISE : ""),
                plan.mostWords());
    }

    private static StagePlan network(TrainingPlan plan) {
        return plan.work() instanceof PrivateSgd steps
                ? new StagePlan(
                        plan,
                        "sum of the clipped gradients of a secret sample of units, under noise",
                        plan.spec().parameterCount() + (steps.adaptive().isPresent() ? 1L : 0L))
                : new StagePlan(
                        plan,
                        "clipped change of the model's parameters, weighted by rows",
                        plan.spec().parameterCount() + 1L);
    }

    private static StagePlan evaluation(EvaluationPlan plan) {
        return new StagePlan(
                plan,
                "how many held-out rows of each label have a score in each bin"
                        + (plan.noise().isPresent() ? UNDER_NOISE : ""),
                2L * plan.bins());
    }

    private static <P extends Record & FitPlan> StagePlan fit(P plan) {
        return new StagePlan(
                plan, plan.statistic() + (plan.terms().noise().isPresent() ? UNDER_NOISE : ""), plan.length());
    }

    private static StagePlan calibration(CalibrationPlan plan) {
        StagePlan each = evaluation(plan.histograms());
        return new StagePlan(plan, each.what() + ", of each model", plan.models() * each.words());
    }

    private static StagePlan segments(SegmentsPlan plan) {
        return new StagePlan(
                plan,
                "how many held-out rows with label 0 of each segment of " + plan.column() + " have a score in each bin"
                        + (plan.histograms().noise().isPresent() ? UNDER_NOISE : ""),
                (long) plan.segments() * plan.histograms().bins());
    }

    private static StagePlan indicators(IndicatorsPlan plan) {
        return new StagePlan(
                plan, "in which buckets a value of " + plan.column() + " was seen" + UNDER_NOISE, plan.buckets());
    }
}
