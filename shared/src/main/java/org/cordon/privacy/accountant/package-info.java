// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Privacy accountants: what releases with noise tell about one unit, as {@code (epsilon, delta)}-differential privacy. No
 * part of it knows Cordon's protocol.
 *
 * <p>Read first: {@link org.cordon.privacy.accountant.Mechanism}, {@link org.cordon.privacy.accountant.Composition}, {@link
 * org.cordon.privacy.accountant.Accountant}, then {@link org.cordon.privacy.accountant.PrivacyAccount}.
 *
 * <p>Invariants: what is stated is an upper bound, or refused; the neighbouring relation is adding or removing one unit;
 * noise is relative to the sensitivity; the same question gets the same bits on every machine, whatever was asked before.
 */
@NullMarked
package org.cordon.privacy.accountant;

import org.jspecify.annotations.NullMarked;
