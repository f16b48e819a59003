// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The rows of an exchange in memory and where they are read from.
 *
 * <p>Read first: {@link org.cordon.participant.data.Table}; {@link org.cordon.participant.data.RecordFile} reads rows of texts one by
 * one.
 *
 * <p>Invariants: nothing in this package leaves the process; tables do not print their values.
 */
@NullMarked
package org.cordon.participant.data;

import org.jspecify.annotations.NullMarked;
