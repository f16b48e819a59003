// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.computation.DataFunction;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.member.Threshold;
import org.cordon.model.Activation;
import org.cordon.model.FedAdam;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.junit.jupiter.api.Test;

/** A pipeline of two scaling passes, three training rounds and two evaluations of the network. */
class FunctionGroupTest {
    private static final StagedComputation PIPELINE = new StagedComputation();
    private static final Charter CHARTER = built(builder());
    private static final int SCALING = 0;
    private static final int TRAINING = 2;
    private static final int EVALUATION = 5;
    private static final int END = 7;

    private record Plans(int coarseBins, double learningRate, int rounds, int bins) {
        static final Plans USUAL = new Plans(64, 0.1, 3, 32);

        Stages stages() {
            TrainingPlan training = new TrainingPlan(
                    NetworkSpec.mlpClassifier(Activation.RELU, 2, 4, 1),
                    new LocalPlan(1, 32, LocalOptimiser.SGD, learningRate),
                    new FedAdam(0.02, 0.9, 0.99, 1e-3),
                    new UpdateBounds(10, 1, 16, 500),
                    rounds,
                    200,
                    42);
            List<String> features = List.of("amount", "age");
            return Stages.of(
                    new Stages.Stage(
                            "scaling", Scaling.NAME, new ScalingPlan(features, 500, coarseBins, 16, 1).encode()),
                    new Stages.Stage("network", NetworkTraining.NAME, training.encode()),
                    new Stages.Stage("evaluation", Evaluation.NAME, new EvaluationPlan(bins, 500, 200).encode()),
                    new Stages.Stage("again", Evaluation.NAME, new EvaluationPlan(2 * bins, 500, 300).encode()));
        }
    }

    /** Counts of nothing leave the scaler the same for all bins; updates are drawn from the seed. */
    private static List<TaskState> states(Plans plans, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TaskState> states = new ArrayList<>();
        states.add(new TaskState(PIPELINE, PIPELINE.start(plans.stages().encode(), Map.of())));
        while (true) {
            Bytes state = states.get(states.size() - 1).state();
            Optional<Query> query = PIPELINE.query(state);
            if (query.isEmpty()) {
                return states;
            }
            long[] sum = new long[query.get().length()];
            if (query.get().weight().isPresent()) {
                for (int i = 0; i < sum.length - 1; i++) {
                    sum[i] = random.nextLong(-20_000, 20_000);
                }
                sum[sum.length - 1] = 60;
            }
            states.add(new TaskState(PIPELINE, PIPELINE.advance(state, OpenedSum.wrap(sum, 5))));
        }
    }

    private static Digest group(TaskState state) {
        return FunctionGroup.of(CHARTER, state);
    }

    @Test
    void allPassesOfScalingAreOneGroupAndEachTrainingStateItsOwn() {
        List<TaskState> states = states(Plans.USUAL, 1);
        assertThat(states).hasSize(END + 1);
        List<Digest> groups =
                states.subList(0, END).stream().map(FunctionGroupTest::group).toList();
        assertThat(groups.get(SCALING + 1)).isEqualTo(groups.get(SCALING));
        assertThat(new HashSet<>(groups.subList(TRAINING, EVALUATION))).hasSize(3);
        assertThat(groups.get(EVALUATION + 1))
                .as("another plan, the same model")
                .isEqualTo(groups.get(EVALUATION));
        assertThat(new HashSet<>(groups)).hasSize(5);
        assertThat(states.get(TRAINING).function().reach()).isEqualTo(DataFunction.Reach.STATE);
        assertThat(states.get(EVALUATION).function().reach()).isEqualTo(DataFunction.Reach.MODEL);
        assertThatThrownBy(() -> group(states.get(END)))
                .hasMessage("state must have a query, but the pipeline is finished");
    }

    @Test
    void aRoundTriedAgainIsInTheGroupOfTheFirstTry() {
        TaskState state = states(Plans.USUAL, 1).get(TRAINING + 1);
        TaskState again = states(Plans.USUAL, 1).get(TRAINING + 1);
        assertThat(group(again)).isEqualTo(group(state));
        assertThat(group(states(Plans.USUAL, 2).get(TRAINING + 1)))
                .as("after another sum")
                .isNotEqualTo(group(state));
    }

    /** The first update of another task from the same network is the same function; so is one after a round of no rows. */
    @Test
    void whatOnlyTunesSplitsNoGroup() {
        List<TaskState> usual = states(Plans.USUAL, 1);
        List<TaskState> tuned = states(new Plans(128, 0.2, 5, 64), 1);
        assertThat(group(tuned.get(SCALING))).isEqualTo(group(usual.get(SCALING)));
        assertThat(group(tuned.get(TRAINING))).isEqualTo(group(usual.get(TRAINING)));
        Bytes first = usual.get(TRAINING).state();
        int length = PIPELINE.query(first).orElseThrow().length();
        Bytes unchanged = PIPELINE.advance(first, OpenedSum.wrap(new long[length], 5));
        assertThat(unchanged).isNotEqualTo(first);
        assertThat(group(new TaskState(PIPELINE, unchanged))).isEqualTo(group(usual.get(TRAINING)));
    }

    @Test
    void evaluationsOfTwoModelsAreTwoGroups() {
        TaskState one = states(Plans.USUAL, 1).get(EVALUATION);
        TaskState other = states(Plans.USUAL, 2).get(EVALUATION);
        assertThat(group(other)).isNotEqualTo(group(one));
        assertThat(group(states(new Plans(64, 0.1, 3, 16), 1).get(EVALUATION))).isEqualTo(group(one));
    }

    @Test
    void onlyTheDataOfACharterCount() {
        DataFunction function = DataFunction.ofFullData("scaling");
        Digest group = FunctionGroup.of(CHARTER, function);
        assertThat(List.of(
                        builder().name("fraud-2027"),
                        builder().version(7),
                        builder().purpose("something else"),
                        builder().schema("accounts-2"),
                        builder().minSurvivors(5),
                        builder().expiry(TestCharters.END.plusSeconds(60)),
                        builder().initialState(Digest.parseHex("01".repeat(32))),
                        builder().columns(List.of("age", "amount"))))
                .allSatisfy(same ->
                        assertThat(FunctionGroup.of(built(same), function)).isEqualTo(group));
        List<CharterBuilder> others = List.of(
                builder().columns(List.of("amount")),
                builder().columns(List.of("amount", "age", "flag")),
                builder().columns(List.of("amount", "fraud")).label("age"),
                builder().consortium(Digest.parseHex("01".repeat(32))));
        HashSet<Digest> distinct = new HashSet<>(List.of(group));
        others.forEach(other -> distinct.add(FunctionGroup.of(built(other), function)));
        distinct.add(FunctionGroup.of(CHARTER, DataFunction.ofFullData("evaluation")));
        distinct.add(FunctionGroup.of(CHARTER, DataFunction.ofState("scaling", Bytes.EMPTY)));
        distinct.add(FunctionGroup.of(CHARTER, DataFunction.ofModel("scaling", Bytes.EMPTY)));
        assertThat(distinct).hasSize(others.size() + 4);
    }

    private static CharterBuilder builder() {
        return TestCharters.builder();
    }

    private static Charter built(CharterBuilder builder) {
        return builder.build(new Threshold(5));
    }
}
