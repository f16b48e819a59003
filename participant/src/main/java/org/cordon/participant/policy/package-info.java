// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * An exchange's own policy at work: the file it is read from, the tasks that wait for a person, what the person said, and how
 * many rounds were entered.
 *
 * <p>Read first: {@link org.cordon.participant.policy.ExchangePolicy}, {@link org.cordon.participant.policy.PolicyFile}, then
 * {@link org.cordon.participant.policy.Decisions}.
 *
 * <p>Invariants: a decision counts for the one digest it names; a round is counted on disk before it is entered; what cannot
 * be read lets nothing in.
 */
@NullMarked
package org.cordon.participant.policy;

import org.jspecify.annotations.NullMarked;
