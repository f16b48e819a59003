// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.member.AmendmentRejected.Violation;
import org.cordon.suite.VerifyKey;

/**
 * Who may approve one subject, and how many of them it takes.
 *
 * <p><b>Guarantees.</b> An approver counts once, whoever is concerned must not approve, and the operator never counts
 * for a decision of the members. {@link #requireEnough} lets no approval pass that does not verify.
 */
public final class Electorate {
    private final Approval.Subject subject;
    private final List<Member> voters;
    private final int needed;
    private final Optional<Integer> concerned;

    Electorate(Approval.Subject subject, List<Member> voters, int needed, Optional<Integer> concerned) {
        this.subject = subject;
        this.voters = List.copyOf(voters);
        this.needed = needed;
        this.concerned = concerned;
    }

    /** What an approver signs. */
    public Approval.Subject subject() {
        return subject;
    }

    /** The entries whose approvers count, ascending. */
    public List<Member> voters() {
        return voters;
    }

    /** How many distinct approvers it takes. */
    public int needed() {
        return needed;
    }

    /** The voter for whom this key approves. */
    public Optional<Member> voter(VerifyKey approver) {
        return voters.stream()
                .filter(entry -> entry.approver().equals(approver))
                .findFirst();
    }

    /** Whether this approval counts: of a voter, and signed by its approver for just this subject. */
    public boolean counts(Approval approval) {
        return voter(approval.approver())
                .filter(entry -> approval.isOf(subject, entry.approver()))
                .isPresent();
    }

    /** How many distinct approvers among these count; what does not count is passed over. */
    public int count(List<Approval> approvals) {
        return (int) approvals.stream()
                .filter(this::counts)
                .map(Approval::approver)
                .distinct()
                .count();
    }

    /** Refuses approvals of which one does not verify or is of whoever is concerned, or that are too few. */
    public void requireEnough(List<Approval> approvals) throws AmendmentRejected {
        Set<VerifyKey> yes = new HashSet<>();
        for (Approval approval : approvals) {
            requireUnconcerned(approval);
            Member voter = voter(approval.approver())
                    .orElseThrow(() -> new AmendmentRejected(
                            Violation.NOT_A_MEMBER,
                            "an approval names entry " + approval.approver()
                                    + ", which has no vote here; ask the members' approvers"));
            if (!approval.isOf(subject, voter.approver())) {
                throw new AmendmentRejected(
                        Violation.BAD_SIGNATURE,
                        "the approval of " + voter.name() + " does not verify for "
                                + subject.digest().shortHex()
                                + ": it is forged, or was given for something else; ask its approver again");
            }
            yes.add(voter.approver());
        }
        if (yes.size() < needed) {
            throw new AmendmentRejected(
                    Violation.NOT_ENOUGH_APPROVALS,
                    "approvals must be of " + needed + " distinct approvers, but were of " + yes.size()
                            + "; ask the other approvers");
        }
    }

    /** No signature of whoever is concerned is ever checked, so what stands in its place could be anything. */
    private void requireUnconcerned(Approval approval) throws AmendmentRejected {
        if (concerned.filter(index -> index == approval.approver()).isPresent()) {
            throw new AmendmentRejected(
                    Violation.SELF_APPROVAL,
                    "an approval names entry " + approval.approver()
                            + ", which is concerned and has no say in its own matter; leave it out, and ask another"
                            + " member");
        }
    }

    private Optional<Member> voter(int index) {
        return voters.stream().filter(entry -> entry.index() == index).findFirst();
    }

    @Override
    public String toString() {
        return "Electorate[" + needed + " of " + voters.size() + "]";
    }
}
