// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.coordinator.log.Logged;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.SigningKey;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.ProtoCodec;
import org.junit.jupiter.api.Test;

class EpochComplaintTest {
    private static final int EPOCH = 3;
    private static final Digest SESSION = Hashes.blob(new byte[] {1});

    private final List<SigningKey> keys = IntStream.range(0, 12)
            .mapToObj(i -> SigningKey.generate(Randomness.secure()))
            .toList();
    private final Roll roll = new Roll(SESSION, manifest(), SESSION);
    private final CoordinatorStore store = new MemoryCoordinatorStore();
    private final TaskDesk desk = new TaskDesk(
            SESSION,
            store,
            InstantSource.system(),
            new OperatorLog("test"),
            TaskListener.SILENT,
            Logged.records(SESSION));

    private Manifest manifest() {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            members.add(entry(i, "m" + i));
        }
        return new Manifest("test", members, entry(0, "c"));
    }

    private Member entry(int index, String name) {
        return new Member(
                index,
                name,
                keys.get(index).verifyKey(),
                Hashes.blob(new byte[] {(byte) index}),
                keys.get(6 + index).verifyKey());
    }

    private EpochIntake running() {
        return new EpochIntake(
                EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new EpochIntake.Complaints(EPOCH, List.of(1, 2, 3, 4), roll)));
    }

    private MemberMessage complaint(int member, int accused, SigningKey key) {
        return new MemberMessage.Complaint(new Speaker(key, new ProtoCodec())
                .say(new RoundBody.Complaint(
                        roll.epochScope(EPOCH, member), SESSION, accused, RoundBody.Complaint.Reason.KEY_AGREEMENT)));
    }

    private Verdict submit(int member, int accused) {
        return desk.submit(member, complaint(member, accused, keys.get(member)));
    }

    @Test
    void aMemberComplainsOnceAndNothingIsJournalled() {
        desk.change(phases -> phases.epoch(running()));
        assertThat(submit(2, 3)).isEqualTo(Verdict.ACCEPTED);
        assertThat(submit(2, 3)).isEqualTo(Verdict.DUPLICATE);
        assertThat(submit(2, 4)).isEqualTo(Verdict.CONFLICT);
        assertThat(desk.phases(OpenPhases::epochComplaints)).containsExactly(new RoundCoordinator.Pair(2, 3));
        assertThat(store.journal(SESSION)).isEmpty();
    }

    @Test
    void onlySignedComplaintsWithinTheRosterCount() {
        desk.change(phases -> phases.epoch(running()));
        assertThat(desk.submit(2, complaint(2, 3, keys.get(1)))).isEqualTo(Verdict.BAD_SIGNATURE);
        assertThat(submit(2, 2)).isEqualTo(Verdict.MALFORMED);
        assertThat(submit(2, 5)).isEqualTo(Verdict.MALFORMED);
        assertThat(submit(5, 2)).isEqualTo(Verdict.UNEXPECTED);
        assertThat(desk.phases(OpenPhases::epochComplaints)).isEmpty();
    }

    @Test
    void aComplaintAfterSetUpIsLate() {
        desk.change(phases -> phases.epoch(running().established()));
        assertThat(submit(2, 3)).isEqualTo(Verdict.LATE);
        desk.change(phases -> phases.epoch(running()));
        desk.change(OpenPhases::dropEpoch);
        assertThat(submit(2, 3)).isEqualTo(Verdict.LATE);
        assertThat(store.journal(SESSION)).isEmpty();
    }
}
