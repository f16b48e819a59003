// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Shamir's secret sharing over GF(2^8), constant-time in the secrets.
 *
 * <p>Read first: {@link org.cordon.sum.sharing.Shamir}, {@link org.cordon.sum.sharing.Share}.
 *
 * <p>Invariants: a share's x is its holder's manifest index; no branch and no table look-up depends on a secret.
 */
@NullMarked
package org.cordon.sum.sharing;

import org.jspecify.annotations.NullMarked;
