// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.util.ArrayList;
import java.util.List;
import org.cordon.audit.AuditReport;
import org.cordon.audit.ClaimResult;
import org.cordon.audit.Verdict;
import org.cordon.cli.ExitCode;

/** The top of the page: what came out, of which log, on whose word. */
final class VerdictHeader {
    private static final int MOST_FAILED = 12;

    private VerdictHeader() {}

    static Element of(Findings findings) {
        AuditReport report = findings.report();
        Element header = Element.of("header").cls("verdict " + cls(report.exitCode()));
        header.add(
                Element.of("p", "Audit of a protocol log").cls("kicker"),
                Element.of("h1", mark(report.exitCode()) + " " + findings.verdict()));
        failures(report).forEach(header::add);
        header.add(counts(report), facts(findings));
        if (!findings.isAnchored()) {
            header.add(Element.of("p")
                    .cls("warning")
                    .add(
                            Element.of("strong", "No trust anchor was pinned. "),
                            Parts.span("Whoever made this bundle could have made up its consortium as well. Get the"
                                    + " consortium's id or the trust policy from a member, by another way, and verify"
                                    + " again with --consortium or --policy.")));
        }
        return header;
    }

    private static String cls(ExitCode code) {
        return switch (code) {
            case OK -> "pass";
            case CHECK_FAILED -> "fail";
            default -> "no-evidence";
        };
    }

    private static String mark(ExitCode code) {
        return switch (code) {
            case OK -> Parts.mark(Verdict.PASS);
            case CHECK_FAILED -> Parts.mark(Verdict.FAIL);
            default -> Parts.mark(Verdict.NO_EVIDENCE);
        };
    }

    private static List<Element> failures(AuditReport report) {
        List<ClaimResult> failed = report.claims().stream()
                .filter(result -> result.verdict() == Verdict.FAIL)
                .toList();
        if (failed.isEmpty()) {
            return List.of();
        }
        Element list = Element.of("ul").cls("failures");
        failed.stream()
                .limit(MOST_FAILED)
                .forEach(result -> list.add(Element.of("li")
                        .add(
                                Element.of("a", "Claim " + result.claim().id())
                                        .attr("href", "#claim-" + result.claim().id()),
                                Parts.span(", \u201c" + result.claim().title() + "\u201d, does not hold"
                                        + result.reason()
                                                .map(reason -> ": " + reason)
                                                .orElse("") + "."))));
        List<Element> parts = new ArrayList<>(List.of(list));
        if (failed.size() > MOST_FAILED) {
            parts.add(Element.of("p", "The others are among the claims below."));
        }
        return parts;
    }

    private static Element counts(AuditReport report) {
        Element list = Element.of("ul").cls("counts");
        for (Verdict verdict : Verdict.values()) {
            list.add(Element.of("li")
                    .cls(Parts.cls(verdict))
                    .add(
                            Element.of("strong", Long.toString(report.count(verdict))),
                            Parts.span(" " + Parts.mark(verdict) + " " + Parts.words(verdict))));
        }
        return list;
    }

    private static Element facts(Findings findings) {
        AuditReport report = findings.report();
        Element newest = findings.newest().map(Parts::time).orElseGet(() -> Parts.span("no cosignature holds"));
        return Element.of("dl")
                .add(
                        Parts.row(
                                "What was verified",
                                Parts.span(Parts.count(report.size(), "record", "records") + " of the log "),
                                Parts.code(report.origin())),
                        Parts.row("Trust anchor", findings.anchor() + " (trust policy: " + report.policySource() + ")"),
                        Parts.row(
                                "Cosigned",
                                Parts.span(
                                        "by " + Parts.count(report.witnesses().size(), "witness", "witnesses")
                                                + "; a quorum is " + report.quorum() + ". Newest: "),
                                newest),
                        Parts.row(
                                "A quorum since",
                                findings.quorumSince()
                                        .map(Parts::time)
                                        .orElseGet(() -> Parts.span("no quorum of cosignatures holds"))));
    }
}
