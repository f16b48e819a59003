// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The commands {@code cordon privacy}: epsilon for noise, noise for epsilon, and tables of reference values.
 *
 * <p>Read first: {@link org.cordon.privacy.command.PrivacyCommands}.
 *
 * <p>Invariants: nothing here reads data or runs a mechanism; a table's rows are evaluated by what they say, never by their
 * names.
 */
@NullMarked
package org.cordon.privacy.command;

import org.jspecify.annotations.NullMarked;
