// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import java.util.List;
import org.cordon.participant.data.Table;

/**
 * Exchanges with their rows, and one test set that none of them trains on.
 *
 * @param exchanges each with a name, the attacks it has seen, and its labelled rows
 * @param test labelled rows with all attacks and all businesses
 */
public record GeneratedFederation(List<Exchange> exchanges, Table test) {
    public GeneratedFederation {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * One exchange.
     *
     * @param name for people
     * @param seen attacks that occur in its rows
     * @param rows labelled, 1 is an attack
     */
    public record Exchange(String name, List<AttackKind> seen, Table rows) {
        public Exchange {
            seen = List.copyOf(seen);
        }
    }
}
