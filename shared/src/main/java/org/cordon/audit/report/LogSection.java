// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.util.List;
import org.cordon.audit.AuditReport;

/** The head of the log, and who has seen it. */
final class LogSection {
    private LogSection() {}

    static Element of(Findings findings) {
        AuditReport report = findings.report();
        Element section = Parts.section("log", "Log and witnesses");
        section.add(Element.of("dl")
                .add(
                        Parts.row("Origin", Parts.code(report.origin())),
                        Parts.row("Records", Long.toString(report.size())),
                        Parts.row("Root", Parts.code(report.root().hex())),
                        Parts.row("Trust policy", report.policySource()),
                        Parts.row("Quorum", report.quorum() + " witnesses")));
        section.add(Element.of("h3", "Witnesses"), witnesses(report));
        section.add(
                Element.of("h3", "Signed checkpoint"),
                Element.of("pre", report.checkpoint()).cls("note"));
        return section;
    }

    private static Element witnesses(AuditReport report) {
        if (report.witnesses().isEmpty()) {
            return Element.of("p", "No cosignature by a witness of the trust policy holds.")
                    .cls("warning");
        }
        return Parts.table(
                "Cosignatures of this checkpoint that hold",
                List.of("Witness", "Cosigned, by its own clock"),
                report.witnesses().stream()
                        .map(witness -> List.of(Parts.span(witness.name()), Parts.time(witness.at())))
                        .toList());
    }
}
