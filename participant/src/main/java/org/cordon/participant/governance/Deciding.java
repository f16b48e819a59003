// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.Consent;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Standing;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options and steps that approving has, whatever is approved: online, or on a machine without a network. */
final class Deciding {
    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            description = "Its fingerprint, its beginning, or its name; left out: list what is open.")
    private Optional<String> what = Optional.empty();

    @Option(names = "--offline", description = "Write what is to be signed to --out, to be carried; sign nothing.")
    private boolean offline;

    @Option(names = "--out", paramLabel = "FILE", description = "Where --offline writes to.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--sign", paramLabel = "FILE", description = "Show a carried file, ask, and sign it; no network.")
    private Optional<Path> sign = Optional.empty();

    @Option(names = "--deliver", paramLabel = "FILE", description = "Hand in the approvals of a carried file.")
    private Optional<Path> deliver = Optional.empty();

    @Mixin
    private PersonOptions persons = new PersonOptions();

    @Mixin
    private Consent consent = new Consent();

    @Mixin
    private JsonOption json = new JsonOption();

    /** Does what the options say. */
    int run(PrintWriter output, PrintWriter errors, Set<Approval.Kind> kinds) {
        long ways = Stream.of(offline, sign.isPresent(), deliver.isPresent())
                .filter(Boolean::booleanValue)
                .count();
        if (ways > 1 || (offline && (out.isEmpty() || what.isEmpty()))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "one of --offline with WHAT and --out, --sign and --deliver may be given, but was not so",
                    "Write with --offline WHAT --out FILE, sign with --sign FILE, hand in with --deliver FILE");
        }
        try (Person person = persons.open()) {
            PrintWriter words = json.asked() ? errors : output;
            if (sign.isPresent()) {
                sign(person, sign.get(), words).ifPresent(signed -> print(output, "signed", sign.get()));
            } else if (deliver.isPresent()) {
                deliver(person, Carried.read(deliver.get())).show(output, json);
            } else {
                decide(person, Agenda.of(person, kinds), output, words);
            }
        }
        return ExitCode.OK.value();
    }

    private void decide(Person person, Agenda agenda, PrintWriter output, PrintWriter words) {
        if (what.isEmpty()) {
            agenda.show(output, json);
            return;
        }
        Agenda.Item item = agenda.find(what.get());
        if (offline) {
            propose(person, item);
            Carried.of(item.ballot(), agenda.consortium()).write(out.orElseThrow());
            print(output, "to sign", out.orElseThrow());
            return;
        }
        Endorsement yes = asked(person, item.ballot(), words);
        propose(person, item);
        Standing standing = Calls.of(() -> person.link().approve(yes, Calls.DEADLINE));
        Outcome.of(item.ballot().title(), item.ballot().digest(), standing).show(output, json);
    }

    private static void propose(Person person, Agenda.Item item) {
        if (!item.proposed()) {
            Standing unused = Calls.of(() ->
                    person.link().proposeAmendment(person.asker(), item.ballot().content(), Calls.DEADLINE));
        }
    }

    private Endorsement asked(Person person, Ballot ballot, PrintWriter words) {
        Endorsement yes = ballot.sign(person.key());
        consent.require(words, ballot.words(), "Do you approve this?");
        return yes;
    }

    private Optional<Endorsement> sign(Person person, Path file, PrintWriter words) {
        Carried carried = Carried.read(file);
        requireSame(person, carried);
        Endorsement yes = asked(person, carried.ballot(), words);
        carried.with(yes.approvals()).write(file);
        return Optional.of(yes);
    }

    /** What is signed offline belongs to the consortium of this directory, and does not go back behind what it has seen. */
    static void requireSame(Person person, Carried carried) {
        Optional<Consortium> brought = carried.consortium();
        boolean other = brought.isPresent()
                && (!brought.get().authority().equals(person.file().authorityDigest())
                        || person.file()
                                .idDigest()
                                .filter(id -> !id.equals(brought.get().id()))
                                .isPresent());
        boolean older = person.known()
                .filter(known -> brought.isEmpty() || !brought.get().continues(known))
                .isPresent();
        if (other || older) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    other
                            ? "the carried file is of another consortium than this directory"
                            : "the carried history ends before what this directory has seen, or is another",
                    "Sign nothing of it; write it again with --offline from this exchange's own machine");
        }
    }

    static Outcome deliver(Person person, Carried carried) {
        Ballot ballot = carried.ballot();
        List<Approval> good =
                carried.given().stream().filter(ballot.electorate()::counts).toList();
        if (good.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "the file must hold an approval that verifies, but holds none",
                    "Sign it with --sign FILE on the machine with the approver's directory");
        }
        Standing standing = Calls.of(() -> person.link().approve(ballot.endorsement(good), Calls.DEADLINE));
        return Outcome.of(ballot.title(), ballot.digest(), standing);
    }

    private void print(PrintWriter output, String done, Path file) {
        if (json.asked()) {
            json.print(output, Map.of("done", done, "file", file.toString()));
        } else {
            output.println(done + ": " + file);
            output.flush();
        }
    }
}
