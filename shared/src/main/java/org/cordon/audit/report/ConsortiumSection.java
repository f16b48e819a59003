// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cordon.audit.AuditReport;
import org.cordon.member.Manifest;

/** Who the members are, and how that came about. */
final class ConsortiumSection {
    private ConsortiumSection() {}

    static Element of(Findings findings) {
        Element section = Parts.section("consortium", "Consortium");
        if (!findings.isVouchedFor()) {
            section.add(Element.of(
                            "p",
                            "The records are not those that the checkpoint stands for, or the history does not hold (claims"
                                    + " 1, 2 and 11): what follows is what the files say, and nobody vouches for it.")
                    .cls("warning"));
        }
        Optional<Manifest> manifest = findings.facts().manifest();
        manifest.ifPresentOrElse(
                known -> section.add(summary(known), members(known)),
                () -> section.add(Element.of("p", "The members could not be told: the history cannot be replayed.")
                        .cls("warning")));
        section.add(Element.of("h3", "History"), history(findings));
        findings.facts()
                .gaps()
                .forEach(gap -> section.add(
                        Element.of("p", "Not told here: " + gap + ".").cls("warning")));
        return section;
    }

    private static Element summary(Manifest manifest) {
        return Element.of("dl")
                .add(
                        Parts.row("Name", manifest.consortium()),
                        Parts.row("Id", Parts.code(manifest.id().hex())),
                        Parts.row(
                                "Members",
                                manifest.threshold().members() + "; up to "
                                        + manifest.threshold().maxFaulty() + " of them may collude or fail"),
                        Parts.row(
                                "Threshold t",
                                manifest.threshold().threshold()
                                        + " members open a sum, publish a model, or make a quorum"),
                        Parts.row(
                                "Rules",
                                "no task runs with fewer than " + manifest.minMembers() + " members; changes take "
                                        + manifest.quorum() + " approvals"));
    }

    private static Element members(Manifest manifest) {
        return Parts.table(
                "Members by the newest manifest",
                List.of("Index", "Name", "Identity key"),
                manifest.members().stream()
                        .map(member -> List.of(
                                Parts.span(Integer.toString(member.index())),
                                Parts.span(member.name()),
                                Parts.code(hex(member.identity().toByteArray()))))
                        .toList());
    }

    private static String hex(byte[] key) {
        return HexFormat.of().formatHex(key);
    }

    private static Element history(Findings findings) {
        List<List<Element>> rows = new ArrayList<>();
        for (AuditReport.AmendmentLine line : findings.report().amendments()) {
            Optional<BundleFacts.Change> change =
                    Optional.ofNullable(findings.facts().changes().get(line.leaf()));
            rows.add(List.of(
                    Parts.time(line.at()),
                    Parts.span(line.what()
                            + change.map(known -> ": " + known.words()).orElse("")),
                    Parts.span(change.map(known -> Integer.toString(known.approvals()))
                            .orElse("not readable")),
                    Parts.span(line.members() + ", t = " + line.threshold()),
                    Parts.span(Long.toString(line.leaf()))));
        }
        return Parts.table(
                "Every statement of the consortium's history",
                List.of("Claimed time", "What", "Approvals", "Members after it", "Leaf"),
                rows);
    }
}
