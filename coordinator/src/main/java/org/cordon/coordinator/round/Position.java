// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.List;
import java.util.Set;
import org.cordon.sum.round.RoundCoordinator;

/**
 * The attempt that is next in an epoch.
 *
 * @param complained all pairs complained of in the round so far; whom the attempt leaves out follows from them
 */
record Position(int round, int attempt, List<RoundCoordinator.Pair> complained) {
    static final Position FIRST = new Position(1, 0, List.of());

    Position {
        complained = List.copyOf(complained);
    }

    Position nextRound() {
        return new Position(round + 1, 0, List.of());
    }

    /** Pairs add up over the attempts of a round: who spoils another peer each time is found in the end. */
    Position nextAttempt(List<RoundCoordinator.Pair> pairs) {
        return new Position(round, attempt + 1, Attempt.union(complained, pairs));
    }

    Set<Integer> leftOut(Standing epoch) {
        return Attempt.cover(complained, epoch.maxFaulty());
    }
}
