// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Whether sums over different survivors can be combined so that they tell what single members put in.
 *
 * <p>Read first: {@link org.cordon.differencing.DifferencingGuard}, {@link org.cordon.differencing.SurvivorRows},
 * {@link org.cordon.differencing.MemberSet}.
 *
 * <p>Invariants: coordinator, participants and auditor run this code and get the same answer from the same sets, in any
 * order; verdicts are those of exact arithmetic.
 */
@NullMarked
package org.cordon.differencing;

import org.jspecify.annotations.NullMarked;
