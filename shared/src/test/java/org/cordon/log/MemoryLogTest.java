// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

class MemoryLogTest extends LogStorageContract {
    @Override
    LogStorage open() {
        return new MemoryLog();
    }

    @Override
    LogStorage reopen(LogStorage open) {
        return open;
    }
}
