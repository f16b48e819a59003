// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** Contributes {@code cordon demo}. */
public final class DemoCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(new DemoCommand());
    }
}
