// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationContributorTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void summedHistogramsAgreeWithExactMetricsOnTheHeldOutRows(long seed) {
        List<Table> tables = Exchanges.draw(seed, 900, 700, 800);
        List<PlainFederation.Member> members = new ArrayList<>();
        for (Table rows : tables) {
            members.add(new PlainFederation.Member(
                    rows, new ContributionContext(seed + members.size(), Exchanges.nudge())));
        }
        StagedComputation pipeline = new StagedComputation();
        Bytes parameters = Exchanges.stages(Exchanges.classifier(), 2).encode();
        Report report = pipeline.report(
                new PlainFederation(pipeline, Contributors.installed(), members).run(parameters, Map.of()));

        Table heldOut = heldOut(members.get(0)).append(heldOut(members.get(1))).append(heldOut(members.get(2)));
        double[] scores = ScoredRows.of(TrainedNetwork.decode(report.output("network")), heldOut);
        Metrics exact = Metrics.of(scores, heldOut.copyLabels().orElseThrow());
        assertThat(report.figures().get("evaluation/positives")).isEqualTo(heldOut.positives());
        assertThat(report.figures().get("evaluation/rocAuc"))
                .as("seed %d", seed)
                .isCloseTo(exact.rocAuc(), within(0.01));
        assertThat(report.figures().get("evaluation/averagePrecision"))
                .isCloseTo(exact.averagePrecision(), within(0.02));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFifthIsHeldOutAndTheSameEveryTime(long seed) {
        int[] first = IntStream.range(0, 10_000).filter(HeldOut.rows(seed, 200)).toArray();
        int[] again = IntStream.range(0, 10_000).filter(HeldOut.rows(seed, 200)).toArray();
        int[] other =
                IntStream.range(0, 10_000).filter(HeldOut.rows(seed + 1, 200)).toArray();
        assertThat(first).isEqualTo(again).hasSizeBetween(1800, 2200);
        assertThat(Arrays.equals(first, other)).isFalse();
    }

    private static Table heldOut(PlainFederation.Member member) {
        return member.rows().filter(HeldOut.rows(member.context().seed(), 200));
    }
}
