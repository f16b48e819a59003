// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.cordon.audit.AuditReport;
import org.cordon.audit.AuditReport.BudgetLine;
import org.cordon.audit.AuditReport.TaskLine;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.task.PrivacyPlan;

/** The privacy budget. */
final class BudgetSection {
    private BudgetSection() {}

    static Element of(Findings findings) {
        Element section = Parts.section("budget", "Privacy budget");
        List<TaskLine> budgeted = findings.report().tasks().stream()
                .filter(task -> task.budget().isPresent())
                .toList();
        if (budgeted.isEmpty()) {
            section.add(Element.of(
                    "p",
                    "There is none: no task of this log promises differential privacy, so no epsilon was granted, spent or"
                            + " checked."));
        } else {
            section.add(
                    table(budgeted),
                    Element.of(
                            "p",
                            "Epsilon is recomputed from the records of this log, for one unit that is added or removed, at the"
                                    + " noise of the fewest survivors; a round counts from the first upload, whether or not it"
                                    + " ended in a sum. What no log can show: that noise was drawn and units were sampled in"
                                    + " secret (claims 39 and 40)."));
        }
        boolean waived = findings.facts().charters().values().stream()
                .anyMatch(terms -> terms.charter().privacyWaiver().isPresent());
        if (waived) {
            section.add(
                    Element.of(
                            "p",
                            "Sums were opened without differential privacy. What protects an input is that a sum holds many"
                                    + " others, and that sums over different members may not be subtracted (claims 23, 32, 33)."));
        }
        return section;
    }

    private static Element table(List<TaskLine> tasks) {
        return Parts.table(
                "Epsilon of each task: granted, and spent by the sums on record",
                List.of(
                        "Task",
                        "Unit",
                        "Delta",
                        "Granted",
                        "Spent",
                        "With accounts at " + PrivacyPlan.ACCOUNTS_OF_A_PERSON,
                        "Customer with " + PrivacyPlan.RECORDS_OF_A_CUSTOMER + " records",
                        "Sums charged"),
                tasks.stream()
                        .map(task -> {
                            BudgetLine budget = task.budget().orElseThrow();
                            return List.of(
                                    Parts.span(task.name()),
                                    Parts.span(unit(budget)),
                                    Parts.span("1e-" + budget.deltaExponent()),
                                    Parts.span(micro(budget.epsilonMicro())),
                                    Parts.span(micro(budget.spentMicro())),
                                    Parts.span(micro(budget.spentMicroOfPerson())),
                                    Parts.span(customer(budget)),
                                    Parts.span(Integer.toString(budget.charges())));
                        })
                        .toList());
    }

    private static String unit(BudgetLine budget) {
        String name = budget.unit().name().toLowerCase(Locale.ROOT);
        return budget.contributionBound() == 1
                ? name
                : name + ", at most " + budget.contributionBound() + " records of it";
    }

    private static String customer(BudgetLine budget) {
        return micro(budget.spentMicroOfCustomer());
    }

    private static String micro(long value) {
        return value == BudgetLine.NO_BOUND
                ? "no bound"
                : BigDecimal.valueOf(value, 6).stripTrailingZeros().toPlainString();
    }

    /** The same for a terminal. */
    static List<String> lines(AuditReport report) {
        List<String> lines = report.tasks().stream()
                .flatMap(task -> task.budget().stream().map(budget -> line(task, budget)))
                .toList();
        return lines.isEmpty()
                ? List.of("budget       none: no task of this log promises differential privacy")
                : lines;
    }

    private static String line(TaskLine task, BudgetLine budget) {
        return "budget       " + task.name() + ": epsilon " + micro(budget.spentMicro()) + " of "
                + micro(budget.epsilonMicro()) + " spent at delta 1e-" + budget.deltaExponent() + " for one "
                + unit(budget) + ", in " + Parts.count(budget.charges(), "sum", "sums") + "; "
                + micro(budget.spentMicroOfPerson()) + " for a person with accounts at "
                + PrivacyPlan.ACCOUNTS_OF_A_PERSON + " exchanges"
                + (budget.unit() == PrivacyUnit.RECORD
                        ? "; " + customer(budget) + " for a customer with " + PrivacyPlan.RECORDS_OF_A_CUSTOMER
                                + " records, for one with more more"
                        : "");
    }
}
