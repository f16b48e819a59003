// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.round.Ledger;

/** The ledger of a node's store, looked at beside the node, which may run. */
public final class StoredLedger implements AutoCloseable {
    private final MemberDatabase database;

    private StoredLedger(MemberDatabase database) {
        this.database = database;
    }

    /** The ledger in a state directory; a {@link StoreFailure} if there is none. */
    public static StoredLedger open(Path state) {
        Path file = state.resolve(SqliteMemberStore.DATABASE);
        if (!Files.isRegularFile(file)) {
            throw new StoreFailure("the state of a node must lie in " + state
                    + ", but does not; name the configuration of" + " a node that has run");
        }
        SqliteFile sqlite = SqliteFile.at(file);
        return new StoredLedger(new MemberDatabase(sqlite, sqlite.open(), Optional.empty()));
    }

    public Ledger ledger() {
        return new SqliteLedger(database);
    }

    @Override
    public void close() {
        database.close();
    }
}
