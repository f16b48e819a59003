// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** {@code cordon audit report}. */
public final class ReportCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.AUDIT, new ReportCommand());
    }
}
