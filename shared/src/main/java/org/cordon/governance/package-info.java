// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What people of a consortium say to its coordinator: questions, proposals, approvals and withdrawals.
 *
 * <p>Read first: {@link org.cordon.governance.Question}, {@link org.cordon.governance.Answer},
 * {@link org.cordon.governance.Proposal}, {@link org.cordon.governance.Standing}.
 *
 * <p>Invariants: every message proves by its own signatures who sent it; an approval names one digest and fits no other;
 * the coordinator's answers are claims, and what follows from them is verified by whoever asked.
 */
@NullMarked
package org.cordon.governance;

import org.jspecify.annotations.NullMarked;
