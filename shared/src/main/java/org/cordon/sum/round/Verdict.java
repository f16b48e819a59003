// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

/** What the coordinator says to a submission; the round goes on whatever it says. */
public enum Verdict {
    ACCEPTED,
    /** The same bytes were accepted before. */
    DUPLICATE,
    /** The step is over. */
    LATE,
    UNKNOWN_SESSION,
    NOT_A_MEMBER,
    /** Another step is on. */
    UNEXPECTED,
    BAD_SIGNATURE,
    MALFORMED,
    /** Differs from what the sender sent before. */
    CONFLICT,
    TOO_LARGE;

    /** Whether the coordinator holds the submission durably. */
    public boolean held() {
        return this == ACCEPTED || this == DUPLICATE;
    }
}
