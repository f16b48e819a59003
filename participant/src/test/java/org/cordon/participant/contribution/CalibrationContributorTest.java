// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.computation.Detector;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Report;
import org.cordon.computation.components.Components;
import org.cordon.computation.components.ComponentsPlan;
import org.cordon.computation.evaluation.Calibration;
import org.cordon.computation.evaluation.CalibrationPlan;
import org.cordon.computation.evaluation.CalibrationState;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.forest.Forest;
import org.cordon.computation.forest.ForestPlan;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.model.DecoderMutations;
import org.cordon.participant.data.Table;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class CalibrationContributorTest extends ComputationContract {
    private static final Scaler SCALER = Scaler.of(List.of("a", "b"), new double[] {0, 0}, new double[] {0.7, 0.7});
    private static final EvaluationPlan HISTOGRAMS = new EvaluationPlan(64, 5000, 500);

    @Override
    protected FederatedComputation computation() {
        return new Calibration();
    }

    @Override
    protected Contributors contributors() {
        return Contributors.installed();
    }

    @Override
    protected Bytes parameters() {
        return new CalibrationPlan(2, HISTOGRAMS).encode();
    }

    @Override
    protected List<Table> tables() {
        return List.of(rows(1, 4000), rows(2, 4000), rows(3, 0));
    }

    @Override
    protected Map<String, Bytes> inputs() {
        FitTerms terms = new FitTerms(2, 5000, 500);
        Map<String, Bytes> inputs = new LinkedHashMap<>();
        inputs.put(Scaling.OUTPUT, SCALER.encode());
        inputs.putAll(model(new Components(), new ComponentsPlan(terms, 12, 0, 0.1).encode()));
        inputs.putAll(model(new Forest(), new ForestPlan(terms, 20, 5, 1).encode()));
        return inputs;
    }

    private Map<String, Bytes> only(String... names) {
        Map<String, Bytes> inputs = inputs();
        inputs.keySet().retainAll(List.of(names));
        return inputs;
    }

    private Map<String, Bytes> model(FederatedComputation computation, Bytes parameters) {
        Bytes last = federation(computation).run(parameters, Map.of(Scaling.OUTPUT, SCALER.encode()));
        return computation.report(last).outputs();
    }

    private PlainFederation federation(FederatedComputation of) {
        List<PlainFederation.Member> members = new ArrayList<>();
        tables().forEach(table ->
                members.add(new PlainFederation.Member(table, new ContributionContext(members.size(), trainer()))));
        return new PlainFederation(of, contributors(), members);
    }

    /** The further out a row is, the likelier it has label 1. */
    private static Table rows(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[2 * count];
        float[] labels = new float[count];
        for (int row = 0; row < count; row++) {
            double x = random.nextGaussian() * 2;
            double y = random.nextGaussian() * 2;
            values[2 * row] = (float) x;
            values[2 * row + 1] = (float) y;
            labels[row] = random.nextDouble() < 1 - Math.exp(-(x * x + y * y) / 40) ? 1f : 0f;
        }
        return Table.of(List.of("a", "b"), count, values, Optional.of(labels));
    }

    private Report calibrated(String... names) {
        Bytes last = federation(computation()).run(new CalibrationPlan(names.length, HISTOGRAMS).encode(), only(names));
        return computation().report(last);
    }

    @Test
    void aCalibratedScoreIsTheShareOfLabelOneAndRanksStay() {
        Report report = calibrated("components");
        Detector plain =
                new Components().detector(only("components").get("components")).orElseThrow();
        Detector calibrated =
                computation().detector(report.output(Calibration.NAME)).orElseThrow();
        Table test = rows(9, 20_000);
        float[] labels = test.copyLabels().orElseThrow();
        double[] scores = ScoredRows.of(calibrated, test);
        double[] before = ScoredRows.of(plain, test);
        assertThat(gap(scores, labels)).isLessThan(0.08).isLessThan(gap(before, labels) / 2);
        assertThat(report.figures().get("calibrationErrorAfter/components"))
                .isLessThan(report.figures().get("calibrationErrorBefore/components") / 2);
        float[] row = new float[2];
        for (int i = 0; i < 100; i++) {
            test.copyRow(i, row, 0);
            assertThat(calibrated.rank(row)).isEqualTo(plain.rank(row));
        }
    }

    /** The largest difference between mean score and share of label 1 over tenths of the score. */
    private static double gap(double[] scores, float[] labels) {
        double[][] sums = new double[10][3];
        for (int i = 0; i < scores.length; i++) {
            double[] of = sums[(int) Math.min(9, scores[i] * 10)];
            of[0] += scores[i];
            of[1] += labels[i];
            of[2]++;
        }
        double worst = 0;
        for (double[] of : sums) {
            worst = of[2] < 500 ? worst : Math.max(worst, Math.abs(of[0] - of[1]) / of[2]);
        }
        return worst;
    }

    @Test
    void severalModelsBecomeTheMeanOfTheirCalibratedScores() {
        Detector both = detector(calibrated("components", "forest"));
        Detector one = detector(calibrated("components"));
        Detector other = detector(calibrated("forest"));
        Table test = rows(8, 500);
        double[] mean = ScoredRows.of(both, test);
        double[] first = ScoredRows.of(one, test);
        double[] second = ScoredRows.of(other, test);
        for (int i = 0; i < mean.length; i++) {
            assertThat(mean[i]).isCloseTo((first[i] + second[i]) / 2, within(1e-12));
        }
        assertThat(Metrics.of(mean, test.copyLabels().orElseThrow()).rocAuc()).isGreaterThan(0.6);
    }

    private Detector detector(Report report) {
        return computation().detector(report.output(Calibration.NAME)).orElseThrow();
    }

    /** Or the difference of the two sums would be the histogram of a member that was missing in one. */
    @Test
    void histogramsBeforeAndAfterCalibrationAreOneFunction() {
        Bytes state = computation().start(new CalibrationPlan(1, HISTOGRAMS).encode(), only("components"));
        Map<String, Bytes> plain = only("components");
        Map<String, Bytes> calibrated = new LinkedHashMap<>(plain);
        calibrated.put(Calibration.NAME, calibrated("components").output(Calibration.NAME));
        Evaluation evaluation = new Evaluation();
        for (Map<String, Bytes> inputs : List.of(plain, calibrated)) {
            assertThat(evaluation.function(evaluation.start(HISTOGRAMS.encode(), inputs)))
                    .isEqualTo(computation().function(state));
        }
    }

    @Test
    void aRowOfManyModelsIsDeclaredAsMany() {
        EvaluationPlan noisy =
                new EvaluationPlan(64, 5000, 500, Optional.of(new NoisyCounts(UnitBound.RECORD, 1_000_000)));
        Bytes parameters = new CalibrationPlan(2, noisy).encode();
        assertThat(computation()
                        .query(computation().start(parameters, inputs()))
                        .orElseThrow()
                        .release()
                        .orElseThrow()
                        .sensitivitySquared())
                .isEqualTo(2L * NoisyCounts.SCALE * NoisyCounts.SCALE);
        assertThatThrownBy(() -> computation().start(new CalibrationPlan(1, HISTOGRAMS).encode(), inputs()))
                .hasMessageContaining("models must be 1, but were [components, forest]");
    }

    @Test
    void decodersSurviveMutation() {
        Bytes last = federation(computation()).run(parameters(), inputs());
        DecoderMutations.check(last, bytes -> CalibrationState.decode(bytes).encode(), 500, 1);
        DecoderMutations.check(
                parameters(), bytes -> CalibrationPlan.decode(bytes).encode(), 500, 2);
    }
}
