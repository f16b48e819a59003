// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The member's side of a task: the round follower follows the coordinator through the
 * steps of docs/protocol.md; {@link org.cordon.participant.round.CoordinatorLink} and {@link
 * org.cordon.participant.round.MemberStore} are its ports.
 *
 * <p>Invariant: whatever the protocol calls durable is in the store before the message that depends on it leaves.
 */
@NullMarked
package org.cordon.participant.round;

import org.jspecify.annotations.NullMarked;
