// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.audit.AuditRefused;
import org.cordon.audit.Inputs;
import org.cordon.audit.Pins;
import org.cordon.audit.Verdict;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon audit report}. */
@Command(
        name = "report",
        description = "Verify a log, and tell people what came out: a page of HTML, or a summary in text.",
        footer = {
            "",
            "Example:",
            "  cordon audit report log --html report.html --policy trust-policy",
            "The page is one file without scripts. It follows from the log and the pins alone: made again, it is the same."
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LOG", description = "The directory of a log, or a copy of it.")
    private Path directory = Path.of(".");

    @Option(names = "--html", paramLabel = "FILE", description = "Where to write the page; replaced as a whole.")
    private Optional<Path> html = Optional.empty();

    @Mixin
    private Pins pins = new Pins();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What {@code --json} prints; {@code cordon audit verify --json} has all findings. */
    record Made(
            String origin,
            long records,
            int exitCode,
            String verdict,
            Map<String, Long> claims,
            Optional<String> html) {}

    @Override
    public Integer call() {
        Findings findings;
        try {
            findings = Findings.of(Inputs.bundle(directory), pins.read());
        } catch (AuditRefused refused) {
            throw Inputs.failure(refused);
        }
        html.ifPresent(file -> write(file, AuditPage.of(findings)));
        print(findings);
        return findings.report().exitCode().value();
    }

    private static void write(Path file, byte[] page) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.write(temporary, page);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot write " + file + ": " + refused.getMessage(),
                    "Name another file with --html",
                    refused);
        }
    }

    private void print(Findings findings) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            Map<String, Long> claims = new LinkedHashMap<>();
            for (Verdict verdict : Verdict.values()) {
                claims.put(verdict.name(), findings.report().count(verdict));
            }
            json.print(
                    out,
                    new Made(
                            findings.report().origin(),
                            findings.report().size(),
                            findings.report().exitCode().value(),
                            findings.verdict(),
                            claims,
                            html.map(Path::toString)));
            return;
        }
        ReportSummary.of(findings).forEach(out::println);
        html.ifPresent(file -> out.println("written      " + file));
        out.flush();
    }
}
