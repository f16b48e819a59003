// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

import java.time.Instant;
import org.cordon.log.Hash;

/**
 * What the coordinator says in one leaf, and where.
 *
 * @param log SHA-256 of the log's origin: a leaf of one log cannot stand in another
 * @param index number of the leaf, from 0
 * @param at when, in whole milliseconds, by the coordinator's own clock
 */
public record Statement(Hash log, long index, Instant at, LogRecord record) {
    public Statement {
        if (index < 0) {
            throw new IllegalArgumentException("index must be at least 0, but was " + index);
        }
        if (!at.equals(Instant.ofEpochMilli(at.toEpochMilli()))) {
            throw new IllegalArgumentException("at must be in whole milliseconds, but was " + at);
        }
    }
}
