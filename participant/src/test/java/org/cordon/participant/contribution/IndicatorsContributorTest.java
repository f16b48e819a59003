// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.indicators.IndicatorNumber;
import org.cordon.computation.indicators.IndicatorSet;
import org.cordon.computation.indicators.Indicators;
import org.cordon.computation.indicators.IndicatorsPlan;
import org.cordon.computation.indicators.IndicatorsState;
import org.cordon.model.DecoderMutations;
import org.cordon.participant.data.Table;
import org.cordon.privacy.NoiseShare;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.cordon.suite.Secret;
import org.junit.jupiter.api.Test;

class IndicatorsContributorTest extends ComputationContract {
    private static final NoisyCounts NOISE = new NoisyCounts(UnitBound.RECORD, 300_000);

    @Override
    protected FederatedComputation computation() {
        return new Indicators();
    }

    @Override
    protected Contributors contributors() {
        return Contributors.installed();
    }

    @Override
    protected Bytes parameters() {
        return new IndicatorsPlan("address", true, 16, 3, 1, 99, NOISE).encode();
    }

    /** Indicator i is flagged by i exchanges, often by each; 7 is seen by all and flagged by none. */
    @Override
    protected List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        for (int exchange = 0; exchange < 5; exchange++) {
            List<Float> seen = new ArrayList<>();
            for (int indicator = 1; indicator <= 5; indicator++) {
                for (int times = 0; times < 10 && exchange < indicator; times++) {
                    seen.add((float) indicator);
                }
            }
            seen.add(7f);
            seen.add(Float.NaN);
            float[] values = new float[seen.size()];
            float[] labels = new float[seen.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = seen.get(row);
                labels[row] = values[row] == 7f ? 0f : 1f;
            }
            tables.add(Table.of(List.of("address"), values.length, values, Optional.of(labels)));
        }
        return tables;
    }

    private IndicatorSet found() {
        List<PlainFederation.Member> members = tables().stream()
                .map(table -> new PlainFederation.Member(table, new ContributionContext(1, trainer())))
                .toList();
        Bytes last = new PlainFederation(computation(), contributors(), members).run(parameters(), Map.of());
        return IndicatorSet.decode(computation().report(last).output(Indicators.NAME));
    }

    @Test
    void whatEnoughExchangesHaveFlaggedIsKnownToAllAndNothingElse() {
        IndicatorSet found = found();
        assertThat(List.of(
                        found.seenBy(1),
                        found.seenBy(2),
                        found.seenBy(3),
                        found.seenBy(4),
                        found.seenBy(5),
                        found.seenBy(7)))
                .containsExactly(0L, 0L, 3L, 4L, 5L, 0L);
        assertThat(found.seenBy(Float.NaN)).isZero();
        assertThat(found.buckets()).isEqualTo(3);
    }

    @Test
    void aFloorThatDrownsInNoiseIsRefused() {
        NoisyCounts loud = new NoisyCounts(new UnitBound(PrivacyUnit.CUSTOMER, 2), 1_000_000);
        assertThatThrownBy(() -> new IndicatorsPlan("address", true, 16, 5, 1, 99, loud))
                .hasMessage(
                        "atLeast must be 11 or more so that noise of standard deviation 2.45 alone shows 1.0 of 65536 buckets at the"
                                + " most, but was 5; ask for more, for fewer bits, or for less noise");
    }

    /** The mean of 40 sums of noise alone, as wide as it can be: 0.42 and 2.9 are expected, with standard errors of 0.1 and 0.27. */
    @Test
    void noiseAloneShowsNoMoreBucketsThanDeclared() {
        NoisyCounts noise = new NoisyCounts(new UnitBound(PrivacyUnit.CUSTOMER, 3), 700_000);
        IndicatorsPlan plan = new IndicatorsPlan("address", true, 14, 9, 1, 99, noise);
        assertThatThrownBy(() -> new IndicatorsPlan("address", true, 14, 8, 1, 99, noise))
                .hasMessageContaining("atLeast must be 9 or more");
        Bytes start = computation().start(plan.encode(), Map.of());
        long share = new NoiseShare(
                        computation().query(start).orElseThrow().release().orElseThrow(), 3, 2)
                .variance();
        SplittableRandom random = new SplittableRandom(11);
        double shown = 0;
        double below = 0;
        for (int run = 0; run < 40; run++) {
            long[] words = new long[plan.buckets()];
            for (int k = 0; k < words.length; k++) {
                words[k] = Math.round(random.nextGaussian() * Math.sqrt(3.0 * share));
            }
            Bytes last = computation().advance(start, OpenedSum.wrap(words, 9));
            shown += IndicatorSet.decode(computation().report(last).output(Indicators.NAME))
                            .buckets()
                    / 40.0;
            below += Arrays.stream(words)
                            .filter(word -> NoisyCounts.rows(word) >= 8)
                            .count()
                    / 40.0;
        }
        assertThat(shown).isBetween(0.1, 1.0);
        assertThat(below).isGreaterThan(2);
    }

    /** All tables of three rows over two units, three indicators and both labels, and each without one of its units. */
    @Test
    void oneUnitMovesTheMarksByNoMoreThanIsCharged() {
        for (int bound = 1; bound <= 3; bound++) {
            NoisyCounts noise = new NoisyCounts(new UnitBound(PrivacyUnit.CUSTOMER, bound), 300_000);
            Bytes state =
                    computation().start(new IndicatorsPlan("address", true, 8, 9, 1, 99, noise).encode(), Map.of());
            Query query = computation().query(state).orElseThrow();
            double most = 0;
            for (int table = 0; table < 12 * 12 * 12; table++) {
                int[] rows = {table % 12, table / 12 % 12, table / 144};
                long[] all = marks(query, state, rows);
                for (int unit = 0; unit < 2; unit++) {
                    int gone = unit;
                    long[] less = marks(
                            query,
                            state,
                            Arrays.stream(rows).filter(row -> row % 2 != gone).toArray());
                    double moved = 0;
                    for (int indicator = 0; indicator < 3; indicator++) {
                        moved += Math.pow((double) (all[indicator] - less[indicator]), 2);
                    }
                    most = Math.max(most, moved);
                }
            }
            assertThat(most).as("bound %d", bound).isEqualTo((double)
                    query.release().orElseThrow().sensitivitySquared());
        }
    }

    /** The words of the three indicators; a row is unit + 2 indicator + 6 label. */
    private long[] marks(Query query, Bytes state, int[] rows) {
        float[] values = new float[rows.length];
        float[] labels = new float[rows.length];
        long[] units = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            units[i] = rows[i] % 2;
            values[i] = rows[i] / 2 % 3;
            labels[i] = rows[i] >= 6 ? 1 : 0;
        }
        Table table = Table.of(List.of("address"), rows.length, values, Optional.of(labels))
                .withUnits(units);
        long[] words = new IndicatorsContributor().encode(query, state, table, new ContributionContext(1, trainer()));
        IndicatorsPlan plan = IndicatorsState.decode(state).plan();
        return new long[] {words[plan.bucket(0)], words[plan.bucket(1)], words[plan.bucket(2)]};
    }

    /** A customer with one flagged row among many, and with many of one indicator. */
    @Test
    void rowsThatCannotCountTakeNoPlace() {
        NoisyCounts noise = new NoisyCounts(new UnitBound(PrivacyUnit.CUSTOMER, 2), 300_000);
        Bytes state = computation().start(new IndicatorsPlan("address", true, 16, 9, 1, 99, noise).encode(), Map.of());
        int rows = 60;
        float[] values = new float[rows];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row < 40 || row == 59 ? 1 : 0;
            values[row] = row == 59 ? 8 : row < 40 ? 5 : row;
        }
        values[3] = 5.5f;
        Table table =
                Table.of(List.of("address"), rows, values, Optional.of(labels)).withUnits(new long[rows]);
        Query query = computation().query(state).orElseThrow();
        long[] words = new IndicatorsContributor().encode(query, state, table, new ContributionContext(1, trainer()));
        IndicatorsPlan plan = IndicatorsState.decode(state).plan();
        assertThat(words[plan.bucket(5)]).isEqualTo(NoisyCounts.SCALE);
        assertThat(words[plan.bucket(8)]).isEqualTo(NoisyCounts.SCALE);
        assertThat(Arrays.stream(words).filter(word -> word != 0).count()).isEqualTo(2);
    }

    /** RFC 2104 by another road: Python's hmac.new(key, label + message, sha256), first bits. */
    @Test
    void bucketsAndNumbersAreKeyedHashes() {
        IndicatorsPlan plan = IndicatorsPlan.decode(parameters());
        assertThat(plan.bucket(5)).isEqualTo(11261);
        assertThat(plan.bucket(-0.0)).isEqualTo(plan.bucket(0.0));
        assertThat(plan.bucket(0.1)).isNotEqualTo(plan.bucket(0.1f));
        Secret key = Secret.of(new byte[Secret.BYTES]);
        assertThat(IndicatorNumber.of(key, "0xabc")).isEqualTo(9727764);
        assertThat(IndicatorNumber.isExact(9727764)).isTrue();
        assertThat(IndicatorNumber.isExact(0.1)).isFalse();
        assertThat(IndicatorNumber.isExact(3e7)).isFalse();
        assertThat(IndicatorNumber.isExact(Double.NaN)).isFalse();
    }

    @Test
    void decodersSurviveMutation() {
        Bytes state = computation().start(parameters(), Map.of());
        DecoderMutations.check(state, bytes -> IndicatorsState.decode(bytes).encode(), 500, 1);
        DecoderMutations.check(
                parameters(), bytes -> IndicatorsPlan.decode(bytes).encode(), 500, 2);
        DecoderMutations.check(
                found().encode(), bytes -> IndicatorSet.decode(bytes).encode(), 100, 3);
    }
}
