// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The participant's gRPC edge: the one way to the coordinator, dialled out over mutual TLS, also through a proxy.
 *
 * <p>Read {@link org.cordon.participant.client.GrpcCoordinatorLink} first (what callers see), then {@code Attendance} (the
 * connection and its event stream), {@code CallerRuns}, {@code Upload} and {@code Fetch} (the calls), and {@code Faults},
 * the one class that tells passing failures from lasting ones.
 *
 * <p>Invariants: nothing that comes back is trusted or quoted without a bound; nothing is buffered without a bound; a
 * failure that will not pass ends every attempt and says what to mend.
 */
@NullMarked
package org.cordon.participant.client;

import org.jspecify.annotations.NullMarked;
