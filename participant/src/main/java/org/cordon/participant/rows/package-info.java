// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * From events of the past to a table that a node learns from: what lies between {@code participant.event} and {@code
 * participant.feature}, which know nothing of each other.
 *
 * <p>Read {@link org.cordon.participant.rows.RowsFile}.
 *
 * <p>Invariants: a label counts only if it was known at the cut-off; what is left out is counted.
 */
@NullMarked
package org.cordon.participant.rows;

import org.jspecify.annotations.NullMarked;
