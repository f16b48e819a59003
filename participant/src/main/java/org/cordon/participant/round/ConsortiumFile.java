// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import org.cordon.member.Consortium;

/**
 * Where a participant keeps the history of its consortium.
 *
 * <p><b>Guarantees</b> asked of implementations: what was saved is on disk (fsync) when {@link #save} returns and replaces the
 * earlier content all or nothing; it is only ever replaced by a continuation.
 */
@FunctionalInterface
public interface ConsortiumFile {
    /** Keeps nothing: for simulations and tests whose history does not outlive the process. */
    ConsortiumFile NONE = newest -> {};

    /** Replaces what is kept. */
    void save(Consortium newest);
}
