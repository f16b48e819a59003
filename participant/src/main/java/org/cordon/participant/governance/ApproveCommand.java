// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon consortium approve}. */
@Command(
        name = "approve",
        description = "Show and approve what changes the consortium: founding, admissions, removals, new keys.",
        footer = {
            "",
            "Example:",
            "  cordon consortium approve founding --approver approvers/ash",
            "On a machine without a network:",
            "  cordon consortium approve founding --offline --out yes.json --approver DIR; then --sign yes.json there; then --deliver yes.json"
        })
final class ApproveCommand implements Callable<Integer> {
    @Mixin
    private Deciding deciding = new Deciding();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return deciding.run(spec.commandLine().getOut(), spec.commandLine().getErr(), Agenda.amendments());
    }
}
