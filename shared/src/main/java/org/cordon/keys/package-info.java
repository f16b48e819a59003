// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The commands {@code cordon keys}: what private keys lie in a directory, and what locks them.
 *
 * <p>Read first: {@link org.cordon.keys.KeysCommands}.
 *
 * <p>Invariants: nothing here prints a secret; a passphrase never stands on the command line.
 */
@NullMarked
package org.cordon.keys;

import org.jspecify.annotations.NullMarked;
