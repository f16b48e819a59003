// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import org.cordon.suite.Digest;
import org.cordon.suite.Signer;

/**
 * Who asks on the consortium port.
 *
 * @param consortium id of the consortium; 32 zero bytes before the founding
 * @param key an approver's, the operator's, or a node's identity key; its owner closes it
 */
public record Asker(Digest consortium, Signer key) {}
