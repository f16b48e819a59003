// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cordon.sum.round.RoundCoordinator.Pair;
import org.junit.jupiter.api.Test;

class LeaveOutTest {
    private static List<Pair> pairs(int... members) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < members.length; i += 2) {
            pairs.add(new Pair(members[i], members[i + 1]));
        }
        return pairs;
    }

    @Test
    void whoSpoilsAnotherPeerInEachAttemptIsLeftOutInTheEnd() {
        int spoiler = 7;
        List<Pair> complained = pairs(1, spoiler);
        assertThat(Attempt.cover(complained, 1)).hasSize(1);
        complained = Attempt.union(complained, pairs(2, spoiler));
        assertThat(Attempt.cover(complained, 1)).containsExactly(spoiler);
    }

    @Test
    void anHonestMemberComesBackOnceTheSpoilerIsFound() {
        List<Pair> complained = pairs(1, 9, 2, 8);
        assertThat(Attempt.cover(complained, 3)).hasSize(2);
        complained = Attempt.union(complained, pairs(3, 9, 3, 8));
        complained = Attempt.union(complained, pairs(4, 9));
        assertThat(Attempt.cover(complained, 3)).containsExactlyInAnyOrder(8, 9);
    }

    @Test
    void theCoverIsAsSmallAsCanBe() {
        // By number of pairs alone the middle would go first, and then every outer member
        List<Pair> complained = pairs(1, 10, 2, 10, 3, 10, 1, 4, 2, 5, 3, 6);
        assertThat(Attempt.cover(complained, 3)).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void neverMoreThanAllowedAreLeftOut() {
        List<Pair> complained = pairs(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Attempt.cover(complained, 2)).hasSize(2);
        assertThat(Attempt.cover(complained, 0)).isEmpty();
        assertThat(Attempt.cover(List.of(), 2)).isEqualTo(Set.of());
    }

    @Test
    void aLargeGraphOfComplaintsIsCoveredToo() {
        List<Pair> complained = new ArrayList<>();
        for (int spoiler = 1; spoiler <= 30; spoiler++) {
            for (int peer = 101; peer <= 200; peer++) {
                complained.add(new Pair(peer, spoiler));
            }
        }
        Set<Integer> cover = Attempt.cover(complained, 84);
        assertThat(complained).allMatch(pair -> cover.contains(pair.one()) || cover.contains(pair.other()));
    }

    @Test
    void aPairCountsOnceWhoeverComplains() {
        assertThat(Attempt.union(pairs(1, 2), pairs(2, 1, 2, 3))).isEqualTo(pairs(1, 2, 2, 3));
    }
}
