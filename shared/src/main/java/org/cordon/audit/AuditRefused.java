// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import org.cordon.cli.ExitCode;

/** A bundle, a note or a policy that cannot be read at all: one sentence says what and where. */
public final class AuditRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    AuditRefused(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** Unreadable. */
    static AuditRefused unreadable(String sentence) {
        return new AuditRefused(ExitCode.UNREADABLE_INPUT, sentence);
    }

    /** {@link ExitCode#UNREADABLE_INPUT} or {@link ExitCode#EVIDENCE_MISSING}. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** What is wrong, and where. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
