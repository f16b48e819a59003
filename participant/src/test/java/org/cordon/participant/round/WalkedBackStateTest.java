// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.sum.round.RoundGuard;
import org.junit.jupiter.api.Test;

/**
 * The attack: a coordinator withholds the newest publication, or repeats an old one, to make a member contribute once more to
 * a state whose sum it has applied; the difference of the two sums would be somebody's input.
 */
class WalkedBackStateTest {
    private static final Digest FIRST = Hashes.blob(new byte[] {0});
    private static final Digest SECOND = Hashes.blob(new byte[] {1});
    private static final Digest THIRD = Hashes.blob(new byte[] {2});

    private static final Progress.Place FIRST_ROUND = new Progress.Place(1, 1);
    private static final Progress.Place SECOND_ROUND = new Progress.Place(1, 2);

    @Test
    void noWayBackBehindAnAppliedSum() {
        Progress progress = Progress.first(FIRST)
                .summed(FIRST_ROUND, SECOND)
                .checkedNow()
                .publishing(SECOND, FIRST_ROUND)
                .orElseThrow()
                .summed(SECOND_ROUND, THIRD);

        assertThat(progress.adopting()).isEmpty();
        assertThat(progress.checkedNow().adopting()).isEmpty();
    }

    @Test
    void anOldPublicationNeverReplacesANewerOneNotEvenAfterARestart() {
        Progress progress = Progress.first(FIRST).publishing(THIRD, SECOND_ROUND).orElseThrow();
        SessionRecord record = SessionRecord.first(FIRST).with(progress);
        Progress restarted =
                SessionRecord.decode(record.encode(Optional.empty())).progress();

        assertThat(restarted.publishing(SECOND, FIRST_ROUND)).isEmpty();
        assertThat(restarted.publishing(SECOND, SECOND_ROUND)).isEmpty();
        assertThat(restarted.published()).isEqualTo(THIRD);
    }

    @Test
    void whoMissedRoundsTakesThePublishedState() {
        Progress progress = Progress.first(FIRST).publishing(THIRD, SECOND_ROUND).orElseThrow();

        assertThat(progress.adopting().map(Progress::state)).contains(THIRD);
    }

    @Test
    void aSumWhoseCheckHasNotPassedYieldsToThePublication() {
        Progress forged = Progress.first(FIRST)
                .summed(FIRST_ROUND, SECOND)
                .publishing(THIRD, FIRST_ROUND)
                .orElseThrow();

        assertThat(forged.adopting().map(Progress::state)).contains(THIRD);
    }

    @Test
    void theManifestOfTheNewestAdvertAndTheRoundsEndorsedOutliveARestart() {
        SessionRecord record = SessionRecord.first(FIRST)
                .advertising(new RoundGuard(7, 0, 0, 0), new SessionRecord.Under(SECOND, 3));
        SessionRecord endorsed = record.with(record.progress().endorsing());

        assertThat(SessionRecord.decode(endorsed.encode(Optional.empty()))).isEqualTo(endorsed);
    }
}
