// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What tasks end with, as files.
 *
 * <p>Read first: {@link org.cordon.coordinator.task.TaskResults}.
 *
 * <p>Invariants: where there is a report, the files it names are whole.
 */
@NullMarked
package org.cordon.coordinator.task;

import org.jspecify.annotations.NullMarked;
