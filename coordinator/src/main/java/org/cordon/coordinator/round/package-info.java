// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The coordinator's side of a task: the round driver takes the members through the steps of docs/protocol.md. {@link
 * org.cordon.coordinator.round.Desk} is what the gRPC edge calls, {@link
 * org.cordon.coordinator.round.CoordinatorStore} what must outlive a crash.
 *
 * <p>Invariant: an accepted submission is in the store before its sender is told so.
 */
@NullMarked
package org.cordon.coordinator.round;

import org.jspecify.annotations.NullMarked;
