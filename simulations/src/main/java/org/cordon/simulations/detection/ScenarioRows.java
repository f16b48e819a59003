// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.simulations.source.LedgerRows;

/**
 * Rows of made-up exchanges.
 *
 * @param ledger scenario, threat and terms
 */
record ScenarioRows(LedgerRows ledger) implements DetectionInput {
    @Override
    public String stem() {
        return ledger.scenario();
    }

    @Override
    public String label() {
        return ledger.model().label().column();
    }

    @Override
    public String section() {
        List<String> keys = new ArrayList<>(List.of("scenario: " + ledger.scenario()));
        ledger.threat().ifPresent(id -> keys.add("threat: " + id));
        ledger.exchanges().ifPresent(n -> keys.add("exchanges: " + n));
        ledger.days().ifPresent(n -> keys.add("days: " + n));
        ledger.route().ifPresent(route -> keys.add("route: " + route));
        ledger.controls().ifPresent(names -> keys.add("controls: " + names));
        ledger.labelDelayDays().ifPresent(n -> keys.add("labelDelayDays: " + n));
        return "  ledger: {" + String.join(", ", keys) + "}\n";
    }

    @Override
    public boolean hasExchanges() {
        return true;
    }

    @Override
    public String spread() {
        return "those of scenario " + ledger.scenario() + ", threat "
                + ledger.model().id();
    }

    @Override
    public String heldOut() {
        return "events after the cut-off";
    }

    @Override
    public Optional<TreesPlan> trees() {
        return ledger.model().parameters(BoostedTrees.NAME).map(TreesPlan::decode);
    }
}
