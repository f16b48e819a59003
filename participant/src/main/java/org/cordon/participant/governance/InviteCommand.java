// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.enrol.InvitationToken;
import org.cordon.enrol.Venue;
import org.cordon.member.Consortium;
import org.cordon.participant.client.HostPort;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon consortium invite}. */
@Command(
        name = "invite",
        description = "Sign a token with which one exchange may ask to join, once; the members' approvals admit it.",
        footer = {"", "Example:", "  cordon consortium invite ash --operator consortium/operator --expires P7D"})
final class InviteCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(90);

    @Parameters(paramLabel = "EXCHANGE", description = "The name under which it is to be a member.")
    private String exchange = "";

    @Option(names = "--operator", required = true, paramLabel = "DIR", description = "The operator's directory.")
    private Path operator;

    @Option(
            names = "--expires",
            defaultValue = "P7D",
            paramLabel = "DURATION",
            description = "How long it may be used, at most P90D (default: P7D).")
    private String expires;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the token there, for this user only.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints; the token is a secret until it is used. */
    record Invited(String exchange, String consortium, String expiry, String token) {}

    @Override
    public Integer call() {
        Instant expiry = Instant.now().plus(duration());
        try (Person person = Person.open(operator, Person.Role.OPERATOR);
                InvitationToken token =
                        InvitationToken.issue(venue(person), exchange, expiry, person.key(), Randomness.secure())) {
            print(token);
            return ExitCode.OK.value();
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(
                    ExitCode.USAGE, String.valueOf(wrong.getMessage()), "See cordon consortium invite --help", wrong);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot write the token: " + failed.getMessage(),
                    "Name a file that does not exist, in a directory that this user may write",
                    failed);
        }
    }

    private Duration duration() {
        try {
            Duration value = Duration.parse(expires);
            if (value.compareTo(Duration.ofSeconds(1)) >= 0 && value.compareTo(LONGEST) <= 0) {
                return value;
            }
        } catch (DateTimeParseException wrong) {
            // falls through to the failure
        }
        throw new CommandFailure(
                ExitCode.USAGE,
                "--expires must be a duration from PT1S to P90D, but was " + expires,
                "Write for example P7D");
    }

    private Venue venue(Person person) {
        HostPort address = HostPort.parse(person.file().coordinator());
        return new Venue(
                person.file().consortium(),
                id(person),
                address.host(),
                address.port(),
                person.file().authorityDigest());
    }

    /** A token names the consortium by its founding, so whether there is one must be known. */
    private Digest id(Person person) {
        Optional<Digest> pinned = person.file().idDigest();
        if (pinned.isPresent()) {
            return pinned.get();
        }
        try {
            return person.latest().map(Consortium::id).orElse(Digest.ZERO);
        } catch (CommandFailure unreachable) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("the coordinator gave no answer: the token is good only if the consortium is not founded yet");
            err.flush();
            return Digest.ZERO;
        }
    }

    private void print(InvitationToken token) throws IOException {
        String expiry = token.invitation().body().expiry().toString();
        if (out.isPresent()) {
            Files.createFile(
                    out.get(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(out.get(), (token.text() + "\n").getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
        }
        PrintWriter writer = spec.commandLine().getOut();
        String shown = out.map(Path::toString).orElseGet(token::text);
        if (json.asked()) {
            json.print(writer, new Invited(exchange, token.venue().consortium(), expiry, shown));
            return;
        }
        writer.println(shown);
        writer.println();
        writer.println("For " + exchange + " only, once, until " + expiry
                + ". Send it over a channel that nobody else reads;");
        writer.println("there: cordon participant join TOKEN, then compare the fingerprint by another way.");
        writer.flush();
    }
}
