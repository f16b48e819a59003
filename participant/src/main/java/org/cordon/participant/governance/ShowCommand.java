// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.charter.CharterMeaning;
import org.cordon.charter.CharterText;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.member.Consortium;
import org.cordon.member.Threshold;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.wire.CharterCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon task show}. */
@Command(
        name = "show",
        description = "Show what a charter means and every field of it, approved or waiting for approval.",
        footer = {"", "Example:", "  cordon task show fraud-small --approver approvers/ash"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TASK", description = "Its name, fingerprint, or the beginning of its session.")
    private String named = "";

    @Mixin
    private PersonOptions persons = new PersonOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Shown(
            String session,
            boolean approved,
            CharterMeaning meaning,
            Map<String, String> fields,
            Optional<Tasks.Line> standing) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Person person = persons.open()) {
            Consortium consortium = person.consortium();
            Threshold threshold = consortium.current().manifest().threshold();
            Optional<Tasks.Task> task = Tasks.find(person, named);
            Charter charter = task.map(Tasks.Task::charter)
                    .orElseGet(() -> CharterCodec.decode(Agenda.of(person, Agenda.tasks())
                            .find(named)
                            .ballot()
                            .content()));
            if (json.asked()) {
                json.print(
                        out,
                        new Shown(
                                Hashes.blob(CharterCodec.encode(charter)).hex(),
                                task.isPresent(),
                                CharterMeaning.of(charter, threshold),
                                CharterText.of(charter),
                                task.map(Tasks.Task::line)));
            } else {
                Words.of(charter, threshold).forEach(out::println);
                out.println(
                        task.map(found -> "approved, " + found.line().phase()).orElse("waits for approvals"));
                out.flush();
            }
            return ExitCode.OK.value();
        }
    }
}
