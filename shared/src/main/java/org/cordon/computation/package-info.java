// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Federated computations, public half: what is added up, and what is done with the sum.
 *
 * <p>Read first: {@link org.cordon.computation.FederatedComputation}, {@link org.cordon.computation.Query},
 * {@link org.cordon.computation.OpenedSum}, {@link org.cordon.computation.DataFunction}, {@link org.cordon.computation.StagedComputation}.
 *
 * <p>Invariants: states are canonical bytes; advancing the same state by the same sum gives the same bytes on every CPU
 * and JVM; nothing here can read a participant's rows.
 */
@NullMarked
package org.cordon.computation;

import org.jspecify.annotations.NullMarked;
