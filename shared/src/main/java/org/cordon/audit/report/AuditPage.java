// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.nio.charset.StandardCharsets;
import org.cordon.audit.Verdict;

/**
 * The page that tells people what an audit found.
 *
 * <p><b>Guarantees.</b> One file: no script, and nothing is fetched when it is shown, which a content security policy in the page
 * enforces. The same findings make the same bytes.
 */
final class AuditPage {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private AuditPage() {}

    /** The page in UTF-8. */
    static byte[] of(Findings findings) {
        Element head = Element.of("head")
                .add(
                        Element.of("meta").attr("charset", "utf-8"),
                        Element.of("meta")
                                .attr("http-equiv", "Content-Security-Policy")
                                .attr("content", POLICY),
                        Element.of("meta")
                                .attr("name", "viewport")
                                .attr("content", "width=device-width, initial-scale=1"),
                        Element.of("meta").attr("name", "color-scheme").attr("content", "light dark"),
                        Element.of("title", "Audit of " + findings.report().origin()),
                        Element.style(Stylesheet.load()));
        Element main = Element.of("main")
                .add(
                        ConsortiumSection.of(findings),
                        TaskSection.of(findings),
                        TimelineSection.of(findings),
                        BudgetSection.of(findings),
                        LogSection.of(findings),
                        ClaimSection.of(findings),
                        LimitsSection.of(findings),
                        ByHandSection.of());
        Element body = Element.of("body").add(VerdictHeader.of(findings), contents(findings), main, footer());
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
        Element.of("html").attr("lang", "en").add(head, body).write(out);
        return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Element contents(Findings findings) {
        long failed = findings.report().count(Verdict.FAIL);
        return Element.of("nav")
                .attr("aria-label", "Contents")
                .add(
                        link("consortium", "Consortium"),
                        link("tasks", "Tasks"),
                        link("rounds", "Rounds"),
                        link("budget", "Budget"),
                        link("log", "Log and witnesses"),
                        link("claims", failed == 0 ? "Claims" : "Claims (" + failed + " failed)"),
                        link("limits", "What no log can prove"),
                        link("by-hand", "Check it yourself"));
    }

    private static Element link(String id, String text) {
        return Element.of("a", text).attr("href", "#" + id);
    }

    private static Element footer() {
        return Element.of("footer")
                .add(Element.of(
                        "p",
                        "This page follows from the log and from what the auditor pinned alone; it bears no date of its"
                                + " own. The same log and the same pins make the same page, byte for byte: to check it,"
                                + " make it again. Times are claims of whoever wrote them, in UTC."));
    }
}
