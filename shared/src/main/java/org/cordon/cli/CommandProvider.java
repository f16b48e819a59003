// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

/**
 * What a module adds to {@code cordon}; found by {@link java.util.ServiceLoader}, so that a distribution shows just what
 * it can do.
 *
 * <p>A command is an object with picocli's {@code @Command} that implements {@code Callable<Integer>} (returning
 * {@link ExitCode#value()}) or {@code Runnable} (always fine). Its {@code footer} shows an example; {@code --help} is
 * added to all. Constructors must be cheap: every command is constructed at every start.
 */
public interface CommandProvider {
    /** Adds this module's commands. */
    void contribute(Commands commands);
}
