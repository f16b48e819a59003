// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

/** An entry that may not follow a history, or a history that does not hold; the message names the cause and the mend. */
public final class AmendmentRejected extends Exception {
    private static final long serialVersionUID = 1L;

    private final Violation violation;

    /** The rule that was broken. */
    public enum Violation {
        /** A signature is forged, or was given for another digest, kind, manifest or consortium. */
        BAD_SIGNATURE,
        /** Fewer members than it takes have approved; one approver counts once. */
        NOT_ENOUGH_APPROVALS,
        /** An approval or an amendment names an index that is not in the manifest. */
        NOT_A_MEMBER,
        /** The approvals would be enough only if who is removed or admitted counted as well. */
        SELF_APPROVAL,
        /** It continues another statement than the newest one. */
        FORK,
        /** An identity, approver or certificate key was used before. */
        KEY_REUSED,
        /** The index of an admission is not one above the highest ever given. */
        INDEX_REUSED,
        /** A name is in use. */
        NAME_TAKEN,
        /** A new key did not sign for its entry. */
        NO_POSSESSION,
        /** An earlier state of a history that is known further. */
        ROLLBACK,
        /** It would leave fewer than three members, or make more than 255. */
        SIZE,
        /** A history that does not begin with a founding, or has a second one. */
        NOT_A_FOUNDING,
        /** It names a manifest that is not in the history. */
        UNKNOWN_MANIFEST
    }

    AmendmentRejected(Violation violation, String message) {
        super(message);
        this.violation = violation;
    }

    public Violation violation() {
        return violation;
    }
}
