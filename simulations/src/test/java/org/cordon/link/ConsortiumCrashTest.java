// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.link.ConsortiumPortTest.refused;
import static org.cordon.link.GovernedConsortium.SOON;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.JoinRequest;
import org.cordon.governance.Answer;
import org.cordon.governance.Standing;
import org.cordon.governance.Withdrawal;
import org.cordon.participant.client.Asker;
import org.cordon.participant.client.ConsortiumLink;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The coordinator ends after every step and starts again over its files: what it acknowledged is still there. */
class ConsortiumCrashTest {
    private static final Bytes STATE = Bytes.wrap(new byte[3_000_000]);

    @TempDir
    private Path directory;

    private SqliteCoordinatorStore whole;
    private GovernedConsortium north;

    @BeforeEach
    void open() {
        whole = SqliteCoordinatorStore.open(directory.resolve("data"));
        north = new GovernedConsortium(whole.consortium());
    }

    @AfterEach
    void close() {
        north.close();
        whole.close();
    }

    private void crash() {
        whole.close();
        whole = SqliteCoordinatorStore.open(directory.resolve("data"));
        north.restart(whole.consortium());
    }

    @Test
    void theFoundingGoesOnAfterEveryStep() throws Exception {
        ConsortiumLink link = north.link();
        for (String name : GovernedConsortium.FOUNDERS) {
            JoinRequest request = north.invite(name).request();
            JoinReply reply = link.join(request, SOON);
            crash();
            assertThat(link.join(request, SOON)).isEqualTo(reply);
        }
        Answer.OpenProposal founding =
                link.proposals(north.exchanges.get("fir").person(), SOON).get(0);
        for (int i = 0; i < 5; i++) {
            Standing standing = north.approve(link, founding, GovernedConsortium.FOUNDERS.get(i));
            assertThat(standing.approvals()).isEqualTo(i + 1);
            crash();
        }
        assertThat(north.consortium().id()).isEqualTo(founding.subject());
        assertThat(north.heard.amended).hasSize(1);
    }

    @Test
    void aTaskThatWasApprovedIsStartedOnce() throws Exception {
        north.founded();
        ConsortiumLink link = north.link();
        Answer.OpenProposal open = north.submit(link, 1, STATE);
        crash();
        assertThat(north.approve(link, open, "ash", "birch", "cedar"))
                .isEqualTo(new Standing(Standing.Code.OPEN, 3, 4));
        crash();
        north.heard.failing = true;
        assertThat(north.approve(link, open, "elm").code()).isEqualTo(Standing.Code.EFFECTIVE);
        assertThat(north.heard.approved).isEmpty();
        north.heard.failing = false;
        crash();
        assertThat(north.heard.approved).hasSize(1);
        assertThat(north.heard.approved.get(0).session()).isEqualTo(open.subject());
        assertThat(north.heard.states).containsExactly(STATE);
        crash();
        assertThat(north.heard.approved).hasSize(1);
        assertThat(whole.consortium().state(Hashes.blob(STATE))).isEmpty();
        assertThat(link.tasks(north.exchanges.get("ash").person(), SOON))
                .extracting(Answer.TaskStanding::charter)
                .containsExactly(open.content());
    }

    @Test
    void aVersionNeverGoesBackAndAWithdrawalStays() throws Exception {
        north.founded();
        ConsortiumLink link = north.link();
        Bytes other = Bytes.wrap(filled(9));
        Answer.OpenProposal second = north.submit(link, 2, STATE);
        Answer.OpenProposal rival = north.submit(link, 2, other);
        assertThat(north.approve(link, second, "ash", "birch", "cedar", "fir").code())
                .isEqualTo(Standing.Code.EFFECTIVE);
        crash();
        assertThatThrownBy(() -> north.submit(link, 1, STATE)).satisfies(refused(Reason.DOWNGRADE));
        assertThatThrownBy(() -> north.approve(link, rival, "ash", "birch", "cedar", "fir"))
                .satisfies(refused(Reason.DOWNGRADE));
        Answer.OpenProposal third = north.submit(link, 3, STATE);
        assertThat(link.withdraw(Withdrawal.sign(north.id(), third.subject(), north.operator), SOON)
                        .code())
                .isEqualTo(Standing.Code.EFFECTIVE);
        assertThatThrownBy(() -> north.approve(link, third, "ash")).satisfies(refused(Reason.UNKNOWN));
        assertThat(link.withdraw(Withdrawal.sign(north.id(), second.subject(), north.operator), SOON)
                        .code())
                .isEqualTo(Standing.Code.EFFECTIVE);
        crash();
        assertThat(north.heard.withdrawn).containsOnly(second.subject());
        assertThat(link.tasks(new Asker(north.id(), north.operator), SOON))
                .extracting(Answer.TaskStanding::phase)
                .isEqualTo(List.of(Answer.Phase.WITHDRAWN));
    }

    @Test
    void aQuorumWithdrawsATaskWithoutTheOperator() throws Exception {
        north.founded();
        ConsortiumLink link = north.link();
        Answer.OpenProposal open = north.submit(link, 1, STATE);
        assertThat(north.approve(link, open, "ash", "birch", "cedar", "fir").code())
                .isEqualTo(Standing.Code.EFFECTIVE);
        Answer.OpenProposal end = new Answer.OpenProposal(
                org.cordon.member.Approval.Kind.WITHDRAWAL,
                open.subject(),
                Bytes.EMPTY,
                java.util.Optional.empty(),
                open.at(),
                open.tally());
        assertThat(north.approve(link, end, "ash", "birch", "cedar").code()).isEqualTo(Standing.Code.OPEN);
        crash();
        assertThat(link.proposals(north.exchanges.get("elm").person(), SOON))
                .extracting(Answer.OpenProposal::kind)
                .containsExactly(org.cordon.member.Approval.Kind.WITHDRAWAL);
        assertThat(north.approve(link, end, "elm").code()).isEqualTo(Standing.Code.EFFECTIVE);
        assertThat(north.heard.withdrawn).containsExactly(open.subject());
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[100];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
