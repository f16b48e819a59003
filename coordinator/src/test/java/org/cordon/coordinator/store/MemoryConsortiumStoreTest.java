// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import org.cordon.coordinator.member.ConsortiumStore;

class MemoryConsortiumStoreTest extends ConsortiumStoreContract {
    @Override
    ConsortiumStore open() {
        return new MemoryConsortiumStore();
    }

    @Override
    ConsortiumStore reopen(ConsortiumStore closed) {
        return closed;
    }
}
