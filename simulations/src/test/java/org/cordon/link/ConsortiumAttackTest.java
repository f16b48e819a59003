// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.link.ConsortiumPortTest.refused;
import static org.cordon.link.GovernedConsortium.RANDOM;
import static org.cordon.link.GovernedConsortium.SOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cordon.coordinator.member.ConsortiumStore;
import org.cordon.coordinator.member.ConsortiumStore.Change;
import org.cordon.coordinator.member.HistoryDesk;
import org.cordon.coordinator.store.MemoryConsortiumStore;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.enrol.InvitationToken;
import org.cordon.enrol.JoinBody;
import org.cordon.enrol.JoinRequest;
import org.cordon.enrol.Venue;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Question;
import org.cordon.governance.Standing;
import org.cordon.governance.Withdrawal;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Electorate;
import org.cordon.member.Entry;
import org.cordon.participant.client.Asker;
import org.cordon.participant.client.ConsortiumLink;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signed;
import org.cordon.suite.SigningKey;
import org.cordon.suite.Transcript;
import org.cordon.wire.ConsortiumCodec;
import org.cordon.wire.HistoryCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each attack on enrolment and decisions is refused with a named violation, and leaves nothing behind. */
class ConsortiumAttackTest {
    private final MemoryConsortiumStore store = new MemoryConsortiumStore();
    private final GovernedConsortium north = new GovernedConsortium(store);
    private ConsortiumLink link = north.link();

    @BeforeEach
    void found() throws Exception {
        north.founded();
        link = north.link();
    }

    @AfterEach
    void close() {
        north.close();
    }

    @Test
    void aForgedTokenIsRefused() {
        SigningKey impostor = SigningKey.generate(RANDOM);
        GovernedConsortium.Exchange gum = north.invite("gum");
        InvitationToken forged = InvitationToken.issue(
                north.venue(), "gum", north.clock.instant().plus(Duration.ofDays(1)), impostor, RANDOM);
        assertLeavesNothing(() -> link.join(gum.request(forged), SOON), Reason.TOKEN_FORGED);
    }

    @Test
    void anAlteredTokenIsRefused() {
        GovernedConsortium.Exchange gum = north.invite("gum");
        InvitationToken own = gum.token;
        InvitationToken other = north.token("hop");
        JoinBody body = gum.request(own).body();
        JoinRequest swapped = JoinRequest.sign(body, ConsortiumCodec.encode(body), gum.identity, gum.approver, other);
        assertLeavesNothing(() -> link.join(swapped, SOON), Reason.TOKEN_FORGED);
    }

    @Test
    void aReplayedTokenIsRefusedAndTheFirstRequestStays() throws Exception {
        GovernedConsortium.Exchange gum = north.invite("gum");
        JoinRequest first = gum.request();
        var waiting = link.join(first, SOON);
        GovernedConsortium.Exchange thief = north.new Exchange("gum", gum.token);
        assertLeavesNothing(() -> link.join(thief.request(), SOON), Reason.TOKEN_USED);
        assertThat(link.join(first, SOON)).isEqualTo(waiting);
        assertThat(link.requests(north.exchanges.get("ash").person(), SOON))
                .extracting(held -> held.request().digest())
                .containsExactly(first.digest());
    }

    @Test
    void anExpiredTokenIsRefused() {
        GovernedConsortium.Exchange gum = north.invite("gum");
        InvitationToken old = InvitationToken.issue(
                north.venue(), "gum", north.clock.instant().minusSeconds(2), north.operator, RANDOM);
        assertLeavesNothing(() -> link.join(gum.request(old), SOON), Reason.TOKEN_EXPIRED);
    }

    @Test
    void aTokenOfAnotherConsortiumIsRefused() {
        GovernedConsortium.Exchange gum = north.invite("gum");
        Venue venue = north.venue();
        Venue south = new Venue("south", Digest.ZERO, venue.host(), venue.port(), venue.authority());
        InvitationToken foreign = InvitationToken.issue(
                south, "gum", north.clock.instant().plus(Duration.ofDays(1)), north.operator, RANDOM);
        assertLeavesNothing(() -> link.join(gum.request(foreign), SOON), Reason.OTHER_CONSORTIUM);
    }

    @Test
    void aKeyThatItsSenderDoesNotHoldIsRefused() {
        GovernedConsortium.Exchange gum = north.invite("gum");
        JoinRequest sound = gum.request();
        JoinRequest claimed = new JoinRequest(
                sound.body(), sound.exact(), sound.byIdentity(), sound.byIdentity(), sound.byInvitation());
        assertLeavesNothing(() -> link.join(claimed, SOON), Reason.NO_POSSESSION);
    }

