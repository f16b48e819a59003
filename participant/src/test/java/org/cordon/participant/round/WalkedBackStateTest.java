// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.junit.jupiter.api.Test;

/**
 * The attack: a coordinator withholds the newest publication, or repeats an old one, to make a member contribute once more to
 * a state whose sum it has applied; the difference of the two sums would be somebody's input.
 */
class WalkedBackStateTest {
    private static final Digest FIRST = Hashes.blob(new byte[] {0});
    private static final Digest SECOND = Hashes.blob(new byte[] {1});
    private static final Digest THIRD = Hashes.blob(new byte[] {2});

    @Test
    void noWayBackBehindAnAppliedSum() {
        SessionRecord record = SessionRecord.first(FIRST)
                .holding(SECOND)
                .summed(1, 1, true)
                .publishing(SECOND, 1, 1)
                .orElseThrow()
                .holding(THIRD)
                .summed(1, 2, false);

        assertThat(record.adopting()).isEmpty();
        assertThat(record.summed(1, 2, true).adopting()).isEmpty();
    }

    @Test
    void anOldPublicationNeverReplacesANewerOneNotEvenAfterARestart() {
        SessionRecord record =
                SessionRecord.first(FIRST).publishing(THIRD, 1, 2).orElseThrow();
        SessionRecord restarted = SessionRecord.decode(record.encode(Optional.empty()));

        assertThat(restarted.publishing(SECOND, 1, 1)).isEmpty();
        assertThat(restarted.publishing(SECOND, 1, 2)).isEmpty();
        assertThat(restarted.published()).isEqualTo(THIRD);
    }

    @Test
    void whoMissedRoundsTakesThePublishedState() {
        SessionRecord record =
                SessionRecord.first(FIRST).publishing(THIRD, 1, 2).orElseThrow();

        assertThat(record.adopting().map(SessionRecord::state)).contains(THIRD);
    }

    @Test
    void aSumWhoseCheckHasNotPassedYieldsToThePublication() {
        SessionRecord forged = SessionRecord.first(FIRST)
                .holding(SECOND)
                .summed(1, 1, false)
                .publishing(THIRD, 1, 1)
                .orElseThrow();

        assertThat(forged.adopting().map(SessionRecord::state)).contains(THIRD);
    }
}
