// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Defences against harmful updates: those that work on a secure sum, and those that must look at single updates or at sums of
 * a few, which only a simulation may.
 *
 * <p>Read first: {@link org.cordon.simulations.defence.Defence}, {@link org.cordon.simulations.defence.Updates}.
 */
@NullMarked
package org.cordon.simulations.defence;

import org.jspecify.annotations.NullMarked;
