// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Events of an exchange from its files, databases and topics.
 *
 * <p>Read first: {@link org.cordon.participant.event.EventIntake}, through which every source passes; then
 * {@link org.cordon.participant.event.EventFile}.
 *
 * <p>Invariants: every row of a source is an event, or is counted and named as refused; nothing here leaves the process but the
 * file of set-aside rows, which only its owner can read.
 */
@NullMarked
package org.cordon.participant.event;

import org.jspecify.annotations.NullMarked;
