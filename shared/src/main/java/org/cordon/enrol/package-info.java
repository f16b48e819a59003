// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How an exchange gets into a consortium: the invitation it is sent, the request it answers with, and the fingerprint that
 * people compare by another way.
 *
 * <p>Read first: {@link org.cordon.enrol.Invitation} (what the operator signs), {@link org.cordon.enrol.InvitationToken}
 * (that with its secret, as one line of text), {@link org.cordon.enrol.JoinRequest} (what a node sends),
 * {@link org.cordon.enrol.ConsortiumRefused} (every way in which the consortium port says no).
 *
 * <p>Invariants: the secret of a token never leaves the machine that it was sent to, it only signs; a request proves
 * possession of every key that it names; an invitation admits nobody, the members' approvals do.
 */
@NullMarked
package org.cordon.enrol;

import org.jspecify.annotations.NullMarked;
