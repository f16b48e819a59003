// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.Detector;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.ModelFitting;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.model.DecoderMutations;
import org.cordon.participant.data.Table;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every model keeps that is fitted by sums of rows. */
abstract class FitContract extends ComputationContract {
    private static final List<String> FEATURES = List.of("a", "b", "c", "d");
    private static final Scaler SCALER =
            Scaler.of(FEATURES, new double[] {0, 0, 0, 0}, new double[] {0.7, 0.7, 0.7, 0.7});
    private static final FitTerms TERMS = new FitTerms(4, 5000, 100);

    abstract ModelFitting fitting();

    abstract FitPlan plan(FitTerms terms);

    @Override
    protected final FederatedComputation computation() {
        return fitting();
    }

    @Override
    protected final Contributors contributors() {
        return Contributors.installed();
    }

    @Override
    protected final Bytes parameters() {
        return plan(TERMS).encode();
    }

    @Override
    protected final Map<String, Bytes> inputs() {
        return Map.of(Scaling.OUTPUT, SCALER.encode());
    }

    @Override
    protected final List<Table> tables() {
        return List.of(rows(1, 300), rows(2, 200), rows(3, 1), rows(4, 0));
    }

    /** Nine of ten rows lie in two correlated clouds, the others, with label 1, anywhere. */
    private static Table rows(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * 4];
        float[] labels = new float[count];
        for (int row = 0; row < count; row++) {
            labels[row] = random.nextInt(10) == 0 ? 1f : 0f;
            double centre = random.nextBoolean() ? 1.5 : -1.5;
            double common = random.nextGaussian(0, 0.4);
            for (int i = 0; i < 4; i++) {
                values[row * 4 + i] = (float)
                        (labels[row] == 1f
                                ? random.nextDouble(-20, 20)
                                : centre + common + random.nextGaussian(0, 0.2));
            }
        }
        return Table.of(FEATURES, count, values, Optional.of(labels));
    }

    private Bytes fit(FitPlan plan, List<Table> tables) {
        List<PlainFederation.Member> members = new ArrayList<>();
        tables.forEach(table -> members.add(new PlainFederation.Member(table, new ContributionContext(7, trainer()))));
        Bytes last = new PlainFederation(fitting(), contributors(), members).run(plan.encode(), inputs());
        return fitting().report(last).output(fitting().name());
    }

    private Detector detector(Bytes output) {
        return fitting().detector(output).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theModelOfAFederationIsBitForBitThatOfItsRowsInOnePlace(long seed) {
        FitPlan plan = plan(new FitTerms(4, 5000, 0));
        Table all = rows(seed, 700);
        SplittableRandom random = new SplittableRandom(seed);
        int[] owner = IntStream.range(0, 700).map(row -> random.nextInt(5)).toArray();
        List<Table> parts = new ArrayList<>();
        for (int exchange = 0; exchange < 5; exchange++) {
            int own = exchange;
            parts.add(all.filter(row -> owner[row] == own));
        }
        assertThat(fit(plan, parts)).as("seed %d", seed).isEqualTo(fit(plan, List.of(all)));
    }

    @Test
    void whatIsUnlikeTheRowsScoresHigher() {
        Detector detector = detector(fit(plan(TERMS), List.of(rows(11, 800), rows(12, 700))));
        Table test = rows(13, 2000);
        double[] scores = ScoredRows.of(detector, test);
        for (double score : scores) {
            assertThat(score).isBetween(0.0, 1.0);
        }
        assertThat(Metrics.of(scores, test.copyLabels().orElseThrow()).rocAuc()).isGreaterThan(0.97);
    }

    @Test
    void oneRowMovesTheSumByNoMoreThanIsDeclared() {
        List<Bytes> states = states(TERMS, rows(21, 400));
        for (Bytes state : states) {
            Query query = fitting().query(state).orElseThrow();
            FitPlan plan = fitting().state(state).plan();
            BigInteger most = BigInteger.valueOf(FitTerms.UNITS).pow(2).multiply(BigInteger.valueOf(plan.parts()));
            Table probes = rows(22, 200);
            for (int row = 0; row < probes.rows(); row++) {
                float[] raw = new float[4];
                probes.copyRow(row, raw, 0);
                long[] words = new long[query.length()];
                fitting().state(state).words().add(SCALER.scale(raw), words);
                assertThat(squares(words)).isLessThanOrEqualTo(most);
            }
        }
    }

    private static BigInteger squares(long[] words) {
        BigInteger sum = BigInteger.ZERO;
        for (long word : words) {
            sum = sum.add(BigInteger.valueOf(word).pow(2));
        }
        return sum;
    }

    /** All states that ask for a sum. */
    private List<Bytes> states(FitTerms terms, Table table) {
        PlainFederation federation = new PlainFederation(
                fitting(),
                contributors(),
                List.of(new PlainFederation.Member(table, new ContributionContext(7, trainer()))));
        List<Bytes> states = new ArrayList<>();
        Bytes state = fitting().start(plan(terms).encode(), inputs());
        while (fitting().query(state).isPresent()) {
            states.add(state);
            state = federation.round(state, member -> true);
        }
        return states;
    }

    @Test
    void noiseIsDeclaredForAllRowsOfAUnitAndTheFitBearsIt() {
        FitTerms noisy = TERMS.under(new NoisyCounts(new UnitBound(PrivacyUnit.CUSTOMER, 3), 500_000));
        FitPlan plan = plan(noisy);
        Bytes state = fitting().start(plan.encode(), inputs());
        Query query = fitting().query(state).orElseThrow();
        assertThat(query.release())
                .isEqualTo(noisy.noise()
                        .map(counts ->
                                fitting().promise(plan.encode()).orElseThrow().release()));
        assertThat(query.release().orElseThrow().sensitivitySquared())
                .isEqualTo(9L * plan.parts() * FitTerms.UNITS * FitTerms.UNITS);
        Table table = rows(31, 900);
        long[] customers = IntStream.range(0, 900).mapToLong(row -> row / 3).toArray();
        PlainFederation federation = new PlainFederation(
                fitting(),
                contributors(),
                List.of(new PlainFederation.Member(table.withUnits(customers), new ContributionContext(7, trainer()))));
        SplittableRandom random = new SplittableRandom(5);
        double deviation = 0.5 * 3 * FitTerms.UNITS * Math.sqrt(plan.parts());
        while (fitting().query(state).isPresent()) {
            long[] sum = federation.sum(state, member -> true).toArray();
            for (int k = 0; k < sum.length; k++) {
                sum[k] += Math.round(random.nextGaussian(0, deviation));
            }
            state = fitting().advance(state, OpenedSum.wrap(sum, 1));
        }
        Detector detector = detector(fitting().report(state).output(fitting().name()));
        for (double score : ScoredRows.of(detector, table)) {
            assertThat(score).isBetween(0.0, 1.0);
        }
    }

    @Test
    void noRowsGiveAModelThatScores() {
        Detector detector = detector(fit(plan(TERMS), List.of(rows(1, 0), rows(1, 0))));
        assertThat(detector.score(new float[] {1, 2, 3, Float.NaN})).isBetween(0.0, 1.0);
    }

    @Test
    void decodersSurviveMutation() {
        List<Bytes> states = states(TERMS, rows(41, 100));
        DecoderMutations.check(
                states.get(states.size() - 1), bytes -> fitting().state(bytes).encode(), 500, 41);
        DecoderMutations.check(
                fit(plan(TERMS), List.of(rows(41, 100))),
                bytes -> fitting().model(bytes).encode(),
                500,
                42);
        DecoderMutations.check(
                plan(TERMS.under(new NoisyCounts(UnitBound.RECORD, 1_000_000))).encode(),
                bytes -> fitting().plan(bytes).encode(),
                500,
                43);
    }
}
