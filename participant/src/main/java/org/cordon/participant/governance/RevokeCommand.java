// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.member.Amendment;
import org.cordon.member.Consortium;
import org.cordon.member.Member;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon consortium revoke}. */
@Command(
        name = "revoke",
        description =
                "Propose to remove an exchange at once, and approve it; a quorum of the others must approve, too.",
        footer = {"", "Example:", "  cordon consortium revoke fir --approver approvers/ash"})
final class RevokeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EXCHANGE", description = "The member's name.")
    private String exchange = "";

    @Mixin
    private Amending amending = new Amending();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Person person = amending.open()) {
            Consortium consortium = person.consortium();
            Member member = consortium
                    .current()
                    .manifest()
                    .find(exchange)
                    .filter(found -> !found.isCoordinator())
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE,
                            exchange + " must be a member of the consortium, but is not",
                            "See 'cordon consortium members'"));
            amending.run(
                    person,
                    consortium,
                    new Amendment.Removal(consortium.head(), member.index(), Amendment.Removal.Reason.REVOKED),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
            return ExitCode.OK.value();
        }
    }
}
