// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cordon.config.PostgresSettings;
import org.cordon.coordinator.round.CoordinatorStore;
import org.junit.jupiter.api.io.TempDir;

class PostgresCoordinatorStoreTest extends CoordinatorStoreContract {
    @TempDir
    Path directory;

    private Optional<PostgresSettings> settings = Optional.empty();

    @Override
    CoordinatorStore open() {
        try {
            settings = Optional.of(PostgresForTests.database(directory));
            return PostgresCoordinatorStore.open(settings.get());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    CoordinatorStore reopen(CoordinatorStore closed) {
        return PostgresCoordinatorStore.open(settings.orElseThrow());
    }
}
