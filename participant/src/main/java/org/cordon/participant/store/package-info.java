// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a participant keeps on disk: adapters of {@link org.cordon.participant.round.MemberStore}.
 *
 * <p>Read first: {@link org.cordon.participant.store.SqliteMemberStore}; {@link
 * org.cordon.participant.store.MemoryMemberStore} is for simulations.
 *
 * <p>Invariants: a guard is durable before the act it guards; at most one key that opens secrets of a session is
 * readable once a save has returned.
 */
@NullMarked
package org.cordon.participant.store;

import org.jspecify.annotations.NullMarked;
