// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Who belongs to a consortium: making one, letting exchanges in, and counting what its members approve.
 *
 * <p>Read first: {@link org.cordon.coordinator.member.ConsortiumDesk} (what is asked of the coordinator),
 * {@link org.cordon.coordinator.member.HistoryDesk} (how it is kept), {@link
 * org.cordon.coordinator.member.ConsortiumStore} (where), {@link org.cordon.coordinator.member.ConsortiumListener} (who
 * acts on it), {@link org.cordon.coordinator.member.InitCommand}.
 *
 * <p>Invariants: nothing is stored that was not verified; what was acknowledged is durable; the coordinator decides
 * nothing, it counts; no key is overwritten; no secret is logged, stored or printed.
 */
@NullMarked
package org.cordon.coordinator.member;

import org.jspecify.annotations.NullMarked;
