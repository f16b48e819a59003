// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeFiles;
import org.cordon.config.PostgresSettings;
import org.cordon.disk.StoreFailure;
import org.cordon.doctor.Databases;
import org.cordon.doctor.Finding;

/** Looks at a store without opening it for a node, for {@code cordon doctor}. */
public final class StoreInspection {
    private StoreInspection() {}

    /** The store in a directory. */
    public static Finding of(Path directory) throws IOException {
        return Databases.sqlite(directory, SqliteCoordinatorStore.DATABASE, SqliteCoordinatorStore.MIGRATIONS);
    }

    /** The database of a server: it answers, lets this node in, and its tables are of this version or an older one. */
    public static Finding of(PostgresSettings settings) {
        try {
            PostgresServer server = new PostgresServer(settings);
            try (Connection connection = server.connect()) {
                return Finding.passed(server.place() + " answers, "
                        + connection.getMetaData().getDatabaseProductName() + " "
                        + connection.getMetaData().getDatabaseProductVersion());
            } catch (SQLException failure) {
                throw server.failure("open", failure);
            }
        } catch (StoreFailure failure) {
            return Finding.failed(NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failure));
        }
    }
}
