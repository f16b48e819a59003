// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cordon.config.PostgresSettings;
import org.cordon.coordinator.member.ConsortiumStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresConsortiumStoreTest extends ConsortiumStoreContract {
    @TempDir
    Path directory;

    private Optional<PostgresSettings> settings = Optional.empty();
    private Optional<PostgresCoordinatorStore> whole = Optional.empty();

    @Override
    ConsortiumStore open() {
        try {
            settings = Optional.of(PostgresForTests.database(directory));
            return again();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ConsortiumStore again() {
        PostgresCoordinatorStore opened = PostgresCoordinatorStore.open(settings.orElseThrow());
        whole = Optional.of(opened);
        return opened.consortium();
    }

    @Override
    ConsortiumStore reopen(ConsortiumStore closed) {
        closeWhole();
        return again();
    }

    @AfterEach
    void closeWhole() {
        whole.ifPresent(PostgresCoordinatorStore::close);
    }
}
