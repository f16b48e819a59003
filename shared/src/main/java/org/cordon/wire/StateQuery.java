// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import org.cordon.suite.Digest;

/**
 * Asks for a public state.
 *
 * @param session the task
 * @param state H("blob"; state), of the state asked for
 */
public record StateQuery(Digest session, Digest state) {}
