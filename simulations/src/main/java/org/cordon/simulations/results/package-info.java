// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What came of an experiment: three versioned tables, as Parquet, CSV and JSON.
 *
 * <p>Read first: {@link org.cordon.simulations.results.Tables}, {@link org.cordon.simulations.results.ResultStore}, {@link
 * org.cordon.simulations.results.Results}.
 *
 * <p>Invariants: the same runs give the same bytes; a run that did not end leaves nothing that counts; columns are added, never changed.
 */
@NullMarked
package org.cordon.simulations.results;

import org.jspecify.annotations.NullMarked;
