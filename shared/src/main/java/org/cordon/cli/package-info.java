// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The one command, {@code cordon}: its entry point, the SPI through which modules contribute subcommands, and what all
 * of them share: exit codes, {@code --json}, and how failures are told.
 *
 * <p>Read first: {@link org.cordon.cli.CommandProvider}, {@link org.cordon.cli.CommandFailure},
 * {@link org.cordon.cli.ExitCode}, {@link org.cordon.cli.JsonOption}, {@link org.cordon.cli.Cordon}.
 *
 * <p>Invariants: standard output carries results only, and with {@code --json} exactly one JSON document; everything
 * else goes to standard error; an expected failure prints a sentence and its mend, never a stack trace.
 */
@NullMarked
package org.cordon.cli;

import org.jspecify.annotations.NullMarked;
