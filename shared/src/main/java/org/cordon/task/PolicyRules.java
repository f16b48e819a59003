// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.util.Optional;
import java.util.Set;
import org.cordon.task.PolicyDecision.Queued;
import org.cordon.task.PolicyDecision.Reason;
import org.cordon.task.PolicyDecision.Refused;

/**
 * Which tasks run, are refused, or wait for a person.
 *
 * <p>What {@code refuse} names is refused. Of the rest, what {@code queue} names waits for a person. Of the rest, what {@code
 * allow} covers runs: every name of a charter must be in the list of its kind, where there is such a list. What remains is
 * decided by {@code otherwise}.
 *
 * @param countsWithoutDp whether sums without differential privacy are accepted, from a charter with a waiver
 */
public record PolicyRules(
        Listing allow, Listing queue, Listing refuse, Otherwise otherwise, CountsWithoutDp countsWithoutDp) {
    public PolicyRules {
        if (allow.computations().isEmpty() || allow.columns().isEmpty()) {
            throw new IllegalArgumentException("allow must list computations and columns, but did not");
        }
    }

    /** Allows what is listed, refuses the rest and every sum without differential privacy. */
    public static PolicyRules strict(Set<String> computations, Set<String> columns) {
        return new PolicyRules(
                new Listing(Optional.empty(), Optional.of(computations), Optional.of(columns)),
                Listing.NONE,
                Listing.NONE,
                Otherwise.REFUSE,
                CountsWithoutDp.REFUSE);
    }

    /** What happens to what no rule names. */
    public enum Otherwise {
        REFUSE,
        QUEUE
    }

    /** What happens to charters that waive differential privacy. */
    public enum CountsWithoutDp {
        /** They run like any other, with no privacy guarantee. */
        ACCEPT,
        /** They are refused, whatever a person says. */
        REFUSE,
        /** They are what no rule names. */
        OTHERWISE
    }

    PolicyDecision decide(Demand demand) {
        Optional<Listing.Named> refused = refuse.firstListed(demand);
        if (refused.isPresent()) {
            return new Refused(
                    refused.get().kind().reason(),
                    refused.get().sentence() + ", which is in the policy's refuse."
                            + refused.get().kind().key());
        }
        if (demand.hasNoPrivacyGuarantee() && countsWithoutDp == CountsWithoutDp.REFUSE) {
            return new Refused(
                    Reason.NO_DIFFERENTIAL_PRIVACY,
                    "the charter opens sums without differential privacy, but the policy's acceptCountsWithoutDp is"
                            + " false");
        }
        Optional<Listing.Named> queued = queue.firstListed(demand);
        if (queued.isPresent()) {
            return new Queued(
                    queued.get().kind().reason(),
                    queued.get().sentence() + ", which is in the policy's queue."
                            + queued.get().kind().key());
        }
        Optional<Listing.Named> unlisted = allow.firstUnlisted(demand);
        if (unlisted.isPresent()) {
            return otherwise(
                    unlisted.get().kind().reason(),
                    unlisted.get().sentence() + ", which is not in the policy's allow."
                            + unlisted.get().kind().key());
        }
        if (demand.hasNoPrivacyGuarantee() && countsWithoutDp == CountsWithoutDp.OTHERWISE) {
            return otherwise(
                    Reason.NO_DIFFERENTIAL_PRIVACY,
                    "the charter opens sums without differential privacy, but the policy does not set"
                            + " acceptCountsWithoutDp");
        }
        return new PolicyDecision.Allowed();
    }

    private PolicyDecision otherwise(Reason reason, String sentence) {
        return otherwise == Otherwise.QUEUE ? new Queued(reason, sentence) : new Refused(reason, sentence);
    }
}
