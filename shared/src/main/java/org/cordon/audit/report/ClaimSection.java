// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.util.List;
import java.util.Map;
import org.cordon.audit.Claim;
import org.cordon.audit.ClaimResult;
import org.cordon.audit.Verdict;

/** All 45 claims, by family; a filter that needs no script. */
final class ClaimSection {
    private static final Map<Claim.Family, String> FAMILIES = Map.of(
            Claim.Family.LOG, "The log itself",
            Claim.Family.RECORDS, "Its records",
            Claim.Family.MEMBERS, "Members and keys",
            Claim.Family.TASK, "Tasks and charters",
            Claim.Family.MODEL, "Models",
            Claim.Family.ROUND, "Rounds",
            Claim.Family.SHARES, "Shares that were revealed",
            Claim.Family.SUM, "Sums",
            Claim.Family.RELEASE, "What was released",
            Claim.Family.PRIVACY, "Privacy budget");

    private ClaimSection() {}

    static Element of(Findings findings) {
        Element section = Parts.section("claims", "Claims");
        section.add(Element.of(
                "p",
                "PASS: checked, and it holds. FAIL: checked, and it does not. ATTESTED: it holds as far as somebody says"
                        + " so. NO EVIDENCE: what it would be checked with is not there. NOT APPLICABLE: the log has"
                        + " nothing that it is about."));
        filter(section, findings);
        Element families = Element.of("div").cls("families");
        for (Claim.Family family : Claim.Family.values()) {
            List<ClaimResult> members = findings.report().claims().stream()
                    .filter(result -> result.claim().family() == family)
                    .toList();
            families.add(Element.of("h3", FAMILIES.getOrDefault(family, family.name())));
            members.forEach(result -> families.add(claim(result)));
        }
        return section.add(families);
    }

    private static void filter(Element section, Findings findings) {
        section.add(Element.of("input")
                .attr("type", "radio")
                .attr("name", "show")
                .attr("id", "show-all")
                .attr("checked", ""));
        for (Verdict verdict : Verdict.values()) {
            section.add(Element.of("input")
                    .attr("type", "radio")
                    .attr("name", "show")
                    .attr("id", "show-" + Parts.cls(verdict)));
        }
        Element bar = Element.of("p").cls("filter").add(label("all", "all 45"));
        for (Verdict verdict : Verdict.values()) {
            bar.add(label(
                    Parts.cls(verdict),
                    Parts.words(verdict) + " (" + findings.report().count(verdict) + ")"));
        }
        section.add(bar);
    }

    private static Element label(String value, String text) {
        return Element.of("label", text).attr("for", "show-" + value).cls("for-" + value);
    }

    private static Element claim(ClaimResult result) {
        Claim claim = result.claim();
        Element article = Element.of("article")
                .attr("id", "claim-" + claim.id())
                .cls("claim " + Parts.cls(result.verdict()))
                .add(
                        Element.of("h4")
                                .add(
                                        Element.of("span", claim.id() + "").cls("number"),
                                        Parts.span(" " + claim.title() + " "),
                                        Parts.badge(result.verdict())),
                        Element.of("p", claim.checks()).cls("checks"));
        result.reason()
                .ifPresent(reason -> article.add(Element.of("p", reason + ".").cls("reason")));
        result.attestedBy()
                .ifPresent(by ->
                        article.add(Element.of("p", "Attested by: " + by + ".").cls("reason")));
        if (!result.leaves().isEmpty()) {
            article.add(Element.of("p")
                    .cls("evidence")
                    .add(
                            Parts.span("Leaves that show it: "),
                            Parts.code(Parts.ranges(result.leaves())),
                            Parts.span(result.leaves().size() == ClaimResult.MOST_LEAVES ? " and perhaps more" : "")));
        }
        if (!claim.dependsOn().isEmpty()) {
            article.add(dependencies(claim));
        }
        return article;
    }

    private static Element dependencies(Claim claim) {
        Element line = Element.of("p", "Leans on:").cls("leans");
        claim.dependsOn()
                .forEach(other -> line.add(
                        Parts.span(" "), Element.of("a", "claim " + other.id()).attr("href", "#claim-" + other.id())));
        return line;
    }
}
