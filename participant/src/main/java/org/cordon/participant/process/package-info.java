// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Training by a program of the exchange's own, in a process beside the node: flat weights and rows in, an update and a count out.
 *
 * <p>Read in this order: docs/external-trainer.md (the framing), {@link org.cordon.participant.process.ExternalTrainer} (the port's
 * implementation), {@code Request} and {@code Answer} (the bytes), {@code Child} (one process).
 *
 * <p>Invariants: which program runs is said by the exchange's own files alone, never by a charter or the coordinator; no shell
 * reads the command; what comes back has exactly the length that was asked for before a byte of it counts.
 */
@NullMarked
package org.cordon.participant.process;

import org.jspecify.annotations.NullMarked;
