// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The primitives of suite css/1 and the values they work on: digests, byte strings, secrets, signatures, transcripts.
 *
 * <p>Read first: {@link org.cordon.suite.Digest}, {@link org.cordon.suite.Secret},
 * {@link org.cordon.suite.Scope}, {@link org.cordon.suite.Signed}.
 *
 * <p>Invariants: no byte array leaves or enters without a copy unless a method says so; secrets never print; every hash
 * and every derived key carries a label of css/1.
 */
@NullMarked
package org.cordon.suite;

import org.jspecify.annotations.NullMarked;
