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
     * The charter is kept until a person of the exchange has decided.
     *
     * @param reason the first rule that leaves it to a person
     * @param sentence what it asked for, and which rule asks a person
     */
    record Queued(Reason reason, String sentence) implements PolicyDecision {
        /** Left to a person for no rule of ours. */
        public Queued(String sentence) {
            this(Reason.NOT_DECIDED, sentence);
        }
    }

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
        COLUMN_NOT_ALLOWED,
        /** A task name that is not on the list. */
        TASK_NOT_ALLOWED,
        /** Fewer inputs in a sum than asked for. */
        COHORT_TOO_SMALL,
        /** A larger privacy loss than accepted. */
        PRIVACY_LOSS_TOO_LARGE,
        /** More columns than accepted. */
        TOO_MANY_COLUMNS,
        /** No data-protection impact assessment. */
        NO_DPIA,
        /** The result is kept longer than accepted, or for a time that is not said. */
        KEPT_TOO_LONG,
        /** Every round of 24 hours was entered. */
        TOO_MANY_ROUNDS_A_DAY,
        /** No round is entered at this hour. */
        OUTSIDE_HOURS,
        /** A person refused it. */
        REFUSED_BY_A_PERSON,
        /** No decision on this charter is known. */
        NOT_DECIDED
    }
}
