// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import picocli.CommandLine.Option;

/**
 * What an auditor brings along, as options that every command which judges a log has.
 *
 * <p><b>Errors.</b> A file that cannot be read is exit code 2, a value that is none is 64; both name the option or the file.
 */
public final class Pins {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration LONGEST_AGE = Duration.ofDays(366_000);

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
            description = {
                "The cut-off: what is asked for is the log as of this moment.",
                "Without it nobody says how old the log may be: claim 5 has no evidence, and blobs that are missing of a task that"
                        + " has ended may have been deleted by rule."
            })
    private Optional<Instant> at = Optional.empty();

    @Option(
            names = "--max-age",
            paramLabel = "DURATION",
            description = "How long before the cut-off a quorum must have cosigned; PT24H without it.")
    private Duration maxAge = AuditOptions.MAX_AGE;

    /** Reads what the options name; a {@link CommandFailure} if that cannot be read. */
    public AuditOptions read() {
        if (maxAge.isNegative()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--max-age must be at least 0, but was " + maxAge, "For example PT24H");
        }
        if (maxAge.compareTo(LONGEST_AGE) > 0) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--max-age must be at most " + LONGEST_AGE + ", but was " + maxAge,
                    "For example PT24H");
        }
        requireNear("--from", from);
        requireNear("--to", to);
        requireNear("--at", at);
        return new AuditOptions(
                policy.map(Inputs::policy),
                consortium.map(Inputs::consortium),
                since.map(Inputs::checkpoint),
                from,
                to,
                at,
                maxAge);
    }

    /** Times that can be reckoned with. */
    private static void requireNear(String option, Optional<Instant> time) {
        time.filter(at -> at.isBefore(EARLIEST) || at.isAfter(LATEST)).ifPresent(at -> {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    option + " must be from " + EARLIEST + " to " + LATEST + ", but was " + at,
                    "For example 2026-12-31T00:00:00Z");
        });
    }
}
