// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.Activation;
import org.cordon.model.InitialParameters;
import org.cordon.model.MalformedEncoding;
import org.cordon.model.NetworkSpec;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class EvaluatedModelTest {
    private static final Bytes PLAN = new EvaluationPlan(16, 100, 200).encode();

    private static TrainedNetwork network(NetworkSpec spec) {
        return new TrainedNetwork(
                spec,
                Scaler.of(List.of("a", "b"), new double[2], new double[] {1, 1}),
                InitialParameters.draw(spec, 7));
    }

    @Test
    void takesTheModelAmongOtherOutputs() {
        TrainedNetwork network = network(NetworkSpec.mlpClassifier(Activation.RELU, 2, 3, 1));
        Bytes state = new Evaluation()
                .start(PLAN, Map.of("scaler", Bytes.EMPTY, "network", network.encode(), "pipeline", Bytes.EMPTY));
        assertThat(EvaluationState.decode(state).model().encoded()).isEqualTo(network.encode());
        assertThat(EvaluationState.decode(state).encode()).isEqualTo(state);
    }

    @Test
    void withoutAModelThereIsNothingToEvaluate() {
        assertThatThrownBy(() -> new Evaluation().start(PLAN, Map.of("scaler", Bytes.EMPTY)))
                .hasMessage("inputs must have one model to evaluate, but had []: put one stage that trains a model"
                        + " before evaluation");
        assertThatThrownBy(() -> EvaluatedModel.of("scaling", Bytes.EMPTY))
                .isInstanceOf(MalformedEncoding.class)
                .hasMessage("model must be that of a computation that scores rows, but was of scaling");
    }

    @Test
    void everyScoreLiesBetweenNoneAndOneAndRanksAsTheRank() {
        for (NetworkSpec spec : List.of(
                NetworkSpec.mlpClassifier(Activation.RELU, 2, 3, 1),
                NetworkSpec.autoencoder(Activation.TANH, 2, 1, 2))) {
            var detector = network(spec).detector();
            float[] one = {3, -2};
            float[] other = {0.1f, 0.2f};
            assertThat(detector.score(one)).isBetween(0.0, 1.0);
            assertThat(Double.compare(detector.score(one), detector.score(other)))
                    .isEqualTo(Double.compare(detector.rank(one), detector.rank(other)));
        }
    }
}
