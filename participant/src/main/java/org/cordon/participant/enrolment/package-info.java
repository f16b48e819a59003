// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How an exchange becomes a member: keys of its own, a request that people compare by another way, and the wait until the
 * members have approved it.
 *
 * <p>Read first: {@link org.cordon.participant.enrolment.JoinCommand}, {@link org.cordon.participant.enrolment.Joining}.
 *
 * <p>Invariants: private keys are made here and leave no machine; a directory is a member's only once the history proves
 * it; whatever was begun goes on at the next start; nothing is overwritten.
 */
@NullMarked
package org.cordon.participant.enrolment;

import org.jspecify.annotations.NullMarked;
