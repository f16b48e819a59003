// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.model.Activation;
import org.cordon.model.InitialParameters;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.Loss;
import org.cordon.model.NetworkScorer;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FocalLossTest {
    private static double loss(double sum, float label, Loss loss) {
        double p = 1 / (1 + Math.exp(label == 1f ? -sum : sum));
        return -(label == 1f ? loss.positiveWeight() : 1) * Math.pow(1 - p, loss.focalGamma()) * Math.log(p);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "10, 0", "1, 2", "0.5, 0.5", "25, 5"})
    void theDerivativeIsThatOfFiniteDifferences(double positiveWeight, double focalGamma) {
        Loss loss = new Loss(positiveWeight, focalGamma);
        for (float label : new float[] {0f, 1f}) {
            for (float sum = -8; sum <= 8; sum += 0.5f) {
                double slope = (loss(sum + 1e-5, label, loss) - loss(sum - 1e-5, label, loss)) / 2e-5;
                assertThat(Elementwise.focalDelta(sum, label, loss))
                        .as("sum %s, label %s", sum, label)
                        .isCloseTo((float) slope, within((float) (1e-5 * Math.max(1, positiveWeight))));
            }
        }
    }

    @Test
    void farOffSumsStayFinite() {
        for (float sum : new float[] {-1e4f, -100, 100, 1e4f}) {
            assertThat(Elementwise.focalDelta(sum, 1f, new Loss(10_000, 5))).isFinite();
            assertThat(Elementwise.focalDelta(sum, 0f, new Loss(1, 0.5))).isFinite();
        }
    }

    @Test
    void aClassThatWeighsMoreIsFoundMoreOften() {
        SplittableRandom random = new SplittableRandom(3);
        int rows = 2000;
        float[] values = new float[2 * rows];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = random.nextInt(20) == 0 ? 1f : 0f;
            values[2 * row] = (float) (random.nextGaussian() + labels[row]);
            values[2 * row + 1] = (float) random.nextGaussian();
        }
        Table table = Table.of(List.of("x", "y"), rows, values, Optional.of(labels));
        double plain = meanScore(table, Loss.PLAIN);
        double weighed = meanScore(table, new Loss(19, 0));
        assertThat(plain).isLessThan(0.08);
        assertThat(weighed).isBetween(0.3, 0.6);
    }

    private static double meanScore(Table table, Loss loss) {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 2, 1);
        LocalPlan plan = new LocalPlan(40, 50, LocalOptimiser.SGD, 0.05).withLoss(loss);
        var trained = new DenseTrainer().train(spec, InitialParameters.draw(spec, 1), table, plan, 1);
        NetworkScorer scorer = NetworkScorer.of(spec, trained.parameters());
        double sum = 0;
        float[] row = new float[2];
        for (int i = 0; i < table.rows(); i++) {
            table.copyRow(i, row, 0);
            sum += scorer.score(row);
        }
        return sum / table.rows();
    }

    @Test
    void aPlanWithALossIsReadAsItWasWrittenAndOthersAreAsBefore() {
        LocalPlan plain = new LocalPlan(2, 32, LocalOptimiser.ADAM, 1e-3, 0.1);
        LocalPlan weighed = plain.withLoss(new Loss(10, 2));
        assertThat(LocalPlan.decode(weighed.encode())).isEqualTo(weighed);
        assertThat(plain.encode().size()).isEqualTo(26);
        assertThat(weighed.withEpochs(3).withProximal(0).loss()).isEqualTo(new Loss(10, 2));
        assertThatThrownBy(() -> new Loss(0, 0)).hasMessage("positiveWeight must be in [0.0001, 10000], but was 0.0");
        assertThatThrownBy(() -> new DenseNetwork(
                                NetworkSpec.autoencoder(Activation.RELU, 2, 1, 2),
                                InitialParameters.draw(NetworkSpec.autoencoder(Activation.RELU, 2, 1, 2), 1),
                                LocalOptimiser.SGD,
                                0.1,
                                1)
                        .weigh(new Loss(2, 0)))
                .hasMessageContaining("loss must be plain unless the network is an mlp_classifier");
    }
}
