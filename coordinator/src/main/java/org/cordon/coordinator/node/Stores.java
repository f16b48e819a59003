// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import org.cordon.coordinator.member.ConsortiumStore;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.store.PostgresCoordinatorStore;
import org.cordon.coordinator.store.PostgresSettings;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.disk.Incarnation;

/**
 * What outlives the process, in one place: the tasks and what the members decided.
 *
 * @param rounds closed with this
 * @param decisions a view of the same database
 */
record Stores(CoordinatorStore rounds, ConsortiumStore decisions) implements AutoCloseable {
    /** Opens what the configuration names; refused where it is not what this node had last. */
    static Stores open(CoordinatorConfig config, Incarnation incarnation) {
        return config.database().map(settings -> open(settings, incarnation)).orElseGet(() -> {
            SqliteCoordinatorStore store =
                    SqliteCoordinatorStore.open(config.data().orElseThrow(), incarnation);
            return new Stores(store, store.consortium());
        });
    }

    private static Stores open(PostgresSettings settings, Incarnation incarnation) {
        PostgresCoordinatorStore store = PostgresCoordinatorStore.open(settings, incarnation);
        return new Stores(store, store.consortium());
    }

    @Override
    public void close() {
        rounds.close();
    }
}
