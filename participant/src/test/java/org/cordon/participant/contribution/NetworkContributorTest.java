// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.Sensitivity;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.computation.network.TrainingState;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.model.Activation;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class NetworkContributorTest {
    @Test
    void smallUpdatesAreRoundedAndWeighed() {
        UpdateBounds bounds = new UpdateBounds(10, 1, 16, 1000);
        long[] words = NetworkContributor.words(bounds, vector(0, 1, 2), vector(0.5f, 1, 1.75f), 500);
        assertThat(words).containsExactly(8192, 0, -4096, 500);
    }

    @Test
    void largeUpdatesAreShrunkAsAWhole() {
        UpdateBounds bounds = new UpdateBounds(5, 4, 16, 10);
        // norm 50 to 5, so (3, 4): the larger coordinate is at its bound
        long[] words = NetworkContributor.words(bounds, vector(0, 0), vector(30, 40), 99);
        assertThat(words).containsExactly(24576, 32768, 10);
        // norm within, one coordinate above: both shrink alike
        words = NetworkContributor.words(new UpdateBounds(100, 1, 16, 10), vector(0, 0), vector(2, -4), 10);
        assertThat(words).containsExactly(16384, -32768, 10);
    }

    @Test
    void noUpdateLeavesItsBounds() {
        long seed = 8;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            int bits = random.nextInt(8, 33);
            double clip = Math.pow(10, random.nextDouble(-6, 6));
            UpdateBounds bounds =
                    new UpdateBounds(clip, clip * random.nextDouble(0.01, 1), bits, random.nextInt(1, 5000));
            float[] start = new float[random.nextInt(1, 20)];
            float[] end = new float[start.length];
            double size = Math.pow(10, random.nextDouble(-8, 8));
            for (int k = 0; k < start.length; k++) {
                start[k] = (float) random.nextDouble(-size, size);
                end[k] = (float) random.nextDouble(-size, size);
            }
            long[] words = NetworkContributor.words(
                    bounds, ParameterVector.of(start), ParameterVector.of(end), random.nextInt(0, 10_000));
            for (int k = 0; k < start.length; k++) {
                assertThat(Math.abs(words[k])).as("case %d, seed %d", i, seed).isLessThanOrEqualTo(bounds.maxWord());
            }
        }
    }

    @Test
    void theMeanUpdateIsTheWeightedMeanToHalfAWord() {
        NetworkSpec spec = Exchanges.classifier();
        StagedComputation pipeline = new StagedComputation();
        List<Table> tables = Exchanges.draw(9, 100, 300, 0);
        float[] shift = {0.25f, -0.5f};
        List<PlainFederation.Member> members = List.of(
                new PlainFederation.Member(tables.get(0), new ContributionContext(1, move(shift[0]))),
                new PlainFederation.Member(tables.get(1), new ContributionContext(2, move(shift[1]))),
                new PlainFederation.Member(tables.get(2), new ContributionContext(3, move(9))));
        PlainFederation federation = new PlainFederation(pipeline, Contributors.installed(), members);
        Bytes state = pipeline.start(Exchanges.stages(spec, 1).encode(), Map.of());
        for (int pass = 0; pass < 3; pass++) {
            state = federation.round(state, member -> true);
        }
        OpenedSum sum = federation.sum(state, member -> true);
        long first = federation.sum(state, member -> member == 0).get(sum.length() - 1);
        long second = federation.sum(state, member -> member == 1).get(sum.length() - 1);
        assertThat(first).isBetween(60L, 95L);
        assertThat(sum.get(sum.length() - 1)).isEqualTo(first + second);
        double mean = (first * shift[0] + second * shift[1]) / (first + second);
        ParameterVector before = current(state);
        ParameterVector after = parameters(pipeline.advance(state, sum));
        for (int k = 0; k < after.length(); k++) {
            assertThat((double) after.get(k) - before.get(k)).isCloseTo(mean, within(2e-4));
        }
    }

    private static ParameterVector current(Bytes state) {
        Bytes inner = StagedComputation.position(state).orElseThrow().inner();
        return TrainingState.decode(inner).server().parameters();
    }

    private static ParameterVector parameters(Bytes state) {
        return TrainedNetwork.decode(new StagedComputation().report(state).output("network"))
                .parameters();
    }

    @Test
    void autoencodersLearnFromHonestRowsOnlyAndNeedNoLabels() {
        NetworkSpec spec =
                NetworkSpec.autoencoder(Activation.TANH, Exchanges.FEATURES.size(), 2, Exchanges.FEATURES.size());
        int[] seen = new int[1];
        LocalTrainer counting = (network, start, scaled, plan, seed) -> {
            seen[0] = scaled.rows();
            assertThat(scaled.positives()).isZero();
            return new LocalTrainer.Trained(start, scaled.rows(), 1);
        };
        Table table = Exchanges.draw(10, 500).get(0);
        StagedComputation pipeline = new StagedComputation();
        Bytes last = new PlainFederation(
                        pipeline,
                        Contributors.installed(),
                        List.of(new PlainFederation.Member(table, new ContributionContext(1, counting))))
                .run(Exchanges.stages(spec, 1).encode(), Map.of());
        assertThat(seen[0]).isBetween(250, 400);
        assertThat(pipeline.report(last).figures()).containsKey("evaluation/rocAuc");
    }

    @Test
    void aClassifierRefusesRowsWithoutLabels() {
        Table table = Exchanges.draw(11, 50).get(0);
        Table unlabelled = Table.of(table.featureNames(), table.rows(), table.copyValues(), Optional.empty());
        PlainFederation federation = new PlainFederation(
                new StagedComputation(),
                Contributors.installed(),
                List.of(new PlainFederation.Member(unlabelled, new ContributionContext(1, Exchanges.nudge()))));
        assertThatThrownBy(() -> federation.run(
                        Exchanges.stages(Exchanges.classifier(), 1).encode(), Map.of()))
                .isInstanceOf(UnfitRows.class)
                .hasMessage("rows must be labelled to train a classifier, but were not");
    }

    @Test
    void labelsThatTheModelDoesNotKnowAreRefused() {
        Table table = Exchanges.draw(11, 50).get(0);
        float[] labels = table.copyLabels().orElseThrow();
        Arrays.fill(labels, 2f);
        Table classes = Table.of(table.featureNames(), table.rows(), table.copyValues(), Optional.of(labels));
        int width = Exchanges.FEATURES.size();
        for (NetworkSpec spec : List.of(
                Exchanges.classifier(),
                NetworkSpec.softmaxClassifier(Activation.RELU, width, 2),
                NetworkSpec.autoencoder(Activation.TANH, width, 2, width))) {
            PlainFederation federation = new PlainFederation(
                    new StagedComputation(),
                    Contributors.installed(),
                    List.of(new PlainFederation.Member(classes, new ContributionContext(1, Exchanges.nudge()))));
            assertThatThrownBy(() -> federation.run(Exchanges.stages(spec, 1).encode(), Map.of()))
                    .as("%s", spec)
                    .isInstanceOf(UnfitRows.class)
                    .hasMessage("labels must be 0 or 1 for this model, but the largest was 2");
        }
    }

    @Test
    void aWordOutOfRangeIsRefusedByItsSlot() {
        Query query = Query.of("test words", 4, 10, Sensitivity.ofRecord(1));
        Table rows = Exchanges.draw(12, 1).get(0);
        ContributionContext context = new ContributionContext(0, Exchanges.nudge());
        for (long bad : new long[] {11, -11, Long.MIN_VALUE, Long.MAX_VALUE}) {
            Contributors contributors = Contributors.of(fixed(1, 10, bad, -10));
            assertThatThrownBy(() -> contributors.encode("fixed", query, Bytes.EMPTY, rows, context))
                    .isInstanceOf(OutOfRange.class)
                    .hasMessage("word 2 of test words must be within 10, but was not");
        }
    }

    private static Contributor fixed(long... words) {
        return new Contributor() {
            @Override
            public String name() {
                return "fixed";
            }

            @Override
            public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
                return words.clone();
            }
        };
    }

    private static LocalTrainer move(float by) {
        return (spec, start, scaled, plan, seed) -> {
            float[] moved = start.toFloatArray();
            for (int k = 0; k < moved.length; k++) {
                moved[k] += by;
            }
            return new LocalTrainer.Trained(ParameterVector.of(moved), scaled.rows(), 1);
        };
    }

    private static ParameterVector vector(float... values) {
        return ParameterVector.of(values);
    }

    @Test
    void installedHalvesMatch() {
        List<String> names = ServiceLoader.load(FederatedComputation.class).stream()
                .map(provider -> provider.get().name())
                .sorted()
                .toList();
        assertThat(Contributors.installed().names()).isEqualTo(names);
        assertThat(names).contains("evaluation", "network", "pipeline", "scaling");
    }
}
