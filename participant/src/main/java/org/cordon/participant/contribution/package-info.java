// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The private halves of federated computations: rows in, integers within the declared bounds out.
 *
 * <p>Read first: {@link org.cordon.participant.contribution.Contributor},
 * {@link org.cordon.participant.contribution.LocalTrainer}.
 *
 * <p>Invariants: the only way out of this package is a vector of integers for the secure sum; a word outside its bound
 * is refused, never clipped; nothing is random but through the injected seed.
 */
@NullMarked
package org.cordon.participant.contribution;

import org.jspecify.annotations.NullMarked;
