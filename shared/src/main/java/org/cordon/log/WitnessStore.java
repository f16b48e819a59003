// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;

/** Keeps, for each log, the checkpoint that a witness cosigned last. */
public interface WitnessStore {
    /** The checkpoint cosigned last for {@code origin}; {@link Checkpoint#empty} if there was none. */
    Checkpoint latest(String origin) throws IOException;

    /**
     * Puts {@code next} in the place of {@code expected}, which has the same origin.
     *
     * <p>Atomic: of two calls that expect the same checkpoint and bring others, one at most succeeds. Durable: on a return of
     * {@code true}, {@code next} survives a crash of process and machine.
     *
     * @return whether {@code expected} was the latest
     */
    boolean replace(Checkpoint expected, Checkpoint next) throws IOException;
}
