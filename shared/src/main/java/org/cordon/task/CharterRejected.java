// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import org.cordon.member.AmendmentRejected;

/**
 * A charter that no quorum approved or that does not fit its consortium; the message names the cause and the mend.
 */
public final class CharterRejected extends Exception {
    private static final long serialVersionUID = 1L;

    private final Violation violation;

    /** The rule that was broken. */
    public enum Violation {
        /** It is for another consortium. */
        WRONG_CONSORTIUM,
        /** Its approvals name a manifest that is not in the history. */
        UNKNOWN_MANIFEST,
        /** An approval is forged, or was given for another charter. */
        BAD_SIGNATURE,
        /** An approval of somebody who has no vote. */
        NOT_A_MEMBER,
        /** Fewer members than it takes have approved; one approver counts once. */
        NOT_ENOUGH_APPROVALS,
        /** m or minHonest cannot be kept. */
        UNFIT,
        /** A later version of the same task was taken before. */
        DOWNGRADE,
        /** Its sums together cost more privacy than it promises, or a stage opens them without noise. */
        PRIVACY_NOT_KEPT;

        static Violation of(AmendmentRejected.Violation violation) {
            return switch (violation) {
                case UNKNOWN_MANIFEST -> UNKNOWN_MANIFEST;
                case NOT_A_MEMBER -> NOT_A_MEMBER;
                case NOT_ENOUGH_APPROVALS -> NOT_ENOUGH_APPROVALS;
                default -> BAD_SIGNATURE;
            };
        }
    }

    CharterRejected(Violation violation, String message) {
        super(message);
        this.violation = violation;
    }

    /** A charter whose version is not above one of the same task that was taken before. */
    public static CharterRejected downgrade(Charter charter, int taken) {
        return new CharterRejected(
                Violation.DOWNGRADE,
                "version " + charter.version() + " of the charter of task " + Text.quoted(charter.name())
                        + " is a downgrade: version " + taken + " was taken before; have a version above it approved");
    }

    public Violation violation() {
        return violation;
    }
}
