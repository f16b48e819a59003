// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Where the rows of an experiment come from: files, public data sets, generators; and which of them nobody trains on.
 *
 * <p>Read first: {@link org.cordon.simulations.source.Source}, {@link org.cordon.simulations.source.Sample}, {@link
 * org.cordon.simulations.source.Holdout}; {@link org.cordon.simulations.source.LedgerRows} for rows made of events.
 *
 * <p>Invariant: the same files, settings and seed give the same rows in the same order on every machine.
 */
@NullMarked
package org.cordon.simulations.source;

import org.jspecify.annotations.NullMarked;
