// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

/** A source is refused as a whole; the report says why. Events that were passed on before must not be used. */
public final class EventsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient IntakeReport report;

    EventsRefused(IntakeReport report) {
        super(report.problems().get(0).in(report.source())
                + (report.problemCount() == 1 ? "" : " (and " + (report.problemCount() - 1) + " more)"));
        this.report = report;
    }

    public IntakeReport report() {
        return report;
    }
}
