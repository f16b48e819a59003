// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.util.ArrayList;
import java.util.List;
import org.cordon.audit.AuditReport;
import org.cordon.audit.AuditReport.RoundLine;
import org.cordon.audit.ClaimResult;
import org.cordon.audit.Verdict;
import org.cordon.charter.CharterMeaning;

/** The same findings in a few lines for a terminal. */
final class ReportSummary {
    private ReportSummary() {}

    /** The lines; characters that control terminals are replaced. */
    static List<String> of(Findings findings) {
        List<String> lines = new ArrayList<>();
        AuditReport report = findings.report();
        lines.add(findings.verdict());
        lines.add("log          " + report.origin());
        lines.add("records      " + report.size() + ", root " + report.root().hex());
        lines.add("anchor       " + findings.anchor() + " (trust policy: " + report.policySource() + ")");
        lines.add("cosigned     by " + Parts.count(report.witnesses().size(), "witness", "witnesses") + ", a quorum is "
                + report.quorum()
                + findings.newest().map(at -> "; newest " + Parts.moment(at)).orElse(""));
        findings.facts()
                .manifest()
                .ifPresent(manifest -> lines.add("consortium   " + manifest.consortium() + ", "
                        + manifest.members().size() + " members, t = "
                        + manifest.threshold().threshold()));
        report.tasks().forEach(task -> lines.add("task         " + task(findings, task)));
        rounds(lines, report.rounds());
        lines.addAll(BudgetSection.lines(report));
        claims(lines, report);
        report.limits().forEach(limit -> lines.add("limit        " + limit));
        return lines.stream().map(ReportSummary::printable).toList();
    }

    private static String task(Findings findings, AuditReport.TaskLine task) {
        BundleFacts.Terms terms = findings.facts().charters().get(task.session());
        boolean waived = terms != null && terms.charter().privacyWaiver().isPresent();
        return (task.name().isEmpty() ? Parts.shortHex(task.session()) : task.name()) + ": " + task.purpose()
                + (waived ? "; " + CharterMeaning.NO_GUARANTEE : "")
                + task.ended().map(end -> "; ended: " + end.reason()).orElse("");
    }

    private static void rounds(List<String> lines, List<RoundLine> rounds) {
        List<String> ends = new ArrayList<>();
        for (String end : TimelineSection.ENDS) {
            long count =
                    rounds.stream().filter(round -> round.end().equals(end)).count();
            if (count > 0) {
                ends.add(count + " " + end);
            }
        }
        lines.add("rounds       " + Parts.count(rounds.size(), "attempt", "attempts")
                + (ends.isEmpty() ? "" : ": " + String.join(", ", ends)));
    }

    private static void claims(List<String> lines, AuditReport report) {
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            counts.add(report.count(verdict) + " " + Parts.words(verdict));
        }
        lines.add("claims       " + String.join(", ", counts));
        for (ClaimResult result : report.claims()) {
            if (result.verdict() == Verdict.FAIL) {
                lines.add(
                        "  FAIL " + result.claim().id() + "  " + result.claim().title()
                                + result.reason().map(reason -> ": " + reason).orElse("")
                                + (result.leaves().isEmpty() ? "" : " (leaves " + Parts.ranges(result.leaves()) + ")"));
            }
        }
    }

    private static String printable(String line) {
        StringBuilder out = new StringBuilder();
        line.codePoints()
                .forEach(c -> out.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return out.toString();
    }
}
