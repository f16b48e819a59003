// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

/** What a refusal would tell of exact sums is not told under differential privacy. */
class NoisyContributionsTest {
    private static final ScalingPlan CAPPED = new ScalingPlan(List.of("amount"), 3, 8, 4, 1);

    private static long[] contribute(ScalingPlan plan, int rows) {
        float[] values = new float[rows];
        Arrays.fill(values, 5);
        Table table = Table.of(List.of("amount"), rows, values, Optional.empty());
        Bytes state = new StagedComputation()
                .start(
                        Stages.of(new Stages.Stage("scaling", Scaling.NAME, plan.encode()))
                                .encode(),
                        Map.of());
        Query query = new StagedComputation().query(state).orElseThrow();
        return Contributors.installed()
                .encode(StagedComputation.NAME, query, state, table, new ContributionContext(1, new DenseTrainer()));
    }

    /** The cap is on rows: with a refusal, new versions of a charter could count them without noise. */
    @Test
    void rowsBeyondTheCapAreBroughtToIt() {
        ScalingPlan noisy = CAPPED.under(new NoisyCounts(UnitBound.RECORD, 1_000_000));
        assertThat(Arrays.stream(contribute(noisy, 5)).max()).hasValue(3L * NoisyCounts.SCALE);
        assertThat(Arrays.stream(contribute(noisy, 2)).max()).hasValue(2L * NoisyCounts.SCALE);
        assertThatThrownBy(() -> contribute(CAPPED, 5)).isInstanceOf(UnfitRows.class);
    }
}
