// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

/**
 * When and how a script is played.
 *
 * @param startMicros its start, microseconds since 1970 in UTC
 * @param scaled whether amounts keep their ratio to the hot wallets; else they are as in truth
 * @param route how stolen money leaves
 */
public record Cue(long startMicros, boolean scaled, Route route) {}
