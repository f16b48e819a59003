// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon task list}. */
@Command(
        name = "list",
        description = "List approved tasks and how they stand, and charters that wait for approval.",
        footer = {"", "Example:", "  cordon task list --approver approvers/ash"})
final class ListCommand implements Callable<Integer> {
    @Mixin
    private PersonOptions persons = new PersonOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Listed(List<Tasks.Line> approved, List<Agenda.Line> open) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Person person = persons.open()) {
            Agenda agenda = Agenda.of(person, Agenda.tasks());
            List<Tasks.Task> approved = Tasks.approved(person);
            if (json.asked()) {
                json.print(
                        out,
                        new Listed(
                                approved.stream().map(Tasks.Task::line).toList(),
                                agenda.items().stream().map(Agenda.Line::of).toList()));
            } else {
                approved.stream()
                        .map(Tasks.Task::line)
                        .forEach(line -> out.println(line.task() + "  version "
                                + line.version() + "  " + line.phase() + "  epoch " + line.epoch() + " round "
                                + line.round()
                                + "  " + line.takingPart() + " taking part"
                                + (line.refusals().isEmpty() ? "" : "  refused: " + line.refusals())));
                agenda.show(out, json);
            }
            return ExitCode.OK.value();
        }
    }
}
