// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreDirectory;
import org.cordon.disk.StoreFailure;

/** Takes out of a state directory what a restored member must not have. */
final class RestorableState {
    private RestorableState() {}

    /** Removes vectors, the keys of sealed records and the sealed secrets; guards stay. */
    static void forgetSecrets(Path state) {
        try (StoreDirectory directory = StoreDirectory.open(state)) {
            if (!Files.exists(directory.resolve(SqliteMemberStore.DATABASE))) {
                return;
            }
            SqliteFile file = SqliteFile.at(directory.resolve(SqliteMemberStore.DATABASE));
            try (Connection connection = SqliteMemberStore.MIGRATIONS.migrated(file);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE record SET sealed = x''");
            } catch (SQLException failure) {
                throw file.failure("restore", failure);
            }
            for (Path key : DurableFiles.list(directory.resolve("keys"))) {
                Files.delete(key);
            }
            for (Path session : DurableFiles.list(directory.resolve("vectors"))) {
                for (Path vector : DurableFiles.list(session)) {
                    Files.delete(vector);
                }
            }
        } catch (IOException failure) {
            throw StoreFailure.of("restore", state, failure);
        }
    }
}
