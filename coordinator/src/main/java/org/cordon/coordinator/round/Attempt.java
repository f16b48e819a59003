// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordon.log.Hash;
import org.cordon.record.LogRecord;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.Step;

/** One attempt of a round as the driver takes it through its steps; after a restart it is filled from the journal. */
final class Attempt {
    private static final int SEARCHED = 10;

    final Signed<RoundBody.Open> open;
    final RoundConfiguration configuration;
    final RoundCoordinator core;
    final RoundCoordinator.ReadyPhase ready;
    final Uploads uploads;
    Optional<RoundCoordinator.UploadPhase> uploading = Optional.empty();
    Optional<RoundCoordinator.SurvivorsPhase> survivors = Optional.empty();
    Optional<RevealPhase> reveal = Optional.empty();
    Optional<Hash> inputs = Optional.empty();

    Attempt(
            Signed<RoundBody.Open> open,
            RoundConfiguration configuration,
            RoundCoordinator core,
            Set<Integer> leftOut,
            CoordinatorStore store) {
        this.open = open;
        this.configuration = configuration;
        this.core = core;
        this.ready = core.open(open, leftOut);
        this.uploads = new Uploads(store, open.body().scope(), configuration);
    }

    Scope scope() {
        return open.body().scope();
    }

    /** U1; empty before the cohort is fixed. */
    List<Integer> cohort() {
        return uploading.map(RoundCoordinator.UploadPhase::members).orElse(List.of());
    }

    /** Pairs of both lists in their order, each pair of members once, whichever of them complained. */
    static List<RoundCoordinator.Pair> union(List<RoundCoordinator.Pair> earlier, List<RoundCoordinator.Pair> later) {
        Map<Set<Integer>, RoundCoordinator.Pair> pairs = new LinkedHashMap<>();
        Stream.concat(earlier.stream(), later.stream())
                .forEach(pair -> pairs.putIfAbsent(new TreeSet<>(List.of(pair.one(), pair.other())), pair));
        return List.copyOf(pairs.values());
    }

    /**
     * At most {@code most} members that cover all pairs: as few as possible; if that many do not cover them, or the search
     * would take too long, those that pairs name most. All pairs count the same.
     */
    static Set<Integer> cover(List<RoundCoordinator.Pair> pairs, int most) {
        // Spec: docs/protocol.md#cohort.leave-out
        return IntStream.rangeClosed(0, Math.min(most, SEARCHED))
                .mapToObj(size -> exact(pairs, size))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> greedy(pairs, most));
    }

    /** A cover of {@code size} members: one of the first pair is in it. */
    private static Optional<Set<Integer>> exact(List<RoundCoordinator.Pair> pairs, int size) {
        if (pairs.isEmpty()) {
            return Optional.of(Set.of());
        }
        if (size == 0) {
            return Optional.empty();
        }
        return Stream.of(pairs.get(0).one(), pairs.get(0).other())
                .map(member -> exact(without(pairs, member), size - 1).map(rest -> {
                    Set<Integer> cover = new TreeSet<>(rest);
                    cover.add(member);
                    return cover;
                }))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Set<Integer> greedy(List<RoundCoordinator.Pair> pairs, int most) {
        Set<Integer> cover = new TreeSet<>();
        List<RoundCoordinator.Pair> open = pairs;
        while (!open.isEmpty() && cover.size() < most) {
            List<RoundCoordinator.Pair> left = open;
            int worst = left.stream()
                    .flatMap(p -> Stream.of(p.one(), p.other()))
                    .max(Comparator.comparingLong(m -> count(left, m)))
                    .orElseThrow();
            cover.add(worst);
            open = without(open, worst);
        }
        return cover;
    }

    private static List<RoundCoordinator.Pair> without(List<RoundCoordinator.Pair> pairs, int member) {
        return pairs.stream()
                .filter(p -> p.one() != member && p.other() != member)
                .toList();
    }

    private static long count(List<RoundCoordinator.Pair> pairs, int member) {
        return pairs.stream()
                .filter(p -> p.one() == member || p.other() == member)
                .count();
    }

    /** The attempt ended without a sum. */
    static final class Aborted extends Exception {
        private static final long serialVersionUID = 1L;

        private final Step step;
        private final CoordinatorMessage.Aborted.Reason reason;
        private final transient List<RoundCoordinator.Pair> pairs;

        Aborted(Step step, CoordinatorMessage.Aborted.Reason reason, String detail) {
            this(step, reason, detail, List.of());
        }

        /** Members complain of each other. */
        Aborted(Step step, String detail, List<RoundCoordinator.Pair> pairs) {
            this(step, CoordinatorMessage.Aborted.Reason.COMPLAINTS, detail, pairs);
        }

        /** What the log says of an attempt, whose end was not in the journal before a restart. */
        static Aborted again(LogRecord.RoundAborted ended, List<RoundCoordinator.Pair> pairs) {
            boolean complained = ended.reason() == CoordinatorMessage.Aborted.Reason.COMPLAINTS;
            return new Aborted(
                    ended.step(), ended.reason(), "it was aborted before the restart", complained ? pairs : List.of());
        }

        private Aborted(
                Step step, CoordinatorMessage.Aborted.Reason reason, String detail, List<RoundCoordinator.Pair> pairs) {
            super(detail);
            this.step = step;
            this.reason = reason;
            this.pairs = List.copyOf(pairs);
        }

        /** The pairs complained of. */
        List<RoundCoordinator.Pair> pairs() {
            return pairs;
        }

        Step step() {
            return step;
        }

        CoordinatorMessage.Aborted.Reason reason() {
            return reason;
        }
    }
}
