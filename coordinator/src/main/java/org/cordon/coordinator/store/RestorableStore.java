// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.disk.Incarnation;

/** A store that a restore can hand to a node. */
interface RestorableStore extends CoordinatorStore {
    /** What is in the store now is the state of the node that {@code own} belongs to. */
    void adopt(Incarnation own);
}
