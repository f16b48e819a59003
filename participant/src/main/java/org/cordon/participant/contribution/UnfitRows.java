// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

/** The exchange's rows cannot answer a query as the charter wants it answered; nothing was sent. */
public final class UnfitRows extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnfitRows(String message) {
        super(message);
    }

    static void requireAtMost(long maxRows, int rows) {
        if (rows > maxRows) {
            throw new UnfitRows("rows must be at most " + maxRows + " (the charter's cap), but were " + rows);
        }
    }
}
