// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.cordon.cli.ExitCode;

/** A report as text. */
final class ReportText {
    private static final int MOST_SHOWN = 10;

    private ReportText() {}

    static void print(PrintWriter out, AuditReport report) {
        out.println("log        " + report.origin());
        out.println("size       " + report.size() + " leaves");
        out.println("root       " + report.root().hex() + " (SHA-256, RFC 6962)");
        out.println("policy     " + report.policySource());
        out.println(
                "witnesses  " + report.witnesses().size() + ", of which " + report.quorum() + " members are a quorum");
        report.witnesses().forEach(witness -> out.println("           " + witness.name() + ", " + witness.at()));
        out.println();
        report.claims().forEach(claim -> print(out, claim));
        out.println();
        report.limits().forEach(out::println);
        out.println();
        out.println(last(report));
        out.flush();
    }

    private static void print(PrintWriter out, ClaimResult result) {
        out.println(String.format(
                "%-14s  %2d  %s",
                result.verdict(), result.claim().id(), result.claim().title()));
        result.attestedBy().ifPresent(by -> out.println("                    by " + by));
        result.reason().ifPresent(reason -> out.println("                    " + reason));
        if (!result.leaves().isEmpty()) {
            out.println("                    leaves " + leaves(result.leaves()));
        }
    }

    private static String leaves(List<Long> leaves) {
        String shown = leaves.stream().limit(MOST_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        int more = leaves.size() - MOST_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static String last(AuditReport report) {
        if (report.exitCode() == ExitCode.OK) {
            return "log: VERIFIED, " + report.count(Verdict.PASS) + " claims";
        }
        String how = report.exitCode() == ExitCode.EVIDENCE_MISSING ? "INCOMPLETE" : "NOT VERIFIED";
        return "log: " + how + ", " + report.count(Verdict.FAIL) + " of 45 claims fail";
    }
}
