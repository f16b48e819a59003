// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon task approve}. */
@Command(
        name = "approve",
        description = "Show and approve charters, and the end of tasks.",
        footer = {
            "",
            "Example:",
            "  cordon task approve fraud-small --approver approvers/ash",
            "On a machine without a network:",
            "  cordon task approve fraud-small --offline --out yes.json --approver DIR; then --sign yes.json there; then --deliver yes.json"
        })
final class TaskApproveCommand implements Callable<Integer> {
    @Mixin
    private Deciding deciding = new Deciding();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return deciding.run(spec.commandLine().getOut(), spec.commandLine().getErr(), Agenda.tasks());
    }
}
