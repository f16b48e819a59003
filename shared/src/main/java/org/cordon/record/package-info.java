// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the protocol log says: one value for every body that a leaf can have, in protocol order.
 *
 * <p>Reading order: {@link org.cordon.record.LogRecord}, {@link org.cordon.record.Statement}, {@link org.cordon.record.Leaf}.
 *
 * <p>Invariants: a leaf's bytes are the truth and are never written again; what a member said carries its own signature; lists
 * lie in blobs and are named by plain SHA-256 ({@link org.cordon.log.Hash}), while digests of css/1 are {@link
 * org.cordon.suite.Digest}; nothing guessable is hashed, and no figure about data is in a leaf.
 */
@NullMarked
package org.cordon.record;

import org.jspecify.annotations.NullMarked;
