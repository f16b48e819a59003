// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the coordinator keeps on disk: adapters of {@link org.cordon.coordinator.round.CoordinatorStore}.
 *
 * <p>Read first: {@link org.cordon.coordinator.store.SqliteCoordinatorStore}; {@link
 * org.cordon.coordinator.store.MemoryCoordinatorStore} is for simulations.
 *
 * <p>Invariant: what a call has returned from survives kill -9 and power cuts, an upload up to its last sync.
 */
@NullMarked
package org.cordon.coordinator.store;

import org.jspecify.annotations.NullMarked;
