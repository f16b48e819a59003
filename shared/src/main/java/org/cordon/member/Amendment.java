// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.cordon.suite.Digest;
import org.cordon.suite.VerifyKey;

/**
 * What one entry of a consortium's history says: the statement that is approved.
 *
 * <p><b>Does not check</b> whether it may follow the history before it or who approved it: {@link Consortium} does.
 */
public sealed interface Amendment {
    /** The fewest members that a consortium may ask for: with three, one drop-out ends a round. */
    int LEAST_MEMBERS = 4;

    /**
     * The beginning of a consortium, approved by every founder.
     *
     * @param consortium its name, under the rule of member names
     * @param minMembers with fewer members no task runs: five, or four by explicit policy, or more
     * @param minApprovals how many approvals a change takes at the least; never fewer than t
     * @param coordinator the entry with index 0; its approver is the operator
     * @param authority SHA-256 of the SubjectPublicKeyInfo of the certificate authority
     * @param founders at least minMembers, with the indexes 1, 2, 3 and so on
     * @param at when it was founded, a whole second of the years 1970 to 9999
     */
    record Founding(
            String consortium,
            int minMembers,
            int minApprovals,
            Member coordinator,
            Digest authority,
            List<Member> founders,
            Instant at)
            implements Amendment {
        public Founding {
            founders = List.copyOf(founders);
            Member.requireName("consortium", consortium);
            requireRules(minMembers, minApprovals);
            if (founders.size() < minMembers || founders.size() > Threshold.MAX_MEMBERS) {
                throw new IllegalArgumentException(
                        "founders must be " + minMembers + " to 255, but was " + founders.size());
            }
            if (minApprovals > founders.size()) {
                throw new IllegalArgumentException(
                        "minApprovals must be at most the founders, " + founders.size() + ", but was " + minApprovals);
            }
            for (int i = 0; i < founders.size(); i++) {
                if (founders.get(i).index() != i + 1) {
                    throw new IllegalArgumentException(
                            "index of founder " + founders.get(i).name()
                                    + " must be its place in the list, " + (i + 1) + ", but was "
                                    + founders.get(i).index());
                }
            }
            requireSecond(at);
        }
    }

    /** An amendment of an existing consortium. */
    sealed interface Change extends Amendment {
        /** Digest of the statement before: the head that this one continues. */
        Digest previous();
    }

    /** A new member, approved by a quorum; its index is one above the highest ever given. */
    record Admission(Digest previous, Member member) implements Change {}

    /** The end of a membership. */
    record Removal(Digest previous, int index, Reason reason) implements Change {
        /** Why. */
        public enum Reason {
            /** By a quorum of the others. */
            REVOKED,
            /** By the member's own approver, alone. */
            LEFT
        }

        public Removal {
            requireIndex(index, 1);
        }
    }

    /** New keys of a node, by its own approver alone (the coordinator's: the operator). */
    record Rotation(Digest previous, int index, VerifyKey identity, Digest certificateKey) implements Change {
        public Rotation {
            requireIndex(index, 0);
        }
    }

    /** Another approver of a member, or another operator (index 0), approved by a quorum. */
    record ApproverReplaced(Digest previous, int index, VerifyKey approver) implements Change {
        public ApproverReplaced {
            requireIndex(index, 0);
        }
    }

    /** Other rules, approved by a quorum under the rules before. */
    record PolicyChange(Digest previous, int minMembers, int minApprovals) implements Change {
        public PolicyChange {
            requireRules(minMembers, minApprovals);
        }
    }

    private static void requireRules(int minMembers, int minApprovals) {
        if (minMembers < LEAST_MEMBERS || minMembers > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("minMembers must be 4 to 255, but was " + minMembers);
        }
        if (minApprovals < 1 || minApprovals > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("minApprovals must be 1 to 255, but was " + minApprovals);
        }
    }

    private static void requireIndex(int index, int least) {
        if (index < least || index > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("index must be in [" + least + ", 255], but was " + index);
        }
    }

    private static void requireSecond(Instant at) {
        boolean inRange = !at.isBefore(Instant.EPOCH) && at.getEpochSecond() <= 253_402_300_799L;
        if (!inRange || !at.truncatedTo(ChronoUnit.SECONDS).equals(at)) {
            throw new IllegalArgumentException("at must be a whole second of the years 1970 to 9999, but was " + at);
        }
    }
}
