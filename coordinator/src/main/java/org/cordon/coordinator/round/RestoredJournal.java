// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.coordinator.round.CoordinatorStore.Entry;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.wire.MessageCodec;

/**
 * What is left of a journal that came from a backup.
 *
 * <p><b>Guarantees.</b> The task goes on from the newest state that was published, in an epoch above every one that members
 * can know. Nothing that was open is taken up again: the coordinator may have decided otherwise since, and a decision is
 * made once.
 */
public final class RestoredJournal {
    private RestoredJournal() {}

    /** The entries, with epochs up to {@code epoch} marked as used. */
    public static List<Entry> of(List<Entry> journal, int epoch) {
        List<Entry> kept = new ArrayList<>();
        Optional<Entry> published = published(journal);
        published.ifPresent(entry -> kept.add(new Entry(
                Journal.STATE,
                0,
                0,
                0,
                Scope.COORDINATOR,
                Bytes.wrap(model(entry).toByteArray()))));
        int newest =
                Math.max(epoch, journal.stream().mapToInt(Entry::epoch).max().orElse(0));
        kept.add(new Entry(Journal.EPOCH_BEGUN, newest, 0, 0, Scope.COORDINATOR, Bytes.EMPTY));
        published.ifPresent(kept::add);
        return List.copyOf(kept);
    }

    /** The newest state that was published; empty as long as the task's first state is. */
    public static Optional<Digest> state(List<Entry> journal) {
        return published(journal).map(RestoredJournal::model);
    }

    private static Optional<Entry> published(List<Entry> journal) {
        return journal.stream()
                .filter(entry -> entry.kind().equals(Journal.PUBLISHED))
                .reduce((before, after) -> after);
    }

    private static Digest model(Entry published) {
        CoordinatorMessage.Published publication =
                (CoordinatorMessage.Published) MessageCodec.coordinatorMessage(published.content());
        return publication.receipts().get(0).body().model();
    }
}
