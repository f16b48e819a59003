// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A witness of logs over HTTP, for parties that look on without taking part, and the client that asks one.
 *
 * <p>Reading order: {@link org.cordon.audit.witness.WitnessCommands}, then the server, which is a thin edge around {@link
 * org.cordon.log.WitnessLedger}, and the client.
 *
 * <p>Invariants: what a request or an answer may cost is bounded in bytes, threads and time before it is read; the endpoint is
 * that of C2SP tlog-witness, so that other logs and other witnesses can stand at the other end.
 */
@NullMarked
package org.cordon.audit.witness;

import org.jspecify.annotations.NullMarked;
