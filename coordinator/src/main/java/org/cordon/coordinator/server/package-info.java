// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The coordinator's gRPC edge: mutual TLS at the port, limits per member, and the translation of calls to
 * {@link org.cordon.coordinator.round.Desk}.
 *
 * <p>Read {@link org.cordon.coordinator.server.FederationServer} first (what is put together), then {@code ServerTls} and
 * {@code Peers} (who is it), {@code Lanes} and {@code Turnstile} (nobody holds up another), {@code FederationService} and
 * the calls, and {@code Refusals}, the one class that maps failures to gRPC status.
 *
 * <p>Invariants: every call that reaches the desk carries a member index that mutual TLS has authenticated; desk calls run
 * on the lanes, never on an event loop; nothing is buffered without a bound.
 */
@NullMarked
package org.cordon.coordinator.server;

import org.jspecify.annotations.NullMarked;
