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
import org.cordon.wire.HistoryCodec;
import org.junit.jupiter.api.Test;

/** Which keys, names and indexes a history takes, and who may replace them. */
class ConsortiumKeysTest {
    private final TestHistory history = new TestHistory(1, 5);

    @Test
    void aNodeRotatesByItsOwnApproverAndTheCoordinatorByTheOperator() throws AmendmentRejected {
        Member before = history.manifest().find(2).orElseThrow();
        history.take(history.rotation(2));
        Member after = history.manifest().find(2).orElseThrow();
        assertThat(after.identity()).isNotEqualTo(before.identity());
        assertThat(after.approver()).isEqualTo(before.approver());
        history.take(history.rotation(0));
        Entry stolen = history.propose(history.rotation(4));
        Approval byOther = own(2, stolen, after);
        rejected(Violation.NOT_A_MEMBER, () -> history.consortium.with(stolen.approved(List.of(byOther))));
    }

    @Test
    void aStolenOldApproverKeyIsWorthNothingOnceItIsReplaced() throws AmendmentRejected {
        Member before = history.manifest().find(1).orElseThrow();
        history.take(history.replacement(1));
        Entry entry = history.propose(history.admission("sixth"));
        List<Approval> approvals = new ArrayList<>(history.all(history.consortium.electorate(entry)));
        approvals.set(0, own(1, entry, before));
        rejected(Violation.BAD_SIGNATURE, () -> history.consortium.with(entry.approved(approvals)));
    }

    @Test
    void keysAreNeverUsedTwice() throws AmendmentRejected {
        Member old = history.manifest().find(2).orElseThrow();
        history.take(history.rotation(2));
        rejected(
                Violation.KEY_REUSED,
                () -> history.take(
                        new Amendment.Rotation(history.consortium.head(), 2, old.identity(), old.certificateKey())));
        history.take(history.removal(3, Reason.LEFT));
        Member gone = history.consortium
                .at(Consortium.replay(history.consortium.entries().subList(0, 1))
                        .current()
                        .digest())
                .orElseThrow()
                .manifest()
                .find(3)
                .orElseThrow();
        Member again = new Member(6, "m3", gone.identity(), gone.certificateKey(), gone.approver());
        rejected(Violation.KEY_REUSED, () -> history.take(new Amendment.Admission(history.consortium.head(), again)));
        Member asNode = history.entry(6, "sixth");
        Member approverAsNode = new Member(6, "sixth", gone.approver(), asNode.certificateKey(), asNode.approver());
        rejected(
                Violation.KEY_REUSED,
                () -> history.take(new Amendment.Admission(history.consortium.head(), approverAsNode)));
    }

    @Test
    void indexesAndNamesAreNotGivenTwice() throws AmendmentRejected {
        history.take(history.removal(5, Reason.LEFT));
        rejected(
                Violation.INDEX_REUSED,
                () -> history.take(new Amendment.Admission(history.consortium.head(), history.entry(5, "new"))));
        rejected(
                Violation.INDEX_REUSED,
                () -> history.take(new Amendment.Admission(history.consortium.head(), history.entry(7, "new"))));
        rejected(Violation.NAME_TAKEN, () -> history.take(history.admission("m1")));
        rejected(Violation.NAME_TAKEN, () -> history.take(history.admission("coordinator")));
    }

    @Test
    void aKeyThatDidNotSignForItsEntryIsRefused() throws AmendmentRejected {
        Amendment.Admission admission = history.admission("sixth");
        Entry bare = Entry.proposed(admission, HistoryCodec.encode(admission), List.of());
        rejected(Violation.NO_POSSESSION, () -> history.consortium.electorate(bare));
        Entry whole = history.propose(admission);
        Entry half =
                Entry.proposed(admission, whole.exact(), whole.possessions().subList(0, 1));
        rejected(Violation.NO_POSSESSION, () -> history.consortium.electorate(half));
        Entry elsewhere =
                Entry.proposed(admission, whole.exact(), history.possessions(Digest.ZERO, admission.member()));
        rejected(Violation.NO_POSSESSION, () -> history.consortium.electorate(elsewhere));
        Amendment.Rotation rotation = history.rotation(2);
        Entry unproved = Entry.proposed(rotation, HistoryCodec.encode(rotation), List.of());
        rejected(Violation.NO_POSSESSION, () -> history.consortium.electorate(unproved));
    }

    @Test
    void nobodyElseIsRemovedOrRotated() {
        rejected(Violation.NOT_A_MEMBER, () -> history.take(history.removal(9, Reason.REVOKED)));
        rejected(
                Violation.NOT_A_MEMBER,
                () -> history.consortium.electorate(
                        Entry.proposed(history.rotation(9), HistoryCodec.encode(history.rotation(9)), List.of())));
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
