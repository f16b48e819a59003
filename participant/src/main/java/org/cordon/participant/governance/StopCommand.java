// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.Consent;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Standing;
import org.cordon.governance.Withdrawal;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon task stop}. */
@Command(
        name = "stop",
        description = "End a task between two rounds: the operator at once, members once a quorum has said so.",
        footer = {"", "Example:", "  cordon task stop fraud-small --operator consortium/operator"})
final class StopCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TASK", description = "Its name, or the beginning of its session.")
    private String named = "";

    @Mixin
    private PersonOptions persons = new PersonOptions();

    @Mixin
    private Consent consent = new Consent();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter words = json.asked() ? spec.commandLine().getErr() : out;
        try (Person person = persons.open()) {
            Consortium consortium = person.consortium();
            Tasks.Task task = Tasks.require(person, named);
            String what = "end of task " + task.charter().name() + ", version "
                    + task.charter().version();
            List<String> lines =
                    List.of(what, "  session        " + task.session().hex());
            Standing standing;
            if (person.isOperator()) {
                consent.require(words, lines, "End this task?");
                Withdrawal withdrawal = Withdrawal.sign(consortium.id(), task.session(), person.key());
                standing = Calls.of(() -> person.link().withdraw(withdrawal, Calls.DEADLINE));
            } else {
                Ballot ballot =
                        Ballot.of(Approval.Kind.WITHDRAWAL, task.exact(), task.session(), Optional.of(consortium));
                Endorsement yes = ballot.sign(person.key());
                consent.require(words, lines, "Do you approve this?");
                standing = Calls.of(() -> person.link().approve(yes, Calls.DEADLINE));
            }
            Outcome.of(what, task.session(), standing).show(out, json);
            return ExitCode.OK.value();
        }
    }
}
