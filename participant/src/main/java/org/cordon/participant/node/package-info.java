// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The participant as a long-running process inside an exchange.
 *
 * <p>Read first: {@link org.cordon.participant.node.NodeProcess}, then {@link org.cordon.participant.node.ExchangeRows}.
 *
 * <p>Invariants: rows are read only for a charter that the policy allows, and only its columns.
 */
@NullMarked
package org.cordon.participant.node;

import org.jspecify.annotations.NullMarked;
