// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Durable writing on a local disk, for the stores of both roles: a directory that one process owns, files that are
 * replaced whole, public states kept under their digests, an SQLite file that survives kill -9, numbered migrations of a
 * database's tables, and failures that say what to mend.
 *
 * <p>Read first: {@link org.cordon.disk.StoreDirectory}, {@link org.cordon.disk.DurableFiles}, {@link
 * org.cordon.disk.SqliteFile}, {@link org.cordon.disk.Migrations}.
 *
 * <p>Invariant: a write has been forced to the device (fsync of the file, and of its directory where a name came into
 * being) when the call returns. Only the JDK and Flyway are used; the driver is the choice of the module that opens a
 * database.
 */
@NullMarked
package org.cordon.disk;

import org.jspecify.annotations.NullMarked;
