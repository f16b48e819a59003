// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;

/**
 * What a journal has to keep so that {@link Replay} comes to the same place: the newest sum's attempt, as members still check
 * it, the newest publication, epochs that are in use, and the open attempt. Of attempts that ended without a sum only the
 * newest end stays.
 *
 * <p>So a journal holds two attempts at most, however long the task; and one more for each stop between a sum and its
 * compaction, until the next sum: {@link Replay} adds up from the journal's state, so no sum after that state may be missing.
 */
final class Compaction {
    private final List<CoordinatorStore.Entry> journal;
    private final int result;
    private final Set<Place> aborted;
    private final Set<Place> results;

    private record Place(int epoch, int round, int attempt) {
        static Place of(CoordinatorStore.Entry entry) {
            return new Place(entry.epoch(), entry.round(), entry.attempt());
        }
    }

    private Compaction(List<CoordinatorStore.Entry> journal, boolean newestResultOnly) {
        this.journal = journal;
        this.result = last(entry -> entry.kind().equals(Journal.RESULT)).orElse(-1);
        this.aborted = places(Journal.ABORTED);
        this.results = newestResultOnly && result >= 0 ? Set.of(Place.of(journal.get(result))) : places(Journal.RESULT);
    }

    private Set<Place> places(String kind) {
        return journal.stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(Place::of)
                .collect(Collectors.toSet());
    }

    /**
     * The entries to keep.
     *
     * @param before the state from which the newest sum's round started, where that sum is new; else the journal's own entry
     *     stays, with every sum since
     */
    static List<CoordinatorStore.Entry> of(List<CoordinatorStore.Entry> journal, Optional<Digest> before) {
        Compaction compaction = new Compaction(journal, before.isPresent());
        List<CoordinatorStore.Entry> kept = new ArrayList<>();
        before.ifPresent(state -> kept.add(new CoordinatorStore.Entry(
                Journal.STATE, 0, 0, 0, Scope.COORDINATOR, Bytes.wrap(state.toByteArray()))));
        for (int at = 0; at < journal.size(); at++) {
            boolean state = journal.get(at).kind().equals(Journal.STATE);
            if (state ? before.isEmpty() : compaction.keeps(at)) {
                kept.add(journal.get(at));
            }
        }
        return kept;
    }

    private boolean keeps(int at) {
        CoordinatorStore.Entry entry = journal.get(at);
        return switch (entry.kind()) {
            case Journal.EPOCH_BEGUN -> isLast(at, other -> other.kind().equals(Journal.EPOCH_BEGUN));
            case Journal.EPOCH ->
                isLast(at, other -> other.kind().equals(Journal.EPOCH))
                        || results.stream().anyMatch(place -> place.epoch() == entry.epoch());
            case Journal.ENDING -> true;
            case Journal.PUBLISHED -> isLast(at, other -> other.kind().equals(Journal.PUBLISHED));
            case Journal.ABORTED ->
                at > result
                        && isLast(
                                at,
                                other -> other.kind().equals(Journal.ABORTED)
                                        || other.kind().equals(Journal.EPOCH));
            default -> results.contains(Place.of(entry)) || (at > result && !aborted.contains(Place.of(entry)));
        };
    }

    private boolean isLast(int at, Predicate<CoordinatorStore.Entry> kind) {
        return last(kind).orElse(-1) == at;
    }

    private OptionalInt last(Predicate<CoordinatorStore.Entry> kind) {
        return IntStream.range(0, journal.size())
                .filter(at -> kind.test(journal.get(at)))
                .max();
    }
}
