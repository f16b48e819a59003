// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Epoch set-up of css/1: every pair of the roster agrees on a key that no one else knows, now or later.
 *
 * <p>Read first: {@link org.cordon.sum.epoch.EpochBody} (the messages in step order).
 *
 * <p>Invariants: no I/O, no clock; N, f and t come from the manifest, never from who showed up.
 */
@NullMarked
package org.cordon.sum.epoch;

import org.jspecify.annotations.NullMarked;
