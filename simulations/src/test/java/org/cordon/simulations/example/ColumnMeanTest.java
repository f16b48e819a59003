// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.Computations;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.Report;
import org.cordon.participant.contribution.ComputationContract;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.PlainFederation;
import org.cordon.participant.contribution.UnfitRows;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

/** The worked example keeps the contract of all computations, and finds the mean. */
class ColumnMeanTest extends ComputationContract {
    // docs: contract
    @Override
    protected FederatedComputation computation() {
        return new ColumnMean();
    }

    @Override
    protected Contributors contributors() {
        return Contributors.of(new ColumnMeanContributor());
    }

    @Override
    protected Bytes parameters() {
        return ColumnMean.parameters("fee", 100, 1000);
    }

    @Override
    protected List<Table> tables() {
        return List.of(fees(1.5f, 2.5f), fees(-4, Float.NaN, 10), fees());
    }
    // docs: end

    @Test
    void findsTheMeanOfAllExchanges() {
        Report report = new ColumnMean().report(run(tables()));
        assertThat(report.figures().get("mean")).isCloseTo((1.5 + 2.5 - 4 + 10) / 4, within(1e-9));
        assertThat(report.figures()).containsEntry("rows", 4.0);
    }

    @Test
    void refusesValuesBeyondThePublicBound() {
        assertThatThrownBy(() -> run(List.of(fees(1, 101))))
                .isInstanceOf(UnfitRows.class)
                .hasMessage("value of fee must be within 100 in every row, but was not in row 1");
    }

    @Test
    void bothHalvesAreFoundByTheirName() {
        assertThat(Computations.installed().names()).contains(ColumnMean.NAME);
        assertThat(Contributors.installed().names()).contains(ColumnMean.NAME);
    }

    private Bytes run(List<Table> tables) {
        ContributionContext context = new ContributionContext(0, trainer());
        List<PlainFederation.Member> members = tables.stream()
                .map(rows -> new PlainFederation.Member(rows, context))
                .toList();
        return new PlainFederation(computation(), contributors(), members).run(parameters(), Map.of());
    }

    private static Table fees(float... values) {
        return Table.of(List.of("fee"), values.length, values, Optional.empty());
    }
}
