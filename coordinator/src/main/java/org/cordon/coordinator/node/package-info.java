// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The coordinator as a long-running process.
 *
 * <p>Read first: {@link org.cordon.coordinator.node.CoordinatorNode}.
 *
 * <p>Invariants: nothing is overwritten; no secret is logged or printed.
 */
@NullMarked
package org.cordon.coordinator.node;

import org.jspecify.annotations.NullMarked;
