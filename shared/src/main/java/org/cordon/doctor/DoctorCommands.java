// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** {@code cordon doctor}. */
public final class DoctorCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(new DoctorCommand());
    }
}
