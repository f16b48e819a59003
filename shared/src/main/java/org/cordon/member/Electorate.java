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
 * <p><b>Guarantees.</b> An approver counts once, whoever is concerned does not count, and the operator never does for a
 * decision of the members. {@link #requireEnough} lets no approval pass that does not verify.
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

    /** Refuses approvals of which one does not verify, or that are too few. */
    public void requireEnough(List<Approval> approvals) throws AmendmentRejected {
        Set<VerifyKey> yes = new HashSet<>();
        int own = 0;
        for (Approval approval : approvals) {
            if (concerned.filter(index -> index == approval.approver()).isPresent()) {
                own = 1;
                continue;
            }
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
            throw tooFew(yes.size(), own);
        }
    }

    private AmendmentRejected tooFew(int yes, int own) {
        String have = "approvals must be of " + needed + " distinct approvers, but were of " + yes;
        return own > 0 && yes + own >= needed
                ? new AmendmentRejected(
                        Violation.SELF_APPROVAL,
                        have + " beside that of entry " + concerned.orElseThrow()
                                + ", which is concerned and does not count; ask another member")
                : new AmendmentRejected(Violation.NOT_ENOUGH_APPROVALS, have + "; ask the other approvers");
    }

    private Optional<Member> voter(int index) {
        return voters.stream().filter(entry -> entry.index() == index).findFirst();
    }

    @Override
    public String toString() {
        return "Electorate[" + needed + " of " + voters.size() + "]";
    }
}
