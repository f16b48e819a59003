// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.member.Amendment;
import org.cordon.member.Consortium;
import org.cordon.member.Member;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon consortium leave}. */
@Command(
        name = "leave",
        description = "Leave the consortium: in effect at once, by the exchange's own approver alone.",
        footer = {"", "Example:", "  cordon consortium leave --approver approvers/fir"})
final class LeaveCommand implements Callable<Integer> {
    @Mixin
    private Amending amending = new Amending();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Person person = amending.open()) {
            Consortium consortium = person.consortium();
            Member self = person.requireMember(consortium);
            amending.run(
                    person,
                    consortium,
                    new Amendment.Removal(consortium.head(), self.index(), Amendment.Removal.Reason.LEFT),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
            return ExitCode.OK.value();
        }
    }
}
