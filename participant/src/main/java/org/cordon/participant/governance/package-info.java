// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What people of an exchange, and the operator, do from their own machines: check and submit charters, approve, list, show
 * and compare, admit and remove members.
 *
 * <p>Read first: {@link org.cordon.participant.governance.GovernanceCommands}.
 *
 * <p>Invariants: a private key of a person is opened only to sign what was shown in words before; no answer of the
 * coordinator is believed that the history does not prove; no secret is logged or printed.
 */
@NullMarked
package org.cordon.participant.governance;

import org.jspecify.annotations.NullMarked;
