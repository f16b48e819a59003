// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.charter.CharterFile;
import org.cordon.charter.CharterReading;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.Consent;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Standing;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.wire.CharterCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon task submit}. */
@Command(
        name = "submit",
        description = "Propose a charter to the consortium; an approver who submits it approves it, too.",
        footer = {"", "Example:", "  cordon task submit charter.yaml --approver approvers/ash"})
final class SubmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The charter as YAML.")
    private Path file;

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
        try (Person person = persons.open()) {
            Consortium consortium = person.consortium();
            Threshold threshold = consortium.current().manifest().threshold();
            Instant now = Instant.now();
            CharterFile terms = CharterReading.of(file).against(threshold, now).orFail();
            Bytes state = terms.firstState();
            Charter charter = terms.charter(consortium.id(), threshold, state, now);
            Bytes exact = CharterCodec.encode(charter);
            Ballot ballot = Ballot.of(Approval.Kind.CHARTER, exact, Hashes.blob(exact), Optional.of(consortium));
            requireNewer(person, charter);
            Optional<Endorsement> yes = person.isOperator() ? Optional.empty() : Optional.of(ballot.sign(person.key()));
            consent.require(
                    json.asked() ? spec.commandLine().getErr() : out,
                    words(ballot),
                    person.isOperator() ? "Submit this?" : "Submit and approve this?");
            Standing standing =
                    Calls.of(() -> person.link().proposeCharter(person.asker(), exact, state, Calls.DEADLINE));
            if (yes.isPresent()) {
                standing = Calls.of(() -> person.link().approve(yes.get(), Calls.DEADLINE));
            }
            Outcome.of(ballot.title(), ballot.digest(), standing).show(out, json);
            return ExitCode.OK.value();
        }
    }

    private static List<String> words(Ballot ballot) {
        return new ArrayList<>(ballot.words());
    }

    /** The desk refuses a downgrade, too; here the mend can name the file. */
    private void requireNewer(Person person, Charter charter) {
        Tasks.approved(person).stream()
                .filter(task -> task.charter().name().equals(charter.name())
                        && task.charter().version() >= charter.version())
                .findFirst()
                .ifPresent(task -> {
                    throw new CommandFailure(
                            ExitCode.CHECK_FAILED,
                            "version of task " + charter.name() + " must be above "
                                    + task.charter().version() + ", which is approved, but was " + charter.version(),
                            "Write version: " + (task.charter().version() + 1) + " into " + file
                                    + ", or give the task another name");
                });
    }
}
