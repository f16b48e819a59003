// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

/** What must be said of every log. */
final class LimitsSection {
    private LimitsSection() {}

    static Element of(Findings findings) {
        Element list = Element.of("ul");
        findings.report().limits().forEach(sentence -> list.add(Element.of("li", sentence)));
        return Parts.section("limits", "What no log can prove").add(list);
    }
}
