// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon audit verify}. */
@Command(
        name = "verify",
        description = {
            "Verify a protocol log offline, from its directory alone, and say what of 45 claims holds.",
            "Exit code 0 when no claim fails, 1 when one does, 2 when something cannot be read, 3 when only a quorum or a blob is"
                    + " missing."
        },
        footer = {
            "",
            "Example:",
            "  cordon audit verify log/",
            "  cordon audit verify log/ --policy pinned-policy --since last-checkpoint --at 2026-12-31T00:00:00Z"
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BUNDLE", description = "The log's directory, or a copy of it.")
    private Path directory = Path.of(".");

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

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        AuditReport report = verify();
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, Document.of(report));
        } else {
            ReportText.print(out, report);
        }
        return report.exitCode().value();
    }

    private AuditReport verify() {
        if (maxAge.isNegative()) {
            throw Inputs.unreadable("--max-age must be at least 0, but was " + maxAge);
        }
        AuditOptions options = new AuditOptions(
                policy.map(Inputs::policy),
                consortium.map(Inputs::consortium),
                since.map(Inputs::checkpoint),
                from,
                to,
                at,
                maxAge);
        try {
            return AuditVerify.run(Inputs.bundle(directory), options);
        } catch (AuditRefused refused) {
            throw Inputs.failure(refused);
        }
    }

    /** What {@code --json} prints. */
    record Document(int exitCode, long size, String root, List<One> claims) {
        static Document of(AuditReport report) {
            return new Document(
                    report.exitCode().value(),
                    report.size(),
                    report.root().hex(),
                    report.claims().stream().map(One::of).toList());
        }

        /** One claim. */
        record One(int id, Verdict verdict, List<Long> leaves, Optional<String> attestedBy, Optional<String> reason) {
            static One of(ClaimResult result) {
                return new One(
                        result.claim().id(), result.verdict(), result.leaves(), result.attestedBy(), result.reason());
            }
        }
    }
}
