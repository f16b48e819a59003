// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.model.Activation;
import org.cordon.model.InitialParameters;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.Loss;
import org.cordon.model.NetworkScorer;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.privacy.IntegerClip;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.SeededRandomness;
import org.junit.jupiter.api.Test;

class SequenceTrainerTest {
    private static final NetworkSpec SMALL = NetworkSpec.sequenceClassifier(3, 2, 2);
    private static final NetworkSpec LARGER = NetworkSpec.sequenceClassifier(16, 12, 16);
    private static final LocalPlan ONE_STEP = new LocalPlan(1, 65_536, LocalOptimiser.SGD, 0.5);

    private final SequenceTrainer trainer = new SequenceTrainer();

    @Test
    void theLayoutMapIsWrittenOutForASmallNetwork() {
        NetworkSpec spec = NetworkSpec.sequenceClassifier(2, 1, 1);
        // W of 1x4, RW of 1x4, b of 4, W of 1x1, b of 1: one unit makes 'f' order that of ours
        assertThat(Dl4jLayout.map(spec)).containsExactly(IntStream.range(0, 14).toArray());
        // features x0 x1, outputs h0 h1, gates zz ff oo ii
        assertThat(Arrays.copyOf(Dl4jLayout.map(SMALL), 9)).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 1);
        assertThat(Arrays.copyOfRange(Dl4jLayout.map(SMALL), 16, 25))
                .containsExactly(16, 18, 20, 22, 24, 26, 28, 30, 17);
        assertThat(Arrays.copyOfRange(Dl4jLayout.map(SMALL), 32, 43))
                .containsExactly(IntStream.range(32, 43).toArray());
    }

    @Test
    void plainScoringEqualsDl4jsOutputs() {
        for (NetworkSpec spec : List.of(SMALL, LARGER)) {
            ParameterVector parameters = InitialParameters.draw(spec, 3);
            Table rows = Sequences.random(spec, 60, 4);
            float[] theirs =
                    new Dl4jReference(spec, parameters, LocalOptimiser.SGD, 1).outputs(rows.rows(), rows.copyValues());
            NetworkScorer scorer = NetworkScorer.of(spec, parameters);
            float[] row = new float[rows.features()];
            for (int i = 0; i < theirs.length; i++) {
                rows.copyRow(i, row, 0);
                assertThat(scorer.score(row)).as("row %d of %s", i, spec).isCloseTo(theirs[i], within(1e-6));
            }
        }
    }

    @Test
    void twentyStepsEqualDl4jsFit() {
        for (LocalOptimiser optimiser : LocalOptimiser.values()) {
            NetworkSpec spec = NetworkSpec.sequenceClassifier(5, 4, 6);
            Table rows = Sequences.random(spec, 15, 9).filter(row -> row % 3 != 0);
            ParameterVector start = InitialParameters.draw(spec, 7);
            double rate = optimiser == LocalOptimiser.SGD ? 0.3 : 0.01;
            Dl4jReference reference = new Dl4jReference(spec, start, optimiser, rate);
            Runnable fit = reference.fitting(
                    rows.rows(), rows.copyValues(), rows.copyLabels().orElseThrow());
            for (int step = 0; step < 20; step++) {
                fit.run();
            }
            ParameterVector theirs = reference.parameters();
            ParameterVector ours = trainer.train(spec, start, rows, new LocalPlan(20, 10, optimiser, rate), 1)
                    .parameters();
            for (int k = 0; k < start.length(); k++) {
                assertThat(ours.get(k))
                        .as("parameter %d under %s", k, optimiser)
                        .isCloseTo(theirs.get(k), within(1e-5f));
            }
        }
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        Table rows = Sequences.random(SMALL, 9, 5);
        ParameterVector at = InitialParameters.draw(SMALL, 6);
        for (Loss loss : List.of(Loss.PLAIN, new Loss(7, 0), new Loss(3, 2))) {
            double[] parameters = new double[at.length()];
            Arrays.setAll(parameters, at::get);
            float[] after = trainer.train(SMALL, at, rows, ONE_STEP.withLoss(loss), 1)
                    .parameters()
                    .toFloatArray();
            Sequences exact = new Sequences(SMALL, rows, loss);
            for (int k = 0; k < parameters.length; k++) {
                double middle = parameters[k];
                parameters[k] = middle + 1e-5;
                double up = exact.mean(parameters);
                parameters[k] = middle - 1e-5;
                double down = exact.mean(parameters);
                parameters[k] = middle;
                assertThat((at.get(k) - after[k]) / 0.5)
                        .as("parameter %d under %s", k, loss)
                        .isCloseTo((up - down) / 2e-5, within(2e-5));
            }
        }
    }

    @Test
    void aShortHistoryCountsAsAShorterSequence() {
        NetworkSpec shorter = NetworkSpec.sequenceClassifier(2, 2, 2);
        ParameterVector parameters = InitialParameters.draw(SMALL, 8);
        float[] steps = {Float.NaN, Float.NaN, 0.5f, -1, 2, 0.25f};
        assertThat(NetworkScorer.of(SMALL, parameters).rawScore(steps))
                .isEqualTo(NetworkScorer.of(shorter, parameters).rawScore(Arrays.copyOfRange(steps, 2, 6)));
    }

    @Test
    void theWeightedMeanOfFullBatchStepsIsTheStepOfPooledRows() {
        Table all = Sequences.random(LARGER, 50, 11);
        Table one = all.filter(row -> row < 20);
        Table other = all.filter(row -> row >= 20);
        ParameterVector start = InitialParameters.draw(LARGER, 2);
        ParameterVector pooled = trainer.train(LARGER, start, all, ONE_STEP, 1).parameters();
        ParameterVector first = trainer.train(LARGER, start, one, ONE_STEP, 2).parameters();
        ParameterVector second =
                trainer.train(LARGER, start, other, ONE_STEP, 3).parameters();
        for (int k = 0; k < start.length(); k++) {
            assertThat(0.4 * first.get(k) + 0.6 * second.get(k)).isCloseTo(pooled.get(k), within(1e-6));
        }
    }

    @Test
    void theSameArgumentsGiveTheSameBitsAndTheSeedDecidesTheOrder() {
        Table rows = Sequences.random(LARGER, 40, 12);
        ParameterVector start = InitialParameters.draw(LARGER, 2);
        LocalPlan plan = new LocalPlan(2, 8, LocalOptimiser.ADAM, 0.01, 0.1);
        LocalTrainer.Trained trained = new NetworkTrainer().train(LARGER, start, rows, plan, 5);
        assertThat(trained.steps()).isEqualTo(10);
        assertThat(trained.parameters())
                .isEqualTo(trainer.train(LARGER, start, rows, plan, 5).parameters())
                .isNotEqualTo(trainer.train(LARGER, start, rows, plan, 6).parameters());
    }

    @Test
    void eachCustomerAddsItsClippedMeanGradientAndNoMore() {
        Table rows = Sequences.random(SMALL, 12, 21);
        long[] units = {7, 8, 7, 9, 7, 8, 10, 11, 11, 12, 13, 13};
        ParameterVector at = InitialParameters.draw(SMALL, 4);
        for (double clipNorm : new double[] {1e-3, 0.2, 100}) {
            PrivateSgd terms = terms(clipNorm, -1L);
            LocalTrainer.PrivateStep step = new LocalTrainer.PrivateStep(SMALL, at, terms, clipNorm);
            long[] all = trainer.clippedGradients(step, rows.withUnits(units), SeededRandomness.forTesting(7));
            long[] expected = new long[all.length];
            for (long unit : new long[] {7, 8, 9, 10, 11, 12, 13}) {
                Table own = rows.filter(row -> units[row] == unit);
                long[] added = trainer.clippedGradients(
                        step, own.withUnits(new long[own.rows()]), SeededRandomness.forTesting(7));
                float[] after =
                        trainer.train(SMALL, at, own, ONE_STEP, 1).parameters().toFloatArray();
                long[] byHand = new long[SMALL.parameterCount()];
                double[] gradient = new double[byHand.length];
                Arrays.setAll(gradient, k -> (at.get(k) - (double) after[k]) / 0.5);
                new IntegerClip(clipNorm, PrivateSgd.GRADIENT_UNITS).addTo(byHand, gradient);
                long squares = 0;
                for (int k = 0; k < byHand.length; k++) {
                    squares += added[k] * added[k];
                    assertThat((double) added[k])
                            .as("unit %d, word %d, clip %s", unit, k, clipNorm)
                            .isCloseTo((double) byHand[k], within(3e-7 / clipNorm * PrivateSgd.GRADIENT_UNITS + 40));
                    expected[k] += added[k];
                }
                assertThat(squares).isLessThanOrEqualTo(PrivateSgd.GRADIENT_UNITS * PrivateSgd.GRADIENT_UNITS);
                assertThat(Math.abs(added[byHand.length])).isEqualTo(terms.bitWord());
                expected[byHand.length] += added[byHand.length];
            }
            assertThat(all).as("clip %s", clipNorm).containsExactly(expected);
        }
    }

    @Test
    void nobodyIsSampledAtALowRate() {
        Table rows = Sequences.random(SMALL, 12, 21);
        PrivateSgd terms = terms(1, 1);
        long[] words = trainer.clippedGradients(
                new LocalTrainer.PrivateStep(SMALL, InitialParameters.draw(SMALL, 4), terms, 1),
                rows.withUnits(new long[12]),
                SeededRandomness.forTesting(7));
        assertThat(words).containsOnly(0);
    }

    private static PrivateSgd terms(double clipNorm, long threshold) {
        return new PrivateSgd(
                new UnitBound(PrivacyUnit.CUSTOMER, 4),
                clipNorm,
                Optional.of(new PrivateSgd.Adaptive(50)),
                1_000_000,
                threshold,
                100,
                100);
    }

    @Test
    void refusesWhatDoesNotFit() {
        ParameterVector start = InitialParameters.draw(SMALL, 1);
        Table rows = Sequences.random(SMALL, 4, 1);
        assertThatThrownBy(() -> trainer.train(SMALL, start, rows.filter(row -> false), ONE_STEP, 1))
                .hasMessage("number of rows must be at least 1, but was 0");
        assertThatThrownBy(() -> trainer.train(LARGER, start, rows, ONE_STEP, 1))
                .hasMessage("number of features must be the network's 192, but was 6");
        float[] values = rows.copyValues();
        values[rows.features() + 5] = Float.NaN;
        Table holed = rows.withValues(rows.featureNames(), values);
        assertThatThrownBy(() -> trainer.train(SMALL, start, holed, ONE_STEP, 1))
                .hasMessage("value of x1 in row 1 must be present once scaled, but was missing");
        NetworkSpec dense = NetworkSpec.mlpClassifier(Activation.TANH, 6, 1);
        assertThatThrownBy(() -> trainer.train(dense, start, rows, ONE_STEP, 1))
                .hasMessage("network must be a sequence_classifier, but was MLP_CLASSIFIER");
        assertThatThrownBy(() -> new DenseNetwork(SMALL, start, LocalOptimiser.SGD, 1, 1))
                .hasMessage("network must be dense here, but was a sequence_classifier");
        assertThatThrownBy(
                        () -> trainer.train(SMALL, start, rows, new LocalPlan(200, 1, LocalOptimiser.SGD, 10, 1000), 1))
                .isInstanceOf(TrainingDiverged.class);
    }
}
