// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Models as values: an allow-listed architecture, its parameters as one flat vector, scoring, and the server's
 * optimisers.
 *
 * <p>Read first: {@link org.cordon.model.NetworkSpec}, {@link org.cordon.model.ParameterVector},
 * {@link org.cordon.model.ServerOptimiser}, {@link org.cordon.model.NetworkScorer}.
 *
 * <p>Invariants: everything here gives the same bits on every CPU and JVM (no fused or parallel arithmetic, StrictMath
 * where a function is needed); every decoder checks its caps first, then the exact length, and leaves nothing over.
 */
@NullMarked
package org.cordon.model;

import org.jspecify.annotations.NullMarked;
