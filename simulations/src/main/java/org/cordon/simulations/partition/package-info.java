// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How rows are spread over exchanges: by chance, by label, by column, by kind of attack, in unequal amounts.
 *
 * <p>Read first: {@link org.cordon.simulations.partition.Partition}. Invariant: the same rows, number of exchanges and seed give the
 * same parts on every machine.
 */
@NullMarked
package org.cordon.simulations.partition;

import org.jspecify.annotations.NullMarked;
