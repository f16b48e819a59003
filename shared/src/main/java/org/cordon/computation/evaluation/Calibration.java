// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.computation.DataFunction;
import org.cordon.computation.Detector;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.PrivacyPromise;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.computation.fit.Reals;
import org.cordon.suite.Bytes;

/**
 * Turns the scores of the models of earlier stages into probabilities of label 1 by one secure sum of histograms over held-out rows, and
 * makes one model of them: the mean of the calibrated scores. Of one model it is a calibration, of several an ensemble.
 *
 * <p>Parameters: {@link CalibrationPlan}. Inputs: outputs of computations that have a {@link FederatedComputation#detector}, under their
 * names. State: {@link CalibrationState}. A row adds to one word for each model. Puts out {@value #NAME}, which an evaluation takes in the
 * place of the models. Figures: calibrationErrorBefore and calibrationErrorAfter for each model, on the rows that calibrated it.
 *
 * <p>Under noise counts keep their sign until a probability is formed, over {@link ClearBins}.
 *
 * <p><b>Guarantees.</b> Of one model the ranks stay as they are. The histograms are the same function of the rows as those of an evaluation
 * of the models, calibrated or not.
 */
public final class Calibration implements FederatedComputation {
    public static final String NAME = "calibration";

    private static final String STATISTIC = "score histograms by label";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        return new CalibrationState(CalibrationPlan.decode(parameters), EvaluatedModel.all(inputs), Optional.empty())
                .encode();
    }

    @Override
    public Optional<PrivacyPromise> promise(Bytes parameters) {
        CalibrationPlan plan = CalibrationPlan.decode(parameters);
        EvaluationPlan each = plan.histograms();
        return each.noise().map(counts -> counts.promise(plan.models(), each.maxRows(), each.bins()));
    }

    @Override
    public Optional<Query> query(Bytes state) {
        return query(CalibrationState.decode(state));
    }

    private static Optional<Query> query(CalibrationState at) {
        if (at.counts().isPresent()) {
            return Optional.empty();
        }
        EvaluationPlan plan = at.plan().histograms();
        Sensitivity ofRow = Sensitivity.ofRecord(StrictMath.sqrt(at.models().size()));
        return Optional.of(plan.noise()
                .map(counts -> Query.of(STATISTIC, at.length(), plan.maxRows() * NoisyCounts.SCALE, ofRow)
                        .under(counts.release(at.plan().models())))
                .orElseGet(() -> Query.of(STATISTIC, at.length(), plan.maxRows(), ofRow)));
    }

    @Override
    public DataFunction function(Bytes state) {
        CalibrationState at = CalibrationState.decode(state);
        if (at.counts().isPresent()) {
            throw new IllegalArgumentException("state must have a query, but calibration is finished");
        }
        return DataFunction.ofScores(CalibratedModel.basis(at.models()));
    }

    @Override
    public Bytes advance(Bytes state, OpenedSum sum) {
        CalibrationState at = CalibrationState.decode(state);
        Query query = query(at)
                .orElseThrow(
                        () -> new IllegalArgumentException("state must have a query, but calibration is finished"));
        long[] words = sum.requireAnswers(query).toArray();
        double unit = query.release().isPresent() ? NoisyCounts.SCALE : 1;
        double[] counts = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            if (words[i] < 0 && query.release().isEmpty()) {
                throw new IllegalArgumentException("count " + i + " must be at least 0, but was " + words[i]);
            }
            counts[i] = words[i] / unit;
        }
        return new CalibrationState(at.plan(), at.models(), Optional.of(Reals.of(counts))).encode();
    }

    @Override
    public Optional<Detector> detector(Bytes output) {
        return Optional.of(CalibratedModel.decode(output).detector());
    }

    @Override
    public Report report(Bytes state) {
        CalibrationState at = CalibrationState.decode(state);
        if (at.counts().isEmpty()) {
            return Report.of("waiting for the score histograms", Map.of(), Map.of());
        }
        int models = at.models().size();
        double deviation = at.plan()
                .histograms()
                .noise()
                .map(under -> under.deviation(models))
                .orElse(0.0);
        List<CalibratedModel.Part> parts = new ArrayList<>();
        Map<String, Double> figures = new TreeMap<>();
        for (int i = 0; i < models; i++) {
            String name = at.models().get(i).computation();
            ClearBins bins = ClearBins.of(counts(at, i, 0), counts(at, i, 1), deviation);
            double[] fitted = bins.spread(Isotonic.fit(bins.negatives(), bins.positives()), 0.5);
            parts.add(new CalibratedModel.Part(at.models().get(i), Reals.of(fitted)));
            double limit = at.models().get(i).detector().rankLimit();
            figures.put("calibrationErrorAfter/" + name, bins.error(fitted));
            figures.put("calibrationErrorBefore/" + name, bins.error(stated(fitted.length, limit)));
        }
        return Report.of(
                parts.size() == 1 ? "one model calibrated" : "an ensemble of " + parts.size() + " models",
                figures,
                Map.of(NAME, new CalibratedModel(parts).encode()));
    }

    private static double[] counts(CalibrationState at, int model, int label) {
        int bins = at.plan().histograms().bins();
        double[] counts = new double[bins];
        Reals all = at.counts().orElseThrow();
        for (int bin = 0; bin < bins; bin++) {
            counts[bin] = all.get((2 * model + label) * bins + bin);
        }
        return counts;
    }

    /** The score that the middle of each bin stands for: of a grid of logits the probability, else evenly from 0 to 1. */
    private static double[] stated(int bins, double limit) {
        double[] stated = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            double middle = (bin + 0.5) / bins;
            stated[bin] = limit == 1 ? middle : 1 / (1 + StrictMath.exp(-(2 * middle - 1) * limit));
        }
        return stated;
    }
}
