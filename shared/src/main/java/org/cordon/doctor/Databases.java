// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeFiles;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;

/** Whether a node's SQLite store can be opened: whole, by one process only, written by this version or an older one. */
public final class Databases {
    private static final String VERSION =
            "SELECT version FROM flyway_schema_history WHERE success = 1" + " ORDER BY installed_rank DESC LIMIT 1";

    private Databases() {}

    /**
     * Opens and checks the database; makes nothing where there is none.
     *
     * @param directory the store directory
     * @param name the database in it
     * @param newest the newest version of its tables that this program knows
     */
    public static Finding sqlite(Path directory, String name, int newest) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Finding.passed(file + " is made at the first start");
        }
        if (isOpenElsewhere(directory.resolve("lock"))) {
            return Finding.passed(file + " is open in a running node");
        }
        SqliteFile database = SqliteFile.at(file);
        try (Connection connection = database.open()) {
            int version = version(connection);
            return version > newest
                    ? Finding.failed(
                            "the tables of " + file + " must be of version " + newest + " or older, but are of "
                                    + version,
                            "Start the node with the version of Cordon that wrote it, or a newer one")
                    : Finding.passed(file + " is whole, tables of version " + version + " of " + newest);
        } catch (StoreFailure damaged) {
            return Finding.failed(NodeFiles.failure(ExitCode.SYSTEM_REFUSED, damaged));
        } catch (SQLException unreadable) {
            return Finding.failed(NodeFiles.failure(ExitCode.SYSTEM_REFUSED, database.failure("read", unreadable)));
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(VERSION)) {
            return result.next() ? Integer.parseInt(result.getString(1)) : 0;
        }
    }

    private static boolean isOpenElsewhere(Path lock) throws IOException {
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held == null;
        } catch (OverlappingFileLockException ownProcess) {
            return true;
        }
    }
}
