// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.scaling;

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
import org.cordon.suite.Bytes;

/**
 * Finds medians and interquartile ranges by secure sums of counts; puts out a {@link Scaler} as {@value #OUTPUT}.
 *
 * <p>Parameters: {@link ScalingPlan}. State: {@link QuantileCounts}. A row adds 1 to one word per feature in the coarse
 * pass, to three in a zoom. Counts without differential privacy can open a single row; with it, they are opened under {@link
 * NoisyCounts}, and a count may be below 0.
 */
public final class Scaling implements FederatedComputation {
    public static final String NAME = "scaling";
    public static final String OUTPUT = "scaler";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        return QuantileCounts.start(ScalingPlan.decode(parameters)).encode();
    }

    @Override
    public Optional<PrivacyPromise> promise(Bytes parameters) {
        ScalingPlan plan = ScalingPlan.decode(parameters);
        int touched = plan.features().size() * QuantileCounts.QUARTILES.length;
        return plan.noise().map(counts -> counts.promise(touched, plan.maxRows(), plan.zoomBins()));
    }

    @Override
    public Optional<Query> query(Bytes state) {
        return query(QuantileCounts.decode(state));
    }

    private static Optional<Query> query(QuantileCounts counts) {
        if (counts.finished()) {
            return Optional.empty();
        }
        ScalingPlan plan = counts.plan();
        int touched = plan.features().size() * counts.targets();
        Sensitivity ofRow = Sensitivity.ofRecord(StrictMath.sqrt(touched));
        return Optional.of(plan.release()
                .map(noise -> Query.of("quantile counts", counts.length(), plan.maxRows() * NoisyCounts.SCALE, ofRow)
                        .under(noise))
                .orElseGet(() -> Query.of("quantile counts", counts.length(), plan.maxRows(), ofRow)));
    }

    /**
     * All passes of all plans are one function: bins and brackets of a feature always add up to the number of rows that
     * have it.
     */
    @Override
    public DataFunction function(Bytes state) {
        if (QuantileCounts.decode(state).finished()) {
            throw new IllegalArgumentException("state must have a query, but scaling is finished");
        }
        return DataFunction.ofFullData(NAME);
    }

    @Override
    public Bytes advance(Bytes state, OpenedSum sum) {
        QuantileCounts counts = QuantileCounts.decode(state);
        Query query = query(counts)
                .orElseThrow(() -> new IllegalArgumentException("state must have a query, but scaling is finished"));
        long[] words = sum.requireAnswers(query).toArray();
        for (int i = 0; i < words.length; i++) {
            if (words[i] < 0 && query.release().isEmpty()) {
                throw new IllegalArgumentException("count " + i + " must be at least 0, but was " + words[i]);
            }
        }
        return counts.advance(words).encode();
    }

    @Override
    public Report report(Bytes state) {
        QuantileCounts counts = QuantileCounts.decode(state);
        int features = counts.plan().features().size();
        if (!counts.finished()) {
            String summary =
                    "pass " + (counts.pass() + 1) + " of " + (counts.plan().zooms() + 1);
            return Report.of(summary, Map.of(), Map.of());
        }
        return Report.of(
                features + " features scaled by median and interquartile range",
                Map.of("features", (double) features),
                Map.of(OUTPUT, counts.scaler().encode()));
    }
}
