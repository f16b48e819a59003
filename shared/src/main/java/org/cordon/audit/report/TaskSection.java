// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cordon.audit.AuditReport;
import org.cordon.charter.CharterMeaning;
import org.cordon.task.Charter;
import org.cordon.task.PrivacyTerms;

/** What was approved to be computed, and for what. */
final class TaskSection {
    private TaskSection() {}

    static Element of(Findings findings) {
        Element section = Parts.section("tasks", "Tasks");
        if (findings.report().tasks().isEmpty()) {
            section.add(Element.of("p", "No task was approved."));
        }
        findings.report().tasks().forEach(task -> section.add(task(findings, task)));
        return section;
    }

    private static Element task(Findings findings, AuditReport.TaskLine task) {
        Optional<BundleFacts.Terms> terms =
                Optional.ofNullable(findings.facts().charters().get(task.session()));
        Element article = Element.of("article").cls("task");
        article.add(Element.of("h3", task.name().isEmpty() ? "Task " + Parts.shortHex(task.session()) : task.name()));
        article.add(Element.of("p", task.purpose().isEmpty() ? "The purpose is not readable." : task.purpose())
                .cls("purpose"));
        terms.ifPresent(known -> article.add(privacy(known.charter())));
        Element facts = Element.of("dl")
                .add(
                        Parts.row("Session", Parts.code(task.session())),
                        Parts.row("Approved", Parts.time(task.at()), Parts.span(" (leaf " + task.leaf() + ")")),
                        Parts.row("Approved by", approvers(findings, task)),
                        Parts.row(
                                "Expires", task.expiry().map(Parts::time).orElseGet(() -> Parts.span("not readable"))),
                        Parts.row("Ended", ended(task)));
        terms.ifPresent(known -> terms(facts, known.charter()));
        article.add(facts);
        terms.flatMap(BundleFacts.Terms::meaning).ifPresent(meaning -> article.add(stages(meaning)));
        return article;
    }

    private static Element privacy(Charter charter) {
        if (charter.privacyWaiver().isPresent()) {
            return Element.of("p")
                    .cls("no-guarantee")
                    .add(
                            Element.of("strong", CharterMeaning.NO_GUARANTEE),
                            Parts.span(": sums are opened without differential privacy. Reason given in the charter: "
                                    + charter.privacyWaiver().orElseThrow()));
        }
        PrivacyTerms terms = charter.privacy().orElseThrow();
        return Element.of(
                        "p",
                        "Every sum is opened with differential privacy: epsilon "
                                + BigDecimal.valueOf(terms.epsilonMicro(), 6)
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + " at delta 1e-" + terms.deltaExponent() + " over the whole task, for one "
                                + terms.protects().unit().name().toLowerCase(Locale.ROOT)
                                + terms.reason()
                                        .map(why -> ". A record and not a customer, because: " + why)
                                        .orElse("")
                                + ".")
                .cls("guarantee");
    }

    private static String approvers(Findings findings, AuditReport.TaskLine task) {
        String names = task.approvals().stream().map(findings::member).collect(Collectors.joining(", "));
        return Parts.count(task.approvals().size(), "approver", "approvers") + (names.isEmpty() ? "" : ": " + names);
    }

    private static Element ended(AuditReport.TaskLine task) {
        return task.ended()
                .map(end -> Parts.span(end.reason() + " at " + Parts.moment(end.at()) + " (leaf " + end.leaf() + ")"))
                .orElseGet(() -> Parts.span("not yet"));
    }

    private static void terms(Element facts, Charter charter) {
        facts.add(
                Parts.row("Legal basis", charter.legalBasis()),
                Parts.row("Controllers", String.join(", ", charter.controllers())),
                Parts.row("Columns", String.join(", ", charter.columns())),
                Parts.row("Label", charter.label().orElse("none")),
                Parts.row("Inputs in every sum", "at least " + charter.minSurvivors()),
                Parts.row("Results are kept", charter.retention().toDays() + " days after the end of the task"));
    }

    private static Element stages(CharterMeaning meaning) {
        return Parts.table(
                "Stages: what leaves an exchange, masked; only sums are opened",
                List.of("Stage", "What", "Words", "Sums at most"),
                meaning.leaves().stream()
                        .map(stage -> List.of(
                                Parts.span(stage.stage()),
                                Parts.span(stage.what()),
                                Parts.span(stage.words() == 0 ? "not known" : Long.toString(stage.words())),
                                Parts.span(Integer.toString(stage.sums()))))
                        .toList());
    }
}
