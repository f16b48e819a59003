// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.indicators.IndicatorSet;
import org.cordon.computation.indicators.Indicators;
import org.cordon.computation.indicators.IndicatorsPlan;
import org.cordon.computation.indicators.IndicatorsState;
import org.cordon.model.DecoderMutations;
import org.cordon.participant.data.Table;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class IndicatorsContributorTest extends ComputationContract {
    private static final NoisyCounts NOISE = new NoisyCounts(UnitBound.RECORD, 1_000_000);

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
        return new IndicatorsPlan("address", true, 16, 3, 99, NOISE).encode();
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
    void theSetIsAFeature() {
        Table rows = Table.of(List.of("address", "x"), 2, new float[] {4, 9, 1, 8}, Optional.empty());
        Table with = IndicatorFeature.append(rows, found(), "address", "address seen");
        assertThat(with.featureNames()).containsExactly("address", "x", "address seen");
        assertThat(with.copyValues()).containsExactly(4, 9, 4, 1, 8, 0);
    }

    @Test
    void aFloorThatDrownsInNoiseIsRefused() {
        NoisyCounts loud = new NoisyCounts(new UnitBound(PrivacyUnit.CUSTOMER, 2), 1_000_000);
        assertThatThrownBy(() -> new IndicatorsPlan("address", true, 16, 5, 99, loud))
                .hasMessage("atLeast must be 3 standard deviations of the noise, 6.0, or more, but was 5");
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
