// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * One round of css/1: open, ready, cohort, upload, survivors, reveal, result; both roles as pure state machines.
 *
 * <p>Read first: {@link org.cordon.sum.round.RoundBody} (the signed messages in step order), {@link
 * org.cordon.sum.round.MemberMessage} and {@link org.cordon.sum.round.CoordinatorMessage} (what travels each way), then
 * the phases of each role.
 *
 * <p>Invariants: no I/O, no clock; randomness is a parameter; what must be durable before it leaves is returned beside
 * the message, and the caller stores it first.
 */
@NullMarked
package org.cordon.sum.round;

import org.jspecify.annotations.NullMarked;
