// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.coordinator.round.CoordinatorStore.Entry;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.sum.round.RoundCoordinator;
import org.junit.jupiter.api.Test;

class CompactionTest {
    private static final int MEMBERS = 5;
    private static final Digest BEFORE = Hashes.blob(new byte[] {1});

    private List<Entry> journal = new ArrayList<>();

    private void append(String kind, int epoch, int round, int attempt, int sender) {
        journal.add(new Entry(kind, epoch, round, attempt, sender, Bytes.EMPTY));
    }

    private void epoch(int number) {
        append(Journal.EPOCH_BEGUN, number, 0, 0, 0);
        append(Journal.EPOCH, number, 0, 0, 0);
    }

    private void untilSurvivors(int epoch, int round, int attempt) {
        append(Journal.OPEN, epoch, round, attempt, 0);
        for (int member = 1; member <= MEMBERS; member++) {
            append(Journal.SUBMISSION, epoch, round, attempt, member);
        }
        append(Journal.COHORT, epoch, round, attempt, 0);
        for (int member = 1; member <= MEMBERS; member++) {
            append(Journal.UPLOADED, epoch, round, attempt, member);
        }
    }

    private void compact(Optional<Digest> before) {
        journal = new ArrayList<>(Compaction.of(journal, before));
    }

    private List<String> kinds() {
        return journal.stream()
                .map(Entry::kind)
                .filter(kind -> !kind.equals(Journal.SUBMISSION) && !kind.equals(Journal.UPLOADED))
                .toList();
    }

    @Test
    void aLongTasksJournalStaysBounded() {
        int longest = 0;
        for (int round = 0; round < 500; round++) {
            int epoch = 1 + round / 100;
            int number = 1 + round % 100;
            if (number == 1) {
                epoch(epoch);
                compact(Optional.empty());
            }
            untilSurvivors(epoch, number, 0);
            append(Journal.ABORTED, epoch, number, 0, 0);
            compact(Optional.empty());
            untilSurvivors(epoch, number, 1);
            append(Journal.SURVIVORS, epoch, number, 1, 0);
            append(Journal.RESULT, epoch, number, 1, 0);
            longest = Math.max(longest, journal.size());
            compact(Optional.of(BEFORE));
            append(Journal.PUBLISHED, epoch, number, 1, 0);
        }
        assertThat(longest).isLessThan(60);
        assertThat(kinds())
                .containsExactly(
                        Journal.STATE,
                        Journal.EPOCH_BEGUN,
                        Journal.EPOCH,
                        Journal.PUBLISHED,
                        Journal.OPEN,
                        Journal.COHORT,
                        Journal.SURVIVORS,
                        Journal.RESULT,
                        Journal.PUBLISHED);
    }

    @Test
    void theOpenAttemptStaysWhole() {
        epoch(1);
        untilSurvivors(1, 1, 0);
        append(Journal.ABORTED, 1, 1, 0, 0);
        untilSurvivors(1, 1, 1);
        compact(Optional.empty());
        assertThat(kinds())
                .containsExactly(Journal.EPOCH_BEGUN, Journal.EPOCH, Journal.ABORTED, Journal.OPEN, Journal.COHORT);
        assertThat(journal).hasSize(5 + 2 * MEMBERS);
    }

    @Test
    void theEpochOfTheNewestSumStaysBesideTheNewestEpoch() {
        epoch(1);
        untilSurvivors(1, 1, 0);
        append(Journal.RESULT, 1, 1, 0, 0);
        epoch(2);
        append(Journal.EPOCH_BEGUN, 3, 0, 0, 0);
        epoch(4);
        compact(Optional.of(BEFORE));
        assertThat(journal.stream().filter(e -> e.kind().equals(Journal.EPOCH)).map(Entry::epoch))
                .containsExactly(1, 4);
        assertThat(journal.stream()
                        .filter(e -> e.kind().equals(Journal.EPOCH_BEGUN))
                        .map(Entry::epoch))
                .containsExactly(4);
    }

    /** As after a stop between a sum and its compaction: the journal's state is the one before the earlier sum. */
    @Test
    void noSumSinceTheJournalsStateIsForgotten() {
        epoch(1);
        untilSurvivors(1, 1, 0);
        append(Journal.RESULT, 1, 1, 0, 0);
        compact(Optional.of(BEFORE));
        epoch(2);
        untilSurvivors(2, 1, 0);
        append(Journal.RESULT, 2, 1, 0, 0);
        untilSurvivors(2, 2, 0);
        append(Journal.ABORTED, 2, 2, 0, 0);
        compact(Optional.empty());
        assertThat(kinds())
                .containsExactly(
                        Journal.STATE,
                        Journal.EPOCH,
                        Journal.OPEN,
                        Journal.COHORT,
                        Journal.RESULT,
                        Journal.EPOCH_BEGUN,
                        Journal.EPOCH,
                        Journal.OPEN,
                        Journal.COHORT,
                        Journal.RESULT,
                        Journal.ABORTED);
        compact(Optional.of(Hashes.blob(new byte[] {2})));
        assertThat(kinds()).filteredOn(Journal.RESULT::equals).hasSize(1);
    }

    @Test
    void theEndOfAnAttemptNamesThePairsComplainedOf() {
        Journal.End end =
                new Journal.End(false, List.of(new RoundCoordinator.Pair(7, 2), new RoundCoordinator.Pair(255, 254)));
        assertThat(Journal.end(Journal.end(end))).isEqualTo(end);
        Journal.End dead = new Journal.End(true, List.of());
        assertThat(Journal.end(Journal.end(dead))).isEqualTo(dead);
    }
}
