// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Tasks on their way: from the operator's YAML file to a signed charter, into the coordinator's inbox, and out as a result.
 *
 * <p>Read first: {@link org.cordon.coordinator.task.TaskDirectory}.
 *
 * <p>Invariants: nothing is overwritten; no secret is logged or printed.
 */
@NullMarked
package org.cordon.coordinator.task;

import org.jspecify.annotations.NullMarked;
