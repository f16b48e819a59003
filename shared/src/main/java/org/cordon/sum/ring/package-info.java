// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The ring 2^W that vectors are summed in, and the masks that hide them: AES-256-CTR keystreams added word by word.
 *
 * <p>Read first: {@link org.cordon.sum.ring.Ring}, {@link org.cordon.sum.ring.RingVector},
 * {@link org.cordon.sum.ring.Masks}.
 *
 * <p>Invariants: words are little-endian and packed, W/8 bytes each; arithmetic is modulo 2^W; input out of range is
 * refused, never clipped.
 */
@NullMarked
package org.cordon.sum.ring;

import org.jspecify.annotations.NullMarked;
