// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

/** The privacy budget. */
final class BudgetSection {
    private BudgetSection() {}

    static Element of(Findings findings) {
        Element section = Parts.section("budget", "Privacy budget");
        section.add(Element.of(
                "p",
                "There is none. This version of Cordon charges no privacy budget, and its log has no record of one:"
                        + " no epsilon was granted, spent or checked."));
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
}
