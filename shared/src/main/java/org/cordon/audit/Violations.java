// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import org.cordon.sum.epoch.ProtocolViolation;

/** Which claim a departure from the protocol is against. */
final class Violations {
    private Violations() {}

    static Claim claim(ProtocolViolation violation) {
        return switch (violation.kind()) {
            case BAD_SIGNATURE, WRONG_SENDER -> Claim.ACTORS_CERTIFIED;
            case DUPLICATE_MEMBER -> Claim.COUNTED_ONCE;
            case ROSTER_MISMATCH -> Claim.SAME_ROSTER;
            case COMMITMENT_NOT_EMPTY -> Claim.NO_DOWNGRADE;
            case COHORT_TOO_SMALL, SURVIVORS_TOO_FEW -> Claim.ENOUGH_MEMBERS;
            case CERTIFICATE_TOO_SMALL, STATEMENT_MISMATCH -> Claim.SURVIVORS_CERTIFIED;
            case SECRET_MISMATCH, WRONG_PAIRS, SUM_FORGED, SUM_UNUSABLE, COUNT_MISMATCH -> Claim.AGGREGATE_REPLAYED;
            default -> Claim.SAME_TASK;
        };
    }
}
