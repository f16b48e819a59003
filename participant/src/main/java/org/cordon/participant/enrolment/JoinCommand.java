// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.enrolment;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.cli.StopSignal;
import org.cordon.config.KeyOptions;
import org.cordon.config.NodeFiles;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.InvitationToken;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.Venue;
import org.cordon.member.Consortium;
import org.cordon.member.KeyFileRefused;
import org.cordon.participant.client.Asker;
import org.cordon.participant.client.ConsortiumLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.governance.Calls;
import org.cordon.pkcs11.TokenRefused;
import org.cordon.suite.Randomness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon participant join}. */
@Command(
        name = "join",
        description =
                "Make keys, ask to join a consortium, and wait until its members have approved; Ctrl-C and a second"
                        + " start go on.",
        footer = {
            "",
            "Example:",
            "  cordon participant join cordon1-AbC... --out ash --approver ash-approver",
            "Compare the fingerprint that it prints with the members by another way, then move ash-approver to another"
                    + " machine."
        })
public final class JoinCommand implements Callable<Integer> {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    @Parameters(arity = "0..1", paramLabel = "TOKEN", description = "The line that the operator sent.")
    private Optional<String> text = Optional.empty();

    @Option(names = "--token-file", paramLabel = "FILE", description = "Read the token from there instead.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "The node's directory (default: the exchange's name).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--approver",
            paramLabel = "DIR",
            description = "The directory of the person who decides (default: EXCHANGE-approver).")
    private Optional<Path> approver = Optional.empty();

    @Option(
            names = "--coordinator",
            paramLabel = "HOST:PORT",
            description = "The members' port (default: one below the port in the token).")
    private Optional<String> coordinator = Optional.empty();

    @Option(names = "--proxy", paramLabel = "HOST:PORT", description = "HTTP proxy to dial through with CONNECT.")
    private Optional<String> proxy = Optional.empty();

    @Option(names = "--no-wait", description = "Ask once and end; run it again later to go on.")
    private boolean once;

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Joined(
            String exchange,
            String fingerprint,
            boolean admitted,
            int approvals,
            int needed,
            String node,
            String approver,
            Optional<String> consortium) {}

    @Override
    public Integer call() throws InterruptedException {
        Randomness randomness = Randomness.secure();
        try (InvitationToken token = InvitationToken.parse(token());
                Joining joining = Joining.begin(token, places(token), keys, randomness);
                ConsortiumLink link = ConsortiumLink.open(
                        settings(token.venue()), token.venue().authority(), InstantSource.system(), randomness)) {
            token.invitation().body().requireValid(InstantSource.system().instant());
            tell(joining);
            return await(joining, link);
        } catch (ConsortiumRefused refused) {
            throw Calls.refused(refused);
        } catch (KeyFileRefused | TokenRefused refused) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot write the directories: " + failed.getMessage(),
                    "Name directories below one that this user may write, with --out and --approver",
                    failed);
        }
    }

    private int await(Joining joining, ConsortiumLink link) throws IOException, InterruptedException {
        StopSignal stop = StopSignal.install();
        PrintWriter progress = spec.commandLine().getErr();
        String shown = "";
        while (true) {
            JoinReply reply = Calls.of(() -> link.join(joining.request(), Calls.DEADLINE));
            if (reply instanceof JoinReply.Admitted admitted) {
                return finish(joining, link, admitted);
            }
            JoinReply.Waiting waiting = (JoinReply.Waiting) reply;
            String line = line(waiting);
            if (!line.equals(shown)) {
                progress.println(line);
                progress.flush();
                shown = line;
            }
            if (once || stop.await(BETWEEN)) {
                print(joining, waiting.approvals(), waiting.needed(), Optional.empty());
                return ExitCode.OK.value();
            }
        }
    }

    private static String line(JoinReply.Waiting waiting) {
        return switch (waiting.stage()) {
            case GATHERING ->
                "waiting: " + waiting.approvals() + " of " + waiting.needed() + " founders have asked to join";
            case PROPOSED -> "waiting: " + waiting.approvals() + " of " + waiting.needed() + " approvals";
            case HELD -> "waiting: no member has approved yet; it takes " + waiting.needed() + " approvals";
        };
    }

    private int finish(Joining joining, ConsortiumLink link, JoinReply.Admitted admitted) throws IOException {
        Asker asker = new Asker(admitted.consortium(), joining.keys().identity());
        Consortium consortium = joining.finish(admitted, Calls.of(() -> link.history(asker, 0, Calls.DEADLINE)), keys);
        print(joining, consortium.quorum(), consortium.quorum(), Optional.of(consortium));
        return ExitCode.OK.value();
    }

    /** At once, so that people can compare it while the command waits. */
    private void tell(Joining joining) {
        PrintWriter writer =
                json.asked() ? spec.commandLine().getErr() : spec.commandLine().getOut();
        writer.println(joining.request().exchange() + " asks to join consortium "
                + joining.request().invitation().venue().consortium());
        writer.println("fingerprint   " + joining.request().fingerprint());
        writer.println("Tell it to the operator and the members by another way, for example over the telephone.");
        writer.flush();
    }

    private void print(Joining joining, int approvals, int needed, Optional<Consortium> admitted) {
        PrintWriter writer = spec.commandLine().getOut();
        Path node = node(joining.request().exchange());
        Path person = person(joining.request().exchange());
        if (json.asked()) {
            json.print(
                    writer,
                    new Joined(
                            joining.request().exchange(),
                            joining.request().fingerprint().text(),
                            admitted.isPresent(),
                            approvals,
                            needed,
                            node.toString(),
                            person.toString(),
                            admitted.map(consortium -> consortium.id().hex())));
            return;
        }
        if (admitted.isEmpty()) {
            writer.println("not admitted yet; run the same command again to go on");
        } else {
            writer.println("admitted: " + node + " is the node's directory");
            writer.println("Participant   " + node.resolve("participant.yaml"));
            writer.println("Approver      " + person + "  decides for the exchange: move it to another machine");
        }
        writer.flush();
    }

    private String token() throws IOException {
        if (text.isPresent() == file.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "exactly one of TOKEN and --token-file must be given",
                    "Paste the line that the operator sent, or name the file that holds it");
        }
        return text.isPresent() ? text.get() : Files.readString(file.orElseThrow());
    }

    private Joining.Places places(InvitationToken token) {
        String exchange = token.invitation().body().exchange();
        Venue venue = token.venue();
        String host = venue.host().indexOf(':') >= 0 ? "[" + venue.host() + "]" : venue.host();
        return new Joining.Places(
                node(exchange), person(exchange), coordinator.orElse(host + ":" + (venue.port() - 1)));
    }

    private Path node(String exchange) {
        return out.orElse(Path.of(exchange));
    }

    private Path person(String exchange) {
        return approver.orElse(Path.of(exchange + "-approver"));
    }

    private LinkSettings settings(Venue venue) {
        LinkSettings direct = LinkSettings.of(new HostPort(venue.host(), venue.port()));
        return proxy.map(HostPort::parse).map(direct::through).orElse(direct);
    }
}
