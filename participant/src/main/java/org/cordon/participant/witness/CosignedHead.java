// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.time.Instant;
import java.util.Map;

/**
 * A checkpoint of the mirrored log that distinct members of the newest manifest have cosigned.
 *
 * @param size its leaves
 * @param times when each of them signed, by its own clock
 */
public record CosignedHead(long size, Map<Integer, Instant> times) {
    public CosignedHead {
        times = Map.copyOf(times);
    }

    /** Whether {@code quorum} members signed no earlier than {@code earliest}. */
    public boolean isFresh(int quorum, Instant earliest) {
        return times.values().stream().filter(at -> !at.isBefore(earliest)).count() >= quorum;
    }
}