    @Test
    void aKeyOfAMemberIsRefused() {
        GovernedConsortium.Exchange ash = north.exchanges.get("ash");
        InvitationToken token = north.token("gum");
        assertLeavesNothing(() -> link.join(ash.request(token), SOON), Reason.KEY_REUSED);
    }

    @Test
    void selfApprovalIsRefused() throws Exception {
        Entry revoke = north.removal("fir", Amendment.Removal.Reason.REVOKED);
        Answer.OpenProposal open = propose(revoke, "ash");
        assertThat(north.approve(link, open, "ash", "birch", "cedar").code()).isEqualTo(Standing.Code.OPEN);
        assertLeavesNothing(() -> north.approve(link, open, "fir"), Reason.SELF_APPROVAL);
        assertThat(north.approve(link, open, "elm").code()).isEqualTo(Standing.Code.EFFECTIVE);
    }

    @Test
    void anApprovalOfAnotherDigestIsRefused() throws Exception {
        Answer.OpenProposal first = propose(north.removal("fir", Amendment.Removal.Reason.REVOKED), "ash");
        Answer.OpenProposal second = propose(north.removal("elm", Amendment.Removal.Reason.REVOKED), "ash");
        Electorate electorate = north.electorate(first);
        Endorsement moved = new Endorsement(
                second.kind(),
                second.subject(),
                electorate.subject().manifest(),
                List.of(north.approval(electorate, "birch")));
        assertLeavesNothing(() -> link.approve(moved, SOON), Reason.BAD_SIGNATURE);
        Endorsement nothing = new Endorsement(
                Approval.Kind.CHARTER,
                first.subject(),
                electorate.subject().manifest(),
                List.of(north.approval(electorate, "birch")));
        assertLeavesNothing(() -> link.approve(nothing, SOON), Reason.UNKNOWN);
    }

    @Test
    void anApprovalByARemovedMemberIsRefused() throws Exception {
        GovernedConsortium.Exchange gum = admitted("gum");
        Entry revoke = north.removal("fir", Amendment.Removal.Reason.REVOKED);
        Answer.OpenProposal open = propose(north.removal("elm", Amendment.Removal.Reason.REVOKED), "ash");
        Electorate before = north.electorate(open);
        Approval late = north.approval(before, "fir");
        assertThat(north.pass(link, revoke, "ash", "ash", "birch", "cedar", "elm", "gum")
                        .code())
                .isEqualTo(Standing.Code.EFFECTIVE);
        assertThat(gum.index()).isEqualTo(6);
        assertThat(link.proposals(gum.person(), SOON)).isEmpty();
        Answer.OpenProposal again = propose(north.removal("elm", Amendment.Removal.Reason.REVOKED), "ash");
        Endorsement old =
                new Endorsement(again.kind(), again.subject(), before.subject().manifest(), List.of(late));
        assertLeavesNothing(() -> link.approve(old, SOON), Reason.WRONG_DIGEST);
        Electorate now = north.electorate(again);
        Endorsement renamed = new Endorsement(
                again.kind(),
                again.subject(),
                now.subject().manifest(),
                List.of(Approval.sign(5, now.subject(), north.exchanges.get("fir").approver)));
        assertLeavesNothing(() -> link.approve(renamed, SOON), Reason.NOT_A_MEMBER);
    }

    @Test
    void aSybilAdmittedByTheCoordinatorAloneIsRefusedByEveryNode() throws Exception {
        Consortium known = north.consortium();
        GovernedConsortium.Exchange sybil = north.new Exchange("sybil", north.token("sybil"));
        Entry admission = north.admission(sybil.request());
        Electorate electorate = known.electorate(admission);
        List<Approval> forged = new ArrayList<>();
        for (int index = 1; index <= 4; index++) {
            forged.add(Approval.sign(index, electorate.subject(), north.operator));
        }
        for (Entry entry : List.of(admission, admission.approved(forged))) {
            List<Entry> history = new ArrayList<>(known.entries());
            history.add(entry);
            assertThatThrownBy(() -> Consortium.replay(history)).isInstanceOf(AmendmentRejected.class);
            MemoryConsortiumStore edited = new MemoryConsortiumStore();
            edited.commit(store.entries().stream().<Change>map(Change.Add::new).toList());
            edited.commit(List.of(new Change.Add(new ConsortiumStore.Entry(
                    ConsortiumStore.Kind.HISTORY,
                    new Transcript().u32(1).toBytes(),
                    HistoryCodec.encodeEntry(entry)))));
            assertThatThrownBy(() -> HistoryDesk.open(north.grounds(), edited)).isInstanceOf(AmendmentRejected.class);
        }
    }

