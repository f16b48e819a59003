// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import org.cordon.suite.Digest;
import org.cordon.suite.Scope;

/**
 * Asks for the blocks of the masked vectors that {@code seed} selects.
 *
 * @param scope round and attempt whose sum was published
 * @param seed drawn by the asker once the digest of the sum is fixed
 */
public record BlockQuery(Scope scope, Digest seed) {}
