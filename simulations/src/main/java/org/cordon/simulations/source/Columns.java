// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.util.Set;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;

/** Columns that a source does not have. */
final class Columns {
    private Columns() {}

    static void requireNone(String source, Set<String> columns) {
        if (!columns.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "holdout and partition ask for columns " + columns + ", but " + source
                            + " has none beside its features",
                    "Use a rule that needs no column: iid, dirichlet by label, shards, quantity, given");
        }
    }
}
