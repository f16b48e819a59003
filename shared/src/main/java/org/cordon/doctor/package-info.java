// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * {@code cordon doctor}: says what is wrong with a machine or a node, and how to mend it, before anything is started.
 *
 * <p>Read first: {@link org.cordon.doctor.Check}, which every module adds to through {@link java.util.ServiceLoader}, then
 * {@link org.cordon.doctor.Finding} and {@link org.cordon.doctor.Setting}.
 *
 * <p>Invariants: a check changes nothing that a node keeps; nothing is asked of the internet; no finding holds a secret or
 * a value of a row.
 */
@NullMarked
package org.cordon.doctor;

import org.jspecify.annotations.NullMarked;
