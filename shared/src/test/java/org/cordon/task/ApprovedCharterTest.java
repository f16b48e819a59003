// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.CharterRejected.Violation;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;
import org.junit.jupiter.api.Test;

/** Who makes a charter one of the consortium's; each violation by its name. */
class ApprovedCharterTest {
    private static final List<String> EXCHANGES = List.of("alpha", "beta", "gamma", "delta", "epsilon");

    private final Random random = new Random(5);
    private final ConsortiumDraft draft =
            ConsortiumDraft.create(ConsortiumPlan.of("test", EXCHANGES), random::nextBytes, InstantSource.system());
    private final Consortium consortium = HistoryCodec.found(draft);
    private final OfferedCharter approved = CharterCodec.approve(builder().build(), consortium, draft);

    private CharterBuilder builder() {
        return TestCharters.builder().consortium(consortium.id());
    }

    @Test
    void aQuorumsCharterIsAccepted() throws CharterRejected {
        ApprovedCharter charter = ApprovedCharter.verify(with(approvals(4)), consortium);
        assertThat(charter.session()).isEqualTo(approved.session());
        assertThat(charter.charter()).isEqualTo(approved.charter());
        assertThat(charter.manifest()).isEqualTo(consortium.current());
    }

    @Test
    void tooFewAreRefusedAndOneApproverCountsOnce() {
        rejected(Violation.NOT_ENOUGH_APPROVALS, with(approvals(3)));
        rejected(Violation.NOT_ENOUGH_APPROVALS, with(List.of()));
        List<Approval> twice = new ArrayList<>(approvals(3));
        twice.add(approvals(1).get(0));
        rejected(Violation.NOT_ENOUGH_APPROVALS, with(twice));
    }

    @Test
    void theOperatorsSignatureIsNoApproval() {
        List<Approval> approvals = new ArrayList<>(approvals(3));
        approvals.add(Approval.sign(0, approved.subject(), draft.operator()));
        rejected(Violation.NOT_A_MEMBER, with(approvals));
        approvals.set(3, Approval.sign(4, approved.subject(), draft.operator()));
        rejected(Violation.BAD_SIGNATURE, with(approvals));
    }

    @Test
    void aCharterSwappedAfterApprovalIsRefused() {
        Charter other = builder().columns(List.of("amount", "age", "passport")).build();
        rejected(
                Violation.BAD_SIGNATURE,
                new OfferedCharter(other, CharterCodec.encode(other), approved.approvals()));
        byte[] bent = approved.exact().toByteArray();
        bent[bent.length - 1] ^= 1;
        rejected(
                Violation.BAD_SIGNATURE,
                new OfferedCharter(approved.charter(), Bytes.of(bent), approved.approvals()));
    }

    @Test
    void anApprovalToEndATaskDoesNotApproveIt() {
        rejected(
                Violation.BAD_SIGNATURE,
                with(draft.approve(consortium.electorate(Approval.Kind.WITHDRAWAL, approved.session()))));
    }

    @Test
    void anotherConsortiumsCharterIsRefused() {
        Charter foreign = TestCharters.builder().consortium(Digest.ZERO).build();
        rejected(Violation.WRONG_CONSORTIUM, CharterCodec.approve(foreign, consortium, draft));
    }

    @Test
    void approvalsUnderAManifestThatIsNotInTheHistoryAreRefused() {
        rejected(
                Violation.UNKNOWN_MANIFEST,
                approved.approved(
                        new Approvals(Digest.ZERO, approved.approvals().approvals())));
    }

    @Test
    void aCharterThatCannotBeKeptIsRefused() {
        rejected(
                Violation.UNFIT,
                CharterCodec.approve(builder().minSurvivors(3).build(), consortium, draft));
        rejected(
                Violation.UNFIT,
                CharterCodec.approve(builder().minHonest(4).build(), consortium, draft));
    }

    private List<Approval> approvals(int count) {
        return approved.approvals().approvals().subList(0, count);
    }

    private OfferedCharter with(List<Approval> approvals) {
        return approved.approved(new Approvals(consortium.current().digest(), approvals));
    }

    private void rejected(Violation violation, OfferedCharter offered) {
        assertThatThrownBy(() -> ApprovedCharter.verify(offered, consortium))
                .isInstanceOfSatisfying(
                        CharterRejected.class, e -> assertThat(e.violation()).isEqualTo(violation));
    }
}
