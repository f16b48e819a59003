// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Benchmarks: each measures what {@code cordon bench} prints, on the machine it runs on.
 *
 * <p>Invariants: figures are medians of several runs of warm code; CPU time where the name says so, one thread.
 */
@NullMarked
package org.cordon.simulations.bench;

import org.jspecify.annotations.NullMarked;