    @Test
    void aStrangersQuestionIsRefused() {
        Asker stranger = new Asker(north.id(), SigningKey.generate(RANDOM));
        assertLeavesNothing(() -> link.requests(stranger, SOON), Reason.NOT_A_MEMBER);
        byte[] other = north.id().toByteArray();
        other[0] ^= 1;
        Asker elsewhere = new Asker(Digest.of(other), north.exchanges.get("ash").approver);
        assertLeavesNothing(() -> link.requests(elsewhere, SOON), Reason.OTHER_CONSORTIUM);
    }

    @Test
    void aReplayedQuestionIsRefused() throws Exception {
        SigningKey ash = north.exchanges.get("ash").approver;
        Question question =
                Question.of(north.id(), ash.verifyKey(), Question.Subject.REQUESTS, 0, north.clock.instant(), RANDOM);
        Bytes exact = ConsortiumCodec.encode(question);
        Signed<Question> signed = new Signed<>(question, exact, ash.sign(Question.TYPE, exact));
        assertThat(north.desk().ask(signed)).isEmpty();
        assertLeavesNothing(() -> north.desk().ask(signed), Reason.REPLAYED);
        Signed<Question> forged = new Signed<>(question, exact, north.operator.sign(Question.TYPE, exact));
        assertLeavesNothing(() -> north.desk().ask(forged), Reason.BAD_SIGNATURE);
    }

    @Test
    void aWithdrawalNotSignedByTheOperatorIsRefused() {
        Withdrawal forged = Withdrawal.sign(north.id(), Digest.ZERO, north.exchanges.get("ash").approver);
        assertLeavesNothing(() -> link.withdraw(forged, SOON), Reason.BAD_SIGNATURE);
        Withdrawal unknown = Withdrawal.sign(north.id(), Digest.ZERO, north.operator);
        assertLeavesNothing(() -> link.withdraw(unknown, SOON), Reason.UNKNOWN);
    }

    @Test
    void aFloodOfProposalsIsStopped() throws Exception {
        for (int number = 0; number < 8; number++) {
            var unused = propose(policy(number), "fir");
        }
        assertLeavesNothing(() -> propose(policy(8), "fir"), Reason.TOO_MANY);
        assertThat(propose(policy(9), "ash").subject()).isEqualTo(policy(9).digest());
    }

    @Test
    void anAmendmentOnAnotherHeadIsRefused() {
        Amendment statement = new Amendment.PolicyChange(Digest.ZERO, 5, 3);
        Entry fork = Entry.proposed(statement, HistoryCodec.encode(statement), List.of());
        assertLeavesNothing(() -> propose(fork, "ash"), Reason.FORK);
    }

    @Test
    void aProposalByANodeIsRefused() {
        Asker node = north.exchanges.get("ash").node();
        assertLeavesNothing(
                () -> link.proposeAmendment(node, HistoryCodec.encodeEntry(policy(2)), SOON), Reason.NOT_A_MEMBER);
    }

    private Entry policy(int number) {
        Amendment statement = new Amendment.PolicyChange(north.consortium().head(), 4 + number / 5, 1 + number % 5);
        return Entry.proposed(statement, HistoryCodec.encode(statement), List.of());
    }

    private Answer.OpenProposal propose(Entry entry, String proposer) throws ConsortiumRefused, InterruptedException {
        Asker person = north.exchanges.get(proposer).person();
        Standing unused = link.proposeAmendment(person, HistoryCodec.encodeEntry(entry), SOON);
        return link.proposals(person, SOON).stream()
                .filter(open -> open.subject().equals(entry.digest()))
                .findFirst()
                .orElseThrow();
    }

    private GovernedConsortium.Exchange admitted(String name) throws ConsortiumRefused, InterruptedException {
        GovernedConsortium.Exchange exchange = north.invite(name);
        JoinRequest request = exchange.request();
        var unused = link.join(request, SOON);
        assertThat(north.pass(link, north.admission(request), "ash", "ash", "birch", "cedar", "elm")
                        .code())
                .isEqualTo(Standing.Code.EFFECTIVE);
        return exchange;
    }

    private void assertLeavesNothing(org.assertj.core.api.ThrowableAssert.ThrowingCallable attack, Reason reason) {
        List<ConsortiumStore.Entry> before = store.entries();
        assertThatThrownBy(attack).satisfies(refused(reason));
        assertThat(store.entries()).isEqualTo(before);
    }
}
