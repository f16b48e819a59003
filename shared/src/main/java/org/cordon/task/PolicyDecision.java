// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

/** What a participant's own policy says to a charter. */
public sealed interface PolicyDecision {
    /** The charter lies within the policy. */
    record Allowed() implements PolicyDecision {}

    /**
     * The charter asks for more than the policy allows.
     *
     * @param reason the first rule that it breaks
     * @param sentence what it asked for, what the policy allows, and the policy's entry to change if that is wanted
     */
    record Refused(Reason reason, String sentence) implements PolicyDecision {}

    /**
     * A person of the exchange has to decide.
     *
     * @param sentence what waits for whom, and the command that decides
     */
    record Queued(String sentence) implements PolicyDecision {}

    /** The rules of a policy, in the order in which they are checked. */
    enum Reason {
        /** The sum would hide an input among too few honest ones. */
        TOO_FEW_HONEST,
        /** The charter promises survivors that the consortium cannot give. */
        UNFIT_FOR_CONSORTIUM,
        /** The charter has not begun. */
        NOT_YET_VALID,
        /** The charter is over. */
        EXPIRED,
        /** Neither differential privacy nor a waiver that says why there is none. */
        PRIVACY_UNDECLARED,
        /** Sums without differential privacy are not accepted here. */
        NO_DIFFERENTIAL_PRIVACY,
        /** A stage runs a computation that is not on the list. */
        COMPUTATION_NOT_ALLOWED,
        /** More sums than accepted. */
        TOO_MANY_ROUNDS,
        /** A feature or label column that is not on the list. */
        COLUMN_NOT_ALLOWED
    }
}
