// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;

import org.cordon.sum.ring.RingVector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** y is not stored: what a member sends after a restart must be what it sent before, or nothing. */
class RestartedMemberTest {
    private TestFederation federation;
    private TestRound round;

    @BeforeEach
    void everyoneHasUploaded() {
        federation = TestFederation.of(5, 9001, 1 << 15, 0x72656d61736bL).establish();
        round = federation.open(1, 0);
        round.enter(federation.everyone()).ready(federation.everyone());
        assertThat(round.cohort()).isTrue();
        round.upload(federation.everyone());
    }

    private TestMember restarted() {
        TestMember member = federation.member(2);
        member.restart(federation.everyone());
        return member;
    }

    @Test
    void theVectorMadeAgainIsTheOneThatWasSent() {
        RingVector sent = federation.member(2).masked.orElseThrow().copy();
        TestMember member = restarted();

        RingVector again = member.contribution();

        assertThat(member.party().remask(member.state(MemberState.Uploaded.class), again))
                .isTrue();
        assertThat(again).isEqualTo(sent);
    }

    @Test
    void anotherInputUnderTheSameMasksIsNeverSent() {
        TestMember member = restarted();
        member.values[17]++;

        RingVector again = member.contribution();

        assertThat(member.party().remask(member.state(MemberState.Uploaded.class), again))
                .isFalse();
    }
}
