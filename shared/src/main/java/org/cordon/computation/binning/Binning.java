// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.binning;

import java.util.Map;
import java.util.Optional;
import org.cordon.computation.DataFunction;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.PrivacyPromise;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.computation.scaling.Scaling;
import org.cordon.suite.Bytes;

/**
 * Finds bins of like counts by secure sums; puts out {@link FeatureBins} as {@value #OUTPUT}.
 *
 * <p>Parameters: {@link BinningPlan}. State: {@link BinningState}. A row adds 1 to one word per feature in every pass. Counts without
 * differential privacy can open a single row; with it, they are opened under {@link NoisyCounts}, and those below 0 count as 0.
 */
public final class Binning implements FederatedComputation {
    public static final String NAME = "binning";
    public static final String OUTPUT = "bins";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        return BinningState.start(BinningPlan.decode(parameters)).encode();
    }

    @Override
    public Optional<PrivacyPromise> promise(Bytes parameters) {
        BinningPlan plan = BinningPlan.decode(parameters);
        return plan.noise().map(counts -> counts.promise(plan.features().size(), plan.maxRows(), plan.maxBins()));
    }

    @Override
    public Optional<Query> query(Bytes state) {
        return query(BinningState.decode(state));
    }

    private static Optional<Query> query(BinningState state) {
        if (state.finished()) {
            return Optional.empty();
        }
        BinningPlan plan = state.plan();
        Sensitivity ofRow = Sensitivity.ofRecord(StrictMath.sqrt(plan.features().size()));
        return Optional.of(plan.release()
                .map(noise -> Query.of("bin counts", state.length(), plan.maxRows() * NoisyCounts.SCALE, ofRow)
                        .under(noise))
                .orElseGet(() -> Query.of("bin counts", state.length(), plan.maxRows(), ofRow)));
    }

    /**
     * All passes are one function, and the same as that of {@link Scaling}: both count the rows of a column by value.
     */
    @Override
    public DataFunction function(Bytes state) {
        if (BinningState.decode(state).finished()) {
            throw new IllegalArgumentException("state must have a query, but binning is finished");
        }
        return DataFunction.ofFullData(Scaling.NAME);
    }

    @Override
    public Bytes advance(Bytes state, OpenedSum sum) {
        BinningState at = BinningState.decode(state);
        Query query = query(at)
                .orElseThrow(() -> new IllegalArgumentException("state must have a query, but binning is finished"));
        long[] counts = sum.requireAnswers(query).toArray();
        for (int i = 0; i < counts.length; i++) {
            if (query.release().isPresent()) {
                counts[i] = Math.max(0, NoisyCounts.rows(counts[i]));
            } else if (counts[i] < 0) {
                throw new IllegalArgumentException("count " + i + " must be at least 0, but was " + counts[i]);
            }
        }
        return at.advance(counts).encode();
    }

    @Override
    public Report report(Bytes state) {
        BinningState at = BinningState.decode(state);
        if (!at.finished()) {
            String summary = "pass " + (at.pass() + 1) + " of " + (at.plan().zooms() + 1);
            return Report.of(summary, Map.of(), Map.of());
        }
        int features = at.plan().features().size();
        return Report.of(
                features + " features in at most " + at.plan().maxBins() + " bins",
                Map.of("features", (double) features),
                Map.of(OUTPUT, at.bins().encode()));
    }
}
