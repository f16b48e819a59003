// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.indicators;

import java.util.Map;
import java.util.Optional;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.PrivacyPromise;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.suite.Bytes;

/**
 * Counts by how many exchanges indicators were seen, by one secure sum over hashed buckets; puts out those seen by enough as
 * {@value #NAME}, an {@link IndicatorSet}.
 *
 * <p>Parameters: {@link IndicatorsPlan}. State: {@link IndicatorsState}. Always under noise: the sum itself opens every count. One row moves
 * one word by one exchange, a unit of B rows B words.
 */
public final class Indicators implements FederatedComputation {
    public static final String NAME = "indicators";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        return new IndicatorsState(IndicatorsPlan.decode(parameters), Optional.empty()).encode();
    }

    @Override
    public Optional<PrivacyPromise> promise(Bytes parameters) {
        IndicatorsPlan plan = IndicatorsPlan.decode(parameters);
        double noise = plan.release().multiplier()
                * StrictMath.sqrt((double) plan.release().sensitivitySquared())
                / NoisyCounts.SCALE;
        return Optional.of(
                new PrivacyPromise(plan.noise().protects(), plan.release(), Optional.empty(), noise / plan.atLeast()));
    }

    @Override
    public Optional<Query> query(Bytes state) {
        IndicatorsState at = IndicatorsState.decode(state);
        return at.found().isPresent()
                ? Optional.empty()
                : Optional.of(Query.of(
                                "exchanges by bucket of indicators",
                                at.plan().buckets(),
                                NoisyCounts.SCALE,
                                Sensitivity.ofRecord(NoisyCounts.SCALE))
                        .under(at.plan().release()));
    }

    @Override
    public Bytes advance(Bytes state, OpenedSum sum) {
        IndicatorsState at = IndicatorsState.decode(state);
        Query query = query(state)
                .orElseThrow(() -> new IllegalArgumentException("state must have a query, but indicators is finished"));
        long[] seen = sum.requireAnswers(query).toArray();
        for (int i = 0; i < seen.length; i++) {
            long exchanges = NoisyCounts.rows(seen[i]);
            seen[i] = exchanges < at.plan().atLeast() ? 0 : Math.min(255, exchanges);
        }
        return new IndicatorsState(
                        at.plan(),
                        Optional.of(new IndicatorSet(at.plan().salt(), at.plan().bits(), seen)))
                .encode();
    }

    @Override
    public Report report(Bytes state) {
        IndicatorsState at = IndicatorsState.decode(state);
        return at.found()
                .map(found -> Report.of(
                        found.buckets() + " buckets seen by at least "
                                + at.plan().atLeast() + " exchanges",
                        Map.of("buckets", (double) found.buckets()),
                        Map.of(NAME, found.encode())))
                .orElseGet(() -> Report.of("waiting for the counts", Map.of(), Map.of()));
    }
}
