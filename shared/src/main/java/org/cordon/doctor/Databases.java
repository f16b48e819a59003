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
import java.sql.SQLException;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeFiles;
import org.cordon.disk.Migrations;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;

/** Whether a node's SQLite store can be opened: whole, by one process only, written by this version or an older one. */
public final class Databases {
    private Databases() {}

    /**
     * Opens and checks the database; makes nothing where there is none.
     *
     * @param directory the store directory
     * @param name the database in it
     * @param migrations how its tables come about
     */
    public static Finding sqlite(Path directory, String name, Migrations migrations) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Finding.passed(file + " is made at the first start");
        }
        if (isOpenElsewhere(directory.resolve("lock"))) {
            return Finding.passed(file + " is open in a running node");
        }
        SqliteFile database = SqliteFile.at(file);
        try {
            database.open().close(); // checks the whole file
            String version = migrations.version(
                    configuration -> configuration.dataSource(database.url(), null, null), "the database " + file);
            return Finding.passed(file + " is whole, tables of version " + version);
        } catch (StoreFailure damaged) {
            return Finding.failed(NodeFiles.failure(ExitCode.SYSTEM_REFUSED, damaged));
        } catch (SQLException unreadable) {
            return Finding.failed(NodeFiles.failure(ExitCode.SYSTEM_REFUSED, database.failure("read", unreadable)));
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
