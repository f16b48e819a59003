// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a consortium agrees to compute: the charter of a task, and a participant's own decision whether to take part.
 *
 * <p>Read first: {@link org.cordon.task.Charter}, {@link org.cordon.task.ApprovedCharter},
 * {@link org.cordon.task.ParticipantPolicy}, {@link org.cordon.task.FunctionGroup}.
 *
 * <p>Invariants: the digest of the charter's exact bytes is the session that every signed body and derived key names;
 * a policy allows only what it lists, and its limits bind before its rules.
 */
@NullMarked
package org.cordon.task;

import org.jspecify.annotations.NullMarked;
