// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.EvaluationState;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.TrainingState;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.computation.scaling.QuantileCounts;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.model.Activation;
import org.cordon.model.DecoderMutations;
import org.cordon.model.FedAdam;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class PipelineVectorsTest {
    private static final StagedComputation PIPELINE = new StagedComputation();

    private static Stages stages() {
        List<String> features = List.of("amount", "age", "flag");
        TrainingPlan training = new TrainingPlan(
                NetworkSpec.mlpClassifier(Activation.RELU, 3, 4, 1),
                new LocalPlan(1, 32, LocalOptimiser.SGD, 0.1),
                new FedAdam(0.02, 0.9, 0.99, 1e-3),
                new UpdateBounds(10, 1, 16, 500),
                3,
                200,
                42);
        return Stages.of(
                new Stages.Stage("scaling", Scaling.NAME, new ScalingPlan(features, 500, 64, 16, 2).encode()),
                new Stages.Stage("network", NetworkTraining.NAME, training.encode()),
                new Stages.Stage("evaluation", Evaluation.NAME, new EvaluationPlan(32, 500, 200).encode()));
    }

    /** Sums as five exchanges could give them, drawn from a fixed seed. */
    private static List<Bytes> states() {
        SplittableRandom random = new SplittableRandom(2026);
        List<Bytes> states = new ArrayList<>();
        states.add(PIPELINE.start(stages().encode(), Map.of()));
        while (true) {
            Bytes state = states.get(states.size() - 1);
            Query query = PIPELINE.query(state).orElse(null);
            if (query == null) {
                return states;
            }
            long[] sum = new long[query.length()];
            for (int k = 0; k < sum.length; k++) {
                boolean count = query.weight().isEmpty() || k == sum.length - 1;
                sum[k] = count ? random.nextLong(0, 60) : random.nextLong(-20_000, 20_000);
            }
            states.add(PIPELINE.advance(state, OpenedSum.wrap(sum, 5)));
        }
    }

    @Test
    void sameSumsGiveTheGoldenStates() {
        List<String> digests =
                states().stream().map(PipelineVectorsTest::digest).toList();
        assertThat(digests)
                .containsExactly(
                        "1ceb9fed408e223ccd072351022d8458",
                        "7f648597a14d3ca749d2d029dac5f06d",
                        "3a264bb15132c8c7b5870bcdcdb39610",
                        "4097852bf7ce3c26fff85de5cef40f1a",
                        "2e4d6e66efe423bb34fac8c6350614ac",
                        "6fafcf2adf58e1812381de1c0947f562",
                        "1ac4d00105eb69a7c32610d511d9cc76",
                        "18b3012f7090fab9b45103c703f90f8f");
    }

    /** Whatever the encoding of a plan, the same sums give the same parameters. */
    @Test
    void sameSumsGiveTheGoldenParameters() {
        List<Bytes> states = states();
        Report last = PIPELINE.report(states.get(states.size() - 1));
        ParameterVector trained = TrainedNetwork.decode(last.output("network")).parameters();
        assertThat(digest(trained.toBytes())).isEqualTo("baeadb88f63cdecbe80c8e3fb9fd0ee9");
    }

    @Test
    void everyStageRunsItsRoundsAndItsOutputsReachTheNext() {
        List<Bytes> states = states();
        assertThat(states).hasSize(1 + 3 + 3 + 1);
        assertThat(StagedComputation.position(states.get(4)).orElseThrow().label())
                .isEqualTo("network");
        assertThat(PIPELINE.report(states.get(4)).summary()).isEqualTo("network (stage 2 of 3): round 1 of 3");
        Report last = PIPELINE.report(states.get(7));
        assertThat(last.outputs().keySet()).containsExactly("network", "scaler");
        assertThat(last.figures()).containsKeys("evaluation/averagePrecision", "network/rounds", "scaling/features");
        assertThatThrownBy(() -> PIPELINE.advance(states.get(7), OpenedSum.wrap(new long[1], 5)))
                .hasMessageContaining("the pipeline is finished");
    }

    @Test
    void refusesSumsThatCannotBe() {
        Bytes state = PIPELINE.start(stages().encode(), Map.of());
        int length = PIPELINE.query(state).orElseThrow().length();
        assertThatThrownBy(() -> PIPELINE.advance(state, OpenedSum.wrap(new long[length - 1], 5)))
                .hasMessage("length of the sum must be 192, but was 191");
        long[] negative = new long[length];
        negative[3] = -1;
        assertThatThrownBy(() -> PIPELINE.advance(state, OpenedSum.wrap(negative, 5)))
                .hasMessage("count 3 must be at least 0, but was -1");
        long[] large = new long[length];
        large[7] = 5 * 500 + 1;
        assertThatThrownBy(() -> PIPELINE.advance(state, OpenedSum.wrap(large, 5)))
                .hasMessage("word 7 of the sum must be within 2500, but was 2501");
    }

    @Test
    void stagesInTheWrongOrderAreRefusedAtTheStart() {
        Stages wrong = Stages.of(stages().list().get(1), stages().list().get(0));
        assertThatThrownBy(() -> PIPELINE.start(wrong.encode(), Map.of())).hasMessageContaining("put scaling before");
        Stages unknown = Stages.of(new Stages.Stage("x", "alchemy", Bytes.EMPTY));
        assertThatThrownBy(() -> PIPELINE.start(unknown.encode(), Map.of()))
                .hasMessage("computation must be one of [binning, evaluation, network, pipeline, scaling, trees], but was alchemy");
    }

    @Test
    void decodersSurviveMutation() {
        List<Bytes> states = states();
        for (int i = 0; i < states.size(); i++) {
            DecoderMutations.check(
                    states.get(i), bytes -> StagedState.decode(bytes).encode(), 500, i);
        }
        DecoderMutations.check(stages().encode(), bytes -> Stages.decode(bytes).encode(), 2000, 20);
        for (Stages.Stage stage : stages().list()) {
            DecoderMutations.check(stage.parameters(), bytes -> recodeParameters(stage.computation(), bytes), 2000, 21);
        }
        Report report = PIPELINE.report(states.get(7));
        DecoderMutations.check(
                report.output("scaler"), bytes -> Scaler.decode(bytes).encode(), 2000, 22);
        DecoderMutations.check(
                report.output("network"), bytes -> TrainedNetwork.decode(bytes).encode(), 2000, 23);
        for (int i : new int[] {0, 2, 4, 6}) {
            StagedComputation.Position at =
                    StagedComputation.position(states.get(i)).orElseThrow();
            DecoderMutations.check(at.inner(), bytes -> recodeState(at.computation(), bytes), 2000, 30 + i);
        }
    }

    private static Bytes recodeParameters(String computation, Bytes bytes) {
        return switch (computation) {
            case Scaling.NAME -> ScalingPlan.decode(bytes).encode();
            case NetworkTraining.NAME -> TrainingPlan.decode(bytes).encode();
            default -> EvaluationPlan.decode(bytes).encode();
        };
    }

    private static Bytes recodeState(String computation, Bytes bytes) {
        return switch (computation) {
            case Scaling.NAME -> QuantileCounts.decode(bytes).encode();
            case NetworkTraining.NAME -> TrainingState.decode(bytes).encode();
            default -> EvaluationState.decode(bytes).encode();
        };
    }

    private static String digest(Bytes state) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(state.toByteArray());
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
