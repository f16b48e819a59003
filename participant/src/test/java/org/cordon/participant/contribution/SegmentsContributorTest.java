// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.computation.Detector;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.components.Components;
import org.cordon.computation.components.ComponentsPlan;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.Segments;
import org.cordon.computation.evaluation.SegmentsPlan;
import org.cordon.computation.evaluation.SegmentsState;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.Reals;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.model.DecoderMutations;
import org.cordon.participant.data.Table;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class SegmentsContributorTest extends ComputationContract {
    private static final Scaler SCALER = Scaler.of(List.of("a", "b"), new double[] {0, 0}, new double[] {0.7, 0.7});
    private static final EvaluationPlan HISTOGRAMS = new EvaluationPlan(512, 50_000, 500);

    @Override
    protected FederatedComputation computation() {
        return new Segments();
    }

    @Override
    protected Contributors contributors() {
        return Contributors.installed();
    }

    @Override
    protected Bytes parameters() {
        return new SegmentsPlan(HISTOGRAMS, "region", Reals.of(1, 2), 0.05).encode();
    }

    @Override
    protected List<Table> tables() {
        return List.of(rows(1, 3000, 1), rows(2, 3000, 1), rows(3, 0, 1));
    }

    @Override
    protected Map<String, Bytes> inputs() {
        Components components = new Components();
        Bytes last = federation(components, tables())
                .run(
                        new ComponentsPlan(new FitTerms(2, 50_000, 500), 12, 0, 0.1).encode(),
                        Map.of(Scaling.OUTPUT, SCALER.encode()));
        return new LinkedHashMap<>(components.report(last).outputs());
    }

    private PlainFederation federation(FederatedComputation of, List<Table> tables) {
        List<PlainFederation.Member> members = new ArrayList<>();
        tables.forEach(table ->
                members.add(new PlainFederation.Member(table, new ContributionContext(members.size(), trainer()))));
        return new PlainFederation(of, contributors(), members);
    }

    /** Rows of three regions; those of region 2 spread {@code bias} times as wide as the others. */
    private static Table rows(long seed, int count, double bias) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * count];
        float[] labels = new float[count];
        for (int row = 0; row < count; row++) {
            int region = random.nextInt(3);
            double spread = region == 2 ? bias : 1;
            values[3 * row] = (float) (random.nextGaussian() * spread);
            values[3 * row + 1] = (float) (random.nextGaussian() * spread);
            values[3 * row + 2] = row % 100 == 99 ? Float.NaN : region;
            labels[row] = random.nextInt(20) == 0 ? 1f : 0f;
        }
        return Table.of(List.of("a", "b", "region"), count, values, Optional.of(labels));
    }

    private Report report(double bias) {
        List<Table> tables = List.of(rows(11, 20_000, bias), rows(12, 20_000, bias));
        return computation().report(federation(computation(), tables).run(parameters(), inputs()));
    }

    @Test
    void aSegmentThatTheGeneratorMakesSuspiciousIsCaught() {
        Report fair = report(1);
        Report biased = report(1.6);
        System.out.println(biased.summary());
        assertThat(fair.figures().get("worstRatio")).isLessThan(1.4);
        assertThat(biased.figures().get("worstRatio")).isGreaterThan(1.8);
        assertThat(biased.summary()).contains("the worst segment, [2.0, ),");
        assertThat(biased.figures().get("falsePositiveRate")).isBetween(0.045, 0.05);
        assertThat(biased.figures().get("falsePositiveRate/(-, 1.0)")).isLessThan(0.03);
        assertThat(biased.figures()).containsKey("falsePositiveRate/missing");
    }

    /** Some 380 rows lack a region: enough without noise, and nothing beside that of 512 bins, 1,000 rows at one standard deviation. */
    @Test
    void aSegmentThatDrownsInNoiseIsNotCompared() {
        NoisyCounts noise = new NoisyCounts(UnitBound.RECORD, 5_000_000);
        EvaluationPlan noisy = new EvaluationPlan(512, 50_000, 500, Optional.of(noise));
        Bytes start = computation().start(new SegmentsPlan(noisy, "region", Reals.of(1, 2), 0.05).encode(), inputs());
        Query query = computation().query(start).orElseThrow();
        long[] exact = new long[query.length()];
        for (int member = 0; member < 2; member++) {
            long[] own = new SegmentsContributor()
                    .encode(query, start, rows(11 + member, 20_000, 1), new ContributionContext(member, trainer()));
            Arrays.setAll(exact, k -> exact[k] + own[k]);
        }
        SplittableRandom random = new SplittableRandom(3);
        double deviation = noise.deviation(1) * NoisyCounts.SCALE;
        for (int run = 0; run < 50; run++) {
            long[] words = Arrays.stream(exact)
                    .map(word -> word + Math.round(deviation * random.nextGaussian()))
                    .toArray();
            Report report = computation().report(computation().advance(start, OpenedSum.wrap(words, 5)));
            assertThat(report.figures().get("fewestNegatives")).isGreaterThan(700);
            assertThat(report.figures().get("worstRatio")).as(report.summary()).isLessThan(2.5);
            assertThat(report.summary()).doesNotContain("missing");
        }
        assertThat(report(1).figures().get("fewestNegatives")).isEqualTo(100);
    }

    @Test
    void theHistogramsAreTheFunctionOfAnEvaluationOfTheModel() {
        Evaluation evaluation = new Evaluation();
        assertThat(computation().function(computation().start(parameters(), inputs())))
                .isEqualTo(evaluation.function(evaluation.start(HISTOGRAMS.encode(), inputs())));
    }

    @Test
    void anExchangesOwnThresholdKeepsItsOwnRate() {
        Detector detector =
                new Components().detector(inputs().get(Components.NAME)).orElseThrow();
        Table own = rows(21, 8000, 1.6);
        LocalThreshold threshold = LocalThreshold.at(detector, own, 0.02);
        assertThat(threshold.falsePositiveRate()).isBetween(0.019, 0.02);
        Table negatives = own.filter(row -> own.label(row) == 0f);
        double alarms = 0;
        for (double score : ScoredRows.of(detector, negatives)) {
            alarms += score >= threshold.score() ? 1 : 0;
        }
        assertThat(alarms / negatives.rows()).isCloseTo(threshold.falsePositiveRate(), within(1e-12));
        assertThat(LocalThreshold.at(detector, own.filter(row -> row < 3), 0.02).falsePositiveRate())
                .isZero();
    }

    @Test
    void decodersSurviveMutation() {
        Bytes last = federation(computation(), tables()).run(parameters(), inputs());
        DecoderMutations.check(last, bytes -> SegmentsState.decode(bytes).encode(), 500, 1);
        DecoderMutations.check(parameters(), bytes -> SegmentsPlan.decode(bytes).encode(), 500, 2);
    }
}
