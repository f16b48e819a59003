// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.Consent;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Standing;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.wire.HistoryCodec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * An amendment that an exchange's own approver decides alone: proposed and approved at once, or carried to the approver's
 * machine, signed there and handed in; a picocli mixin.
 */
public final class OwnAmendment {
    @Option(names = "--approver", paramLabel = "DIR", description = "The directory of the exchange's approver.")
    private Optional<Path> approver = Optional.empty();

    @Option(names = "--offline", description = "Write what is to be signed to --out, to be carried; sign nothing.")
    private boolean offline;

    @Option(names = "--out", paramLabel = "FILE", description = "Where --offline writes to.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--sign", paramLabel = "FILE", description = "Show a carried file, ask, and sign it; no network.")
    private Optional<Path> sign = Optional.empty();

    @Option(names = "--deliver", paramLabel = "FILE", description = "Propose a signed file, and hand in its approval.")
    private Optional<Path> deliver = Optional.empty();

    @Mixin
    private Consent consent = new Consent();

    @Mixin
    private JsonOption json = new JsonOption();

    /** Makes the amendment where the node's keys are. */
    @FunctionalInterface
    public interface Maker {
        /** The entry that is to be approved, with the proofs it needs, after the newest that {@code consortium} has. */
        Entry on(Consortium consortium);
    }

    /**
     * Does what the options say.
     *
     * @param known the history as the node has it
     */
    public void run(Optional<Consortium> known, Maker maker, PrintWriter output, PrintWriter errors) {
        requireOneWay();
        PrintWriter words = json.asked() ? errors : output;
        if (offline) {
            Consortium consortium = known.orElseThrow(OwnAmendment::noNode);
            Ballot ballot = ballot(maker.on(consortium), consortium);
            Carried.of(ballot, Optional.of(consortium)).write(out.orElseThrow());
            print(output, "to sign", out.orElseThrow());
            return;
        }
        Path directory = approver.orElseThrow(() -> new CommandFailure(
                ExitCode.USAGE,
                "--approver must be given, but was not",
                "Name the directory of the exchange's approver"));
        try (Person person = Person.open(directory, Person.Role.APPROVER)) {
            if (sign.isPresent()) {
                Carried carried = Carried.read(sign.get());
                Deciding.requireSame(person, carried);
                carried.with(asked(person, carried.ballot(), words).approvals()).write(sign.get());
                print(output, "signed", sign.get());
            } else if (deliver.isPresent()) {
                Carried carried = Carried.read(deliver.get());
                propose(person, carried.ballot());
                Deciding.deliver(person, carried).show(output, json);
            } else {
                if (known.isEmpty()) {
                    throw noNode();
                }
                Consortium consortium = person.consortium();
                Ballot ballot = ballot(maker.on(consortium), consortium);
                Endorsement yes = asked(person, ballot, words);
                propose(person, ballot);
                Standing standing = Calls.of(() -> person.link().approve(yes, Calls.DEADLINE));
                Outcome.of(ballot.title(), ballot.digest(), standing).show(output, json);
            }
        }
    }

    private static Ballot ballot(Entry entry, Consortium consortium) {
        Bytes content = HistoryCodec.encodeEntry(entry);
        return Ballot.of(Approval.Kind.AMENDMENT, content, Digest.ZERO, Optional.of(consortium));
    }

    private Endorsement asked(Person person, Ballot ballot, PrintWriter words) {
        Endorsement yes = ballot.sign(person.key());
        consent.require(words, ballot.words(), "Do you approve this?");
        return yes;
    }

    private static void propose(Person person, Ballot ballot) {
        Standing unused =
                Calls.of(() -> person.link().proposeAmendment(person.asker(), ballot.content(), Calls.DEADLINE));
    }

    private void requireOneWay() {
        long ways = Stream.of(offline, sign.isPresent(), deliver.isPresent())
                .filter(Boolean::booleanValue)
                .count();
        if (ways > 1 || offline != out.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "one of --offline with --out, --sign and --deliver may be given, but was not so",
                    "Write with --offline --out FILE, sign with --sign FILE, hand in with --deliver FILE");
        }
    }

    private static CommandFailure noNode() {
        return new CommandFailure(
                ExitCode.USAGE,
                "--config must be given, but was not",
                "Name the node's configuration, on the node: its keys are made there");
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
