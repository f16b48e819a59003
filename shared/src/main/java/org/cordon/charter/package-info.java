// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The charter as people write and read it: the YAML file, its published schema, everything that is wrong with a file at
 * once, what a charter will mean, and what changes between two.
 *
 * <p>Read first: {@link org.cordon.charter.CharterReading}, {@link org.cordon.charter.CharterFile},
 * {@link org.cordon.charter.CharterMeaning}.
 *
 * <p>Invariants: the records are the format; the table of fields and the published schema are tested against them, so
 * neither can promise what the records refuse. Nothing is signed or sent from here.
 */
@NullMarked
package org.cordon.charter;

import org.jspecify.annotations.NullMarked;
