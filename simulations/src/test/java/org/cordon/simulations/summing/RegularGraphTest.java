// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cordon.suite.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegularGraphTest {
    private static RegularGraph graph(int members, int neighbours, int seed) {
        byte[] bytes = new byte[Digest.BYTES];
        bytes[0] = (byte) seed;
        return RegularGraph.of(members, neighbours, Digest.of(bytes));
    }

    @ParameterizedTest
    @CsvSource({"5, 4", "6, 4", "103, 102", "300, 102"})
    void everyoneHasKNeighboursThatHaveItToo(int members, int k) {
        RegularGraph graph = graph(members, k, 1);
        for (int member = 0; member < members; member++) {
            int self = member;
            assertThat(Arrays.stream(graph.neighbours(member)).boxed())
                    .hasSize(k)
                    .doesNotHaveDuplicates()
                    .doesNotContain(member)
                    .allSatisfy(other -> assertThat(graph.neighbours(other)).contains(self));
        }
    }

    @Test
    void theLotFixesTheGraph() {
        assertThat(graph(300, 102, 1).neighbours(7))
                .containsExactly(graph(300, 102, 1).neighbours(7));
        assertThat(graph(300, 102, 2).neighbours(7))
                .isNotEqualTo(graph(300, 102, 1).neighbours(7));
    }

    /** With half of the others as neighbours, the same neighbour comes in half of the graphs; beyond 6 sigma with chance 2e-9. */
    @Test
    void noPairIsPreferred() {
        long together = IntStream.range(0, 200)
                .filter(seed ->
                        Arrays.stream(graph(101, 50, seed).neighbours(0)).anyMatch(other -> other == 1))
                .count();
        assertThat(together).isBetween(100L - 43, 100L + 43);
    }

    @Test
    void aCircleThatIsTooSmallIsRefused() {
        assertThatThrownBy(() -> graph(102, 102, 1))
                .hasMessage("neighbours must be even and fewer than 102, but were 102");
    }
}
