// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A trained model on an exchange's own rows: scores, and the threshold that keeps its own rate of false alarms.
 *
 * <p>Read first: {@link org.cordon.participant.scoring.ScoredTable}.
 *
 * <p>Invariants: scores are those that participants and auditors would compute, to the bit; nothing leaves the exchange.
 */
@NullMarked
package org.cordon.participant.scoring;

import org.jspecify.annotations.NullMarked;
