// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.participant.data.Table;

/** The exchange's rows cannot answer a query as the charter wants it answered; nothing was sent. */
public final class UnfitRows extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnfitRows(String message) {
        super(message);
    }

    static void requireLabels(Table rows, int classes) {
        if (rows.largestLabel() >= classes) {
            throw new UnfitRows("labels must be " + (classes == 2 ? "0 or 1" : "in [0, " + (classes - 1) + "]")
                    + " for this model, but the largest was " + rows.largestLabel());
        }
    }

    static void requireAtMost(long maxRows, int rows) {
        if (rows > maxRows) {
            throw new UnfitRows("rows must be at most " + maxRows + " (the charter's cap), but were " + rows);
        }
    }
}
