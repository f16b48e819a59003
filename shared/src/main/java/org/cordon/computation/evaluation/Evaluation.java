// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.DataFunction;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.PrivacyPromise;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.suite.Bytes;

/**
 * Evaluates a model of any kind on the rows that each exchange held out, by one secure sum of score histograms per label.
 *
 * <p>Parameters: {@link EvaluationPlan}. Input: the output of one computation that has a {@link
 * FederatedComputation#detector}, under its name. State: {@link EvaluationState}. A row
 * adds 1 to one word, or with differential privacy as much as {@link NoisyCounts} says; then counts below 0 count as 0.
 * Figures: rocAuc, averagePrecision, recallAt1PctFpr (absent unless both labels occur), positives,
 * negatives.
 */
public final class Evaluation implements FederatedComputation {
    public static final String NAME = "evaluation";

    private static final String STATISTIC = "score histogram by label";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        EvaluationPlan plan = EvaluationPlan.decode(parameters);
        return new EvaluationState(plan, EvaluatedModel.among(inputs), Optional.empty()).encode();
    }

    @Override
    public Optional<PrivacyPromise> promise(Bytes parameters) {
        EvaluationPlan plan = EvaluationPlan.decode(parameters);
        return plan.noise().map(counts -> counts.promise(1, plan.maxRows(), plan.bins()));
    }

    @Override
    public Optional<Query> query(Bytes state) {
        return query(EvaluationState.decode(state));
    }

    private static Optional<Query> query(EvaluationState state) {
        if (state.finished()) {
            return Optional.empty();
        }
        EvaluationPlan plan = state.plan();
        Sensitivity ofRow = Sensitivity.ofRecord(1);
        return Optional.of(plan.release()
                .map(noise -> Query.of(STATISTIC, state.length(), plan.maxRows() * NoisyCounts.SCALE, ofRow)
                        .under(noise))
                .orElseGet(() -> Query.of(STATISTIC, state.length(), plan.maxRows(), ofRow)));
    }

    /**
     * One function for each evaluated model with its scaling or binning, whatever the bins and the share held out: every histogram
     * gives the number of rows by label.
     */
    @Override
    public DataFunction function(Bytes state) {
        EvaluationState at = EvaluationState.decode(state);
        if (at.finished()) {
            throw new IllegalArgumentException("state must have a query, but evaluation is finished");
        }
        return DataFunction.ofScores(at.model().basis());
    }

    @Override
    public Bytes advance(Bytes state, OpenedSum sum) {
        EvaluationState at = EvaluationState.decode(state);
        Query query = query(at)
                .orElseThrow(() -> new IllegalArgumentException("state must have a query, but evaluation is finished"));
        long[] counts = sum.requireAnswers(query).toArray();
        for (int i = 0; i < counts.length; i++) {
            if (query.release().isPresent()) {
                counts[i] = NoisyCounts.rows(counts[i]);
            } else if (counts[i] < 0) {
                throw new IllegalArgumentException("count " + i + " must be at least 0, but was " + counts[i]);
            }
        }
        return new EvaluationState(at.plan(), at.model(), Optional.of(counts)).encode();
    }

    @Override
    public Report report(Bytes state) {
        EvaluationState at = EvaluationState.decode(state);
        if (!at.finished()) {
            return Report.of("waiting for the score histogram", Map.of(), Map.of());
        }
        long[] ofNegatives = atLeastNone(at.counts(0));
        long[] ofPositives = atLeastNone(at.counts(1));
        double negatives = Math.max(0, Arrays.stream(at.counts(0)).sum());
        double positives = Math.max(0, Arrays.stream(at.counts(1)).sum());
        if (negatives == 0
                || positives == 0
                || Arrays.stream(ofNegatives).sum() == 0
                || Arrays.stream(ofPositives).sum() == 0) {
            return Report.of(
                    "no metrics: held-out rows must have both labels, but were " + (long) negatives + " negative and "
                            + (long) positives + " positive",
                    Map.of("negatives", negatives, "positives", positives),
                    Map.of());
        }
        Metrics metrics = Metrics.ofHistogram(ofNegatives, ofPositives);
        return Report.of(
                "average precision " + Math.round(metrics.averagePrecision() * 1000) / 1000.0 + " on "
                        + (long) (negatives + positives) + " held-out rows",
                Map.of(
                        "rocAuc", metrics.rocAuc(),
                        "averagePrecision", metrics.averagePrecision(),
                        "recallAt1PctFpr", metrics.recallAt1PctFpr(),
                        "negatives", negatives,
                        "positives", positives),
                Map.of());
    }

    /** Noise can bring a count below 0; the numbers of rows are sums of the counts as they are, the metrics are not. */
    private static long[] atLeastNone(long[] counts) {
        return Arrays.stream(counts).map(count -> Math.max(0, count)).toArray();
    }
}
