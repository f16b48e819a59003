// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import org.cordon.coordinator.round.CoordinatorStore;

class MemoryCoordinatorStoreTest extends CoordinatorStoreContract {
    @Override
    CoordinatorStore open() {
        return new MemoryCoordinatorStore();
    }

    @Override
    CoordinatorStore reopen(CoordinatorStore closed) {
        return closed;
    }
}
