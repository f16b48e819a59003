// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingContributorTest {
    private static final Scaling SCALING = new Scaling();
    private static final Bytes PARAMETERS =
            ScalingPlan.of(Exchanges.FEATURES, Exchanges.MAX_ROWS).encode();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheQuartilesOfAllRows(long seed) {
        List<Table> tables = Exchanges.draw(seed, 500, 300, 701);
        Scaler scaler = scaler(federation(tables).run(PARAMETERS, Map.of()));
        for (int feature : new int[] {0, 4}) {
            double[] sorted = sorted(tables, feature);
            assertThat(scaler.median(feature))
                    .as("seed %d", seed)
                    .isBetween(near(sorted, 0.5, -1), near(sorted, 0.5, 1));
            double low = near(sorted, 0.75, -1) - near(sorted, 0.25, 1);
            double high = near(sorted, 0.75, 1) - near(sorted, 0.25, -1);
            assertThat(scaler.spread(feature) * 1.349).as("seed %d", seed).isBetween(low, high);
        }
    }

    @Test
    void constantsMissingColumnsAndRareFlagsGetSpreadOne() {
        Scaler scaler = scaler(federation(Exchanges.draw(4, 400, 400)).run(PARAMETERS, Map.of()));
        assertThat(scaler.median(1)).isCloseTo(Math.log1p(7.25), within(2e-4));
        assertThat(scaler.median(2)).isZero();
        assertThat(scaler.median(3)).isCloseTo(0, within(2e-4));
        assertThat(List.of(scaler.spread(1), scaler.spread(2), scaler.spread(3)))
                .containsOnly(1.0);
    }

    @Test
    void aPassIsRightForTheCohortThatAnsweredIt() {
        List<Table> tables = Exchanges.draw(5, 400, 400, 400);
        PlainFederation federation = federation(tables);
        Bytes state = federation.round(SCALING.start(PARAMETERS, Map.of()), member -> true);
        state = federation.round(state, member -> member != 1);
        Scaler scaler = scaler(federation.round(state, member -> member != 1));
        double[] all = sorted(tables, 0);
        assertThat(scaler.median(0)).isBetween(near(all, 0.4, -1), near(all, 0.6, 1));
    }

    @Test
    void refusesMoreRowsThanTheCap() {
        assertThatThrownBy(() -> federation(Exchanges.draw(6, 1001)).run(PARAMETERS, Map.of()))
                .isInstanceOf(UnfitRows.class)
                .hasMessage("rows must be at most 1000 (the charter's cap), but were 1001");
    }

    private static PlainFederation federation(List<Table> tables) {
        ContributionContext context = new ContributionContext(0, Exchanges.nudge());
        return new PlainFederation(
                SCALING,
                Contributors.installed(),
                tables.stream()
                        .map(rows -> new PlainFederation.Member(rows, context))
                        .toList());
    }

    private static Scaler scaler(Bytes state) {
        return Scaler.decode(SCALING.report(state).output(Scaling.OUTPUT));
    }

    /** The transformed value at a quantile, two ranks and a bin to the given side. */
    private static double near(double[] sorted, double quantile, int side) {
        int rank = (int) Math.rint(quantile * (sorted.length - 1)) + 2 * side;
        return sorted[Math.max(0, Math.min(sorted.length - 1, rank))] + side * 2e-4;
    }

    private static double[] sorted(List<Table> tables, int feature) {
        List<Double> values = new ArrayList<>();
        for (Table table : tables) {
            for (int row = 0; row < table.rows(); row++) {
                if (!Float.isNaN(table.value(row, feature))) {
                    values.add(Scaler.transform(table.value(row, feature)));
                }
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
