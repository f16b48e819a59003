// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private Pins pins = new Pins();

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
        try {
            return AuditVerify.run(Inputs.bundle(directory), pins.read());
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
