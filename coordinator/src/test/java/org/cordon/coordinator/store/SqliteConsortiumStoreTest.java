// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.nio.file.Path;
import java.util.Optional;
import org.cordon.coordinator.member.ConsortiumStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteConsortiumStoreTest extends ConsortiumStoreContract {
    @TempDir
    private Path directory;

    private Optional<SqliteCoordinatorStore> whole = Optional.empty();

    @Override
    ConsortiumStore open() {
        SqliteCoordinatorStore opened = SqliteCoordinatorStore.open(directory.resolve("data"));
        whole = Optional.of(opened);
        return opened.consortium();
    }

    @Override
    ConsortiumStore reopen(ConsortiumStore closed) {
        closeWhole();
        return open();
    }

    @AfterEach
    void closeWhole() {
        whole.ifPresent(SqliteCoordinatorStore::close);
    }
}
