// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Counts that must never go down: rounds of a day, the newest version of a charter that was accepted, privacy that was
 * spent. A name says what is counted, and for what: {@code rounds/2026-11-21}.
 *
 * <p><b>Guarantees</b> asked of implementations: a count is on disk (fsync) when {@link #raise} returns, and no restore
 * lowers one: where the disk is there, the higher of disk and backup stays.
 */
public interface Ledger {

    /** The count under a name; 0 where nothing was counted. */
    long value(String name);

    /** All counts whose names begin with {@code prefix}. */
    SortedMap<String, Long> under(String prefix);

    /** Sets the count to {@code value}; a lower one changes nothing. */
    void raise(String name, long value);

    /**
     * When this state came from a backup without the disk it was taken from: what was counted between the two is not
     * known. A limit of that day counts as reached, and a budget without end, such as that of differential privacy, is not
     * charged until a person has called {@link #accept}.
     */
    Optional<Instant> gap();

    /** What was counted before this moment is not known any more, until {@link #accept}. */
    void open(Instant since);

    /** A person has looked at the gap and vouches for the counts as they stand. */
    void accept();
}
