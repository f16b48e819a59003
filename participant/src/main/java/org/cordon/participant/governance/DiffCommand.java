// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.charter.CharterFile;
import org.cordon.charter.CharterReading;
import org.cordon.charter.CharterText;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.member.Consortium;
import org.cordon.member.Threshold;
import org.cordon.task.Charter;
import org.cordon.wire.CharterCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon task diff}. */
@Command(
        name = "diff",
        description =
                "Show field by field what changes from one charter to another; each is a file, or named as in show.",
        footer = {
            "",
            "Example:",
            "  cordon task diff charter.yaml --approver approvers/ash    # against the approved one of the same name",
            "  cordon task diff 3fa2b1c4 fraud-small --approver approvers/ash"
        })
final class DiffCommand implements Callable<Integer> {
    @Parameters(arity = "1..2", paramLabel = "CHARTER", description = "Before and after; or a file alone.")
    private List<String> charters = List.of();

    @Mixin
    private PersonOptions persons = new PersonOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Person person = persons.open()) {
            Charter after = charter(person, charters.get(charters.size() - 1));
            Charter before = charters.size() == 2
                    ? charter(person, charters.get(0))
                    : Tasks.require(person, after.name()).charter();
            List<CharterText.Change> changes = CharterText.changes(before, after);
            if (json.asked()) {
                json.print(out, changes);
            } else {
                changes.forEach(change -> show(out, change));
                out.println(changes.isEmpty() ? "no difference" : changes.size() + " fields differ");
                out.flush();
            }
            return ExitCode.OK.value();
        }
    }

    private static void show(PrintWriter out, CharterText.Change change) {
        out.println(change.field());
        change.before().ifPresent(value -> out.println("  - " + value));
        change.after().ifPresent(value -> out.println("  + " + value));
    }

    private static Charter charter(Person person, String named) {
        Path file = Path.of(named);
        if (Files.isRegularFile(file)) {
            return of(person, file);
        }
        Optional<Tasks.Task> task = Tasks.find(person, named);
        return task.map(Tasks.Task::charter)
                .orElseGet(() -> CharterCodec.decode(
                        Agenda.of(person, Agenda.tasks()).find(named).ballot().content()));
    }

    private static Charter of(Person person, Path file) {
        Consortium consortium = person.consortium();
        Threshold threshold = consortium.current().manifest().threshold();
        Instant now = Instant.now();
        CharterFile terms = CharterReading.of(file).against(threshold, now).orFail();
        return terms.charter(consortium.id(), threshold, terms.firstState(), now);
    }
}
