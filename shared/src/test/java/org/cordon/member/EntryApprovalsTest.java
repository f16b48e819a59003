// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cordon.member.Amendment.Removal.Reason;
import org.cordon.member.AmendmentRejected.Violation;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;
import org.junit.jupiter.api.Test;

/** Which approvals make an entry part of a history; what is wrong with the others, by its name. */
class EntryApprovalsTest {
    private final TestHistory history = new TestHistory(1, 5);

    @Test
    void tooFewApprovalsAreRefusedAndOneApproverCountsOnce() throws AmendmentRejected {
        Entry entry = history.propose(history.admission("sixth"));
        Electorate electorate = history.consortium.electorate(entry);
        assertThat(electorate.needed()).isEqualTo(4);
        List<Approval> three = history.first(3, electorate);
        rejected(Violation.NOT_ENOUGH_APPROVALS, () -> history.consortium.with(entry.approved(three)));
        List<Approval> twice = new ArrayList<>(three);
        twice.add(three.get(0));
        assertThat(electorate.count(twice)).isEqualTo(3);
        rejected(Violation.NOT_ENOUGH_APPROVALS, () -> history.consortium.with(entry.approved(twice)));
        assertThat(history.consortium.with(entry.approved(history.first(4, electorate))))
                .isNotNull();
    }

    @Test
    void aForgedApprovalIsRefused() throws AmendmentRejected {
        Entry entry = history.propose(history.admission("sixth"));
        Electorate electorate = history.consortium.electorate(entry);
        List<Approval> approvals = new ArrayList<>(history.first(3, electorate));
        approvals.add(new Approval(4, Signature.of(new byte[Signature.BYTES])));
        rejected(Violation.BAD_SIGNATURE, () -> history.consortium.with(entry.approved(approvals)));
        Member fourth = history.manifest().find(4).orElseThrow();
        approvals.set(3, Approval.sign(4, electorate.subject(), history.holder(fourth.identity())));
        rejected(Violation.BAD_SIGNATURE, () -> history.consortium.with(entry.approved(approvals)));
    }

    @Test
    void anApprovalOfAnotherDigestKindManifestOrConsortiumIsRefused() throws AmendmentRejected {
        Entry wanted = history.propose(history.admission("sixth"));
        Entry other = history.propose(history.admission("someone-else"));
        List<Approval> ofOther = history.all(history.consortium.electorate(other));
        rejected(Violation.BAD_SIGNATURE, () -> history.consortium.with(wanted.approved(ofOther)));
        Digest id = history.consortium.id();
        Digest manifest = history.consortium.current().digest();
        for (Approval.Subject bent : List.of(
                new Approval.Subject(id, Approval.Kind.CHARTER, manifest, wanted.digest()),
                new Approval.Subject(id, Approval.Kind.AMENDMENT, Digest.ZERO, wanted.digest()),
                new Approval.Subject(Digest.ZERO, Approval.Kind.AMENDMENT, manifest, wanted.digest()))) {
            List<Approval> approvals = history.manifest().members().stream()
                    .map(member -> Approval.sign(member.index(), bent, history.holder(member.approver())))
                    .toList();
            rejected(Violation.BAD_SIGNATURE, () -> history.consortium.with(wanted.approved(approvals)));
        }
    }

    @Test
    void whoIsConcernedDoesNotCount() throws AmendmentRejected {
        Entry revocation = history.propose(history.removal(2, Reason.REVOKED));
        Electorate others = history.consortium.electorate(revocation);
        assertThat(others.needed()).isEqualTo(4);
        List<Approval> withSubject = new ArrayList<>(history.first(3, others));
        withSubject.add(own(2, revocation, history.manifest().find(2).orElseThrow()));
        rejected(Violation.SELF_APPROVAL, () -> history.consortium.with(revocation.approved(withSubject)));
        Entry admission = history.propose(history.admission("sixth"));
        Member sixth = ((Amendment.Admission) admission.amendment()).member();
        List<Approval> withNew = new ArrayList<>(history.first(3, history.consortium.electorate(admission)));
        withNew.add(own(6, admission, sixth));
        rejected(Violation.SELF_APPROVAL, () -> history.consortium.with(admission.approved(withNew)));
    }

    @Test
    void anEntryThatIsApprovedByEnoughIsRefusedIfWhoIsConcernedApprovedItToo() throws AmendmentRejected {
        Entry revocation = history.propose(history.removal(2, Reason.REVOKED));
        List<Approval> enough = history.all(history.consortium.electorate(revocation));
        assertThat(history.consortium.with(revocation.approved(enough))).isNotNull();
        List<Approval> genuine = new ArrayList<>(enough);
        genuine.add(own(2, revocation, history.manifest().find(2).orElseThrow()));
        rejected(Violation.SELF_APPROVAL, () -> history.consortium.with(revocation.approved(genuine)));
        List<Approval> anything = new ArrayList<>(enough);
        anything.add(0, new Approval(2, Signature.of(new byte[Signature.BYTES])));
        rejected(Violation.SELF_APPROVAL, () -> history.consortium.with(revocation.approved(anything)));
        Entry admission = history.propose(history.admission("sixth"));
        List<Approval> withNew = new ArrayList<>(history.all(history.consortium.electorate(admission)));
        withNew.add(new Approval(6, Signature.of(new byte[Signature.BYTES])));
        rejected(Violation.SELF_APPROVAL, () -> history.consortium.with(admission.approved(withNew)));
    }

    private Approval.Subject subject(Entry entry) {
        return new Approval.Subject(
                history.consortium.id(),
                Approval.Kind.AMENDMENT,
                history.consortium.current().digest(),
                entry.digest());
    }

    private Approval own(int index, Entry entry, Member member) {
        return Approval.sign(index, subject(entry), history.holder(member.approver()));
    }

    private static void rejected(Violation violation, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AmendmentRejected.class, e -> assertThat(e.violation()).isEqualTo(violation))
                .hasMessageContaining(";");
    }
}
