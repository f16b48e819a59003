// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.cordon.audit.AuditOptions;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.log.MalformedLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.SignedNote;
import org.cordon.log.TrustPolicy;
import org.cordon.suite.Digest;
import picocli.CommandLine.Option;

/** What an auditor brings along, as options of a command: those of {@code cordon audit verify}. */
final class Pins {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A trust policy that you pinned; without it the bundle's own, which the coordinator wrote.")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--consortium",
            paramLabel = "DIGEST",
            description = "Digest of the consortium's founding statement, from a member and not from the bundle.")
    private Optional<String> consortium = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "FILE",
            description = "The log's signed checkpoint that you kept at your last visit.")
    private Optional<Path> since = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "Tell failures of leaves from this claimed time on.")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "INSTANT", description = "Judge leaves before this claimed time only.")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The cut-off: what is asked for is the log as of this moment.")
    private Optional<Instant> at = Optional.empty();

    @Option(
            names = "--max-age",
            paramLabel = "DURATION",
            description = "How long before the cut-off a quorum must have cosigned; PT24H without it.")
    private Duration maxAge = AuditOptions.MAX_AGE;

    /** Reads what the options name; a {@link CommandFailure} if that cannot be read. */
    AuditOptions read() {
        if (maxAge.isNegative()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--max-age must be at least 0, but was " + maxAge, "For example PT24H");
        }
        return new AuditOptions(
                policy.map(Pins::policy),
                consortium.map(Pins::digest),
                since.map(Pins::checkpoint),
                from,
                to,
                at,
                maxAge);
    }

    private static TrustPolicy policy(Path file) {
        try {
            return TrustPolicy.parse(bytes("--policy", file, TrustPolicy.MAX_BYTES));
        } catch (MalformedLog malformed) {
            throw malformed("--policy", file, malformed);
        }
    }

    private static SignedCheckpoint checkpoint(Path file) {
        try {
            return SignedCheckpoint.parse(bytes("--since", file, SignedNote.MAX_BYTES));
        } catch (MalformedLog malformed) {
            throw malformed("--since", file, malformed);
        }
    }

    private static Digest digest(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--consortium must be 64 hexadecimal digits, but was '" + text + "'",
                    "Ask a member for the id of the consortium");
        }
        return Digest.of(HexFormat.of().parseHex(text));
    }

    private static byte[] bytes(String option, Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    option + " must be a file that can be read, but was " + file,
                    "Correct the path",
                    unreadable);
        }
    }

    private static CommandFailure malformed(String option, Path file, MalformedLog malformed) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                option + " " + file + ": " + malformed.getMessage(),
                "Correct the file, or fetch it again",
                malformed);
    }
}
