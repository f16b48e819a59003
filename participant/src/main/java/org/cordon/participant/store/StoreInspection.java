// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.io.IOException;
import java.nio.file.Path;
import org.cordon.doctor.Databases;
import org.cordon.doctor.Finding;

/** Looks at a store without opening it for a node, for {@code cordon doctor}. */
public final class StoreInspection {
    private StoreInspection() {}

    /** The store in a directory. */
    public static Finding of(Path directory) throws IOException {
        return Databases.sqlite(directory, SqliteMemberStore.DATABASE, SqliteMemberStore.MIGRATIONS);
    }
}
