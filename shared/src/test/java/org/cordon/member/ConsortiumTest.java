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

/** What may and what may not become part of a history; each violation by its name. */
class ConsortiumTest {
    private final TestHistory history = new TestHistory(1, 5);

    @Test
    void aFoundingByEveryFounderIsAConsortium() {
        Consortium consortium = history.consortium;
        assertThat(consortium.head()).isEqualTo(consortium.id());
        assertThat(consortium.current().manifest().version()).isEqualTo(1);
        assertThat(consortium.quorum()).isEqualTo(4);
        assertThat(consortium.at(consortium.current().digest())).contains(consortium.current());
        assertThat(consortium.at(Digest.ZERO)).isEmpty();
        assertThat(consortium.nextIndex()).isEqualTo(6);
    }

    @Test
    void aFoundingThatOneFounderHasNotApprovedIsRefused() throws AmendmentRejected {
        Entry founding = history.consortium.entries().get(0);
        rejected(
                Violation.NOT_ENOUGH_APPROVALS,
                () -> Consortium.replay(
                        List.of(founding.approved(founding.approvals().subList(1, 5)))));
    }

    @Test
    void membersComeAndGoAndTheirIndexesAreForLife() throws AmendmentRejected {
        Digest first = history.consortium.current().digest();
        history.take(history.admission("sixth"));
        history.take(history.removal(2, Reason.REVOKED));
        history.take(history.removal(6, Reason.LEFT));
        history.take(history.admission("seventh"));
        assertThat(history.manifest().members()).extracting(Member::index).containsExactly(1, 3, 4, 5, 7);
        assertThat(history.manifest().version()).isEqualTo(5);
        assertThat(history.consortium.at(first).orElseThrow().manifest().members())
                .hasSize(5);
        assertThat(history.consortium.id()).isEqualTo(history.manifest().id());
    }

    @Test
    void aSybilThatTheCoordinatorAdmitsAloneIsRefused() {
        Entry sybil = history.propose(history.admission("sybil"));
        rejected(Violation.NOT_ENOUGH_APPROVALS, () -> history.consortium.with(sybil));
        Approval.Subject subject = subject(sybil);
        Approval operator = Approval.sign(
                0, subject, history.holder(history.manifest().coordinator().approver()));
        rejected(Violation.NOT_A_MEMBER, () -> history.consortium.with(sybil.approved(List.of(operator))));
        Approval node = Approval.sign(
                0, subject, history.holder(history.manifest().coordinator().identity()));
        rejected(Violation.NOT_A_MEMBER, () -> history.consortium.with(sybil.approved(List.of(node))));
    }

    @Test
    void aManifestWithASybilDoesNotComeOutOfAnyHistory() throws AmendmentRejected {
        List<Entry> entries = new ArrayList<>(history.consortium.entries());
        entries.add(history.propose(history.admission("sybil")));
        rejected(Violation.NOT_ENOUGH_APPROVALS, () -> Consortium.replay(entries));
    }

    @Test
    void aMemberLeavesByItsOwnApproverAlone() throws AmendmentRejected {
        Entry leaving = history.propose(history.removal(3, Reason.LEFT));
        Member third = history.manifest().find(3).orElseThrow();
        Member first = history.manifest().find(1).orElseThrow();
        rejected(
                Violation.NOT_A_MEMBER,
                () -> history.consortium.with(leaving.approved(List.of(own(1, leaving, first)))));
        assertThat(history.consortium
                        .with(leaving.approved(List.of(own(3, leaving, third))))
                        .current()
                        .manifest()
                        .find(3))
                .isEmpty();
    }

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
    void anAmendmentOnAnotherStatementThanTheNewestIsAFork() throws AmendmentRejected {
        Entry one = history.approved(history.admission("one"));
        Entry two = history.approved(history.admission("two"));
        Consortium first = history.consortium.with(one);
        rejected(Violation.FORK, () -> first.with(two));
        Consortium second = history.consortium.with(two);
        assertThat(second.continues(first)).isFalse();
        rejected(Violation.FORK, () -> second.requireContinues(first));
    }

    @Test
    void anEarlierStateIsARollback() throws AmendmentRejected {
        Consortium before = history.consortium;
        Consortium after = history.take(history.admission("sixth"));
        after.requireContinues(before);
        after.requireContinues(after);
        assertThat(before.continues(after)).isFalse();
        rejected(Violation.ROLLBACK, () -> before.requireContinues(after));
        rejected(Violation.FORK, () -> new TestHistory(2, 5).consortium.requireContinues(before));
    }

    @Test
    void rulesChangeByAQuorumUnderTheRulesBefore() throws AmendmentRejected {
        history.take(new Amendment.PolicyChange(history.consortium.head(), 4, 5));
        assertThat(history.consortium.quorum()).isEqualTo(5);
        Entry back = history.propose(new Amendment.PolicyChange(history.consortium.head(), 4, 1));
        Electorate electorate = history.consortium.electorate(back);
        rejected(
                Violation.NOT_ENOUGH_APPROVALS,
                () -> history.consortium.with(back.approved(history.first(4, electorate))));
        rejected(Violation.SIZE, () -> history.take(new Amendment.PolicyChange(history.consortium.head(), 4, 6)));
    }

    @Test
    void fewerThanTheRulesAskForIsAConsortiumThatWaits() throws AmendmentRejected {
        TestHistory strict = new TestHistory(3, 5, 5, 1);
        strict.take(strict.removal(1, Reason.LEFT));
        assertThat(strict.manifest().isLargeEnough()).isFalse();
        strict.take(strict.removal(2, Reason.REVOKED));
        rejected(Violation.SIZE, () -> strict.take(strict.removal(3, Reason.LEFT)));
        strict.take(strict.admission("new-a"));
        strict.take(strict.admission("new-b"));
        assertThat(strict.manifest().isLargeEnough()).isTrue();
    }

    @Test
    void aHistoryBeginsWithItsOnlyFounding() throws AmendmentRejected {
        rejected(Violation.NOT_A_FOUNDING, () -> Consortium.replay(List.of()));
        Entry admission = history.approved(history.admission("sixth"));
        rejected(Violation.NOT_A_FOUNDING, () -> Consortium.replay(List.of(admission)));
        rejected(
                Violation.NOT_A_FOUNDING,
                () -> history.consortium.with(history.consortium.entries().get(0)));
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
