// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.cordon.disk.StoreFailure;

/** One connection to a database, used by one thread at a time. */
interface TransactionalDatabase extends AutoCloseable {

    /** Part of a transaction; may be applied again where the connection was lost before the transaction ended. */
    @FunctionalInterface
    interface Change {
        void apply(Connection connection) throws SQLException;
    }

    /** Reads, changes nothing. */
    @FunctionalInterface
    interface Query<T> {
        T read(Connection connection) throws SQLException;
    }

    /** Applies all changes in one transaction, durable on return; after a failure none has happened. */
    void transact(List<Change> changes) throws SQLException;

    <T> T read(Query<T> query) throws SQLException;

    /** What a failure means to an operator; {@code act} is a verb, such as "save". */
    StoreFailure failure(String act, SQLException failure);

    @Override
    void close() throws SQLException;
}
