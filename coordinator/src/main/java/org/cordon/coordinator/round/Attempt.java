// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
    final Signed<RoundBody.Open> open;
    final RoundConfiguration configuration;
    final RoundCoordinator core;
    final RoundCoordinator.ReadyPhase ready;
    final Uploads uploads;
    Optional<RoundCoordinator.UploadPhase> uploading = Optional.empty();
    Optional<RoundCoordinator.SurvivorsPhase> survivors = Optional.empty();
    Optional<RevealPhase> reveal = Optional.empty();

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

    /** At most {@code most} members that cover all pairs, greedily by how many pairs name them; all pairs count the same. */
    static Set<Integer> cover(List<RoundCoordinator.Pair> pairs, int most) {
        // Spec: docs/protocol.md#cohort.leave-out
        Set<Integer> cover = new TreeSet<>();
        List<RoundCoordinator.Pair> open = pairs;
        while (!open.isEmpty() && cover.size() < most) {
            List<RoundCoordinator.Pair> left = open;
            int worst = left.stream()
                    .flatMap(p -> Stream.of(p.one(), p.other()))
                    .max(Comparator.comparingLong(m -> count(left, m)))
                    .orElseThrow();
            cover.add(worst);
            open = open.stream()
                    .filter(p -> p.one() != worst && p.other() != worst)
                    .toList();
        }
        return cover;
    }

    private static long count(List<RoundCoordinator.Pair> pairs, int member) {
        return pairs.stream().filter(p -> p.one() == member || p.other() == member).count();
    }

    /** The attempt ended without a sum. */
    static final class Aborted extends Exception {
        private static final long serialVersionUID = 1L;

        private final Step step;
        private final CoordinatorMessage.Aborted.Reason reason;

        Aborted(
                Step step,
                CoordinatorMessage.Aborted.Reason reason,
                String detail) {
            super(detail);
            this.step = step;
            this.reason = reason;
        }

        Step step() {
            return step;
        }

        CoordinatorMessage.Aborted.Reason reason() {
            return reason;
        }
    }
}
