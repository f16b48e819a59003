// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every way to add up. */
class SummingTest {
    private static final List<Integer> COHORT = List.of(2, 3, 5, 7, 11, 13);
    private static final long MOST = 1L << 23;

    static Stream<Summing> all() {
        return Stream.of(
                new PlainSumming(),
                new ProtocolSumming(),
                new SecureSumming(1, 1, refusal -> {}),
                new RegularSumming(
                        1,
                        exchanges -> new Degree(4, 3),
                        new RegularSumming.Surroundings(
                                new Workers(2), refusal -> {}, RegularSumming.Disclosure.HONEST)));
    }

    private static long[] words(int exchange) {
        return new Random(exchange).longs(100, -MOST, MOST + 1).toArray();
    }

    private static long[] expected(List<Integer> of) {
        long[] sum = new long[100];
        of.forEach(exchange -> {
            long[] words = words(exchange);
            IntStream.range(0, sum.length).forEach(k -> sum[k] += words[k]);
        });
        return sum;
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSumIsExactInAnyOrderFromManyThreadsRoundAfterRound(Summing summing) {
        for (int number = 0; number < 3; number++) {
            List<Integer> order = new ArrayList<>(COHORT);
            Collections.shuffle(order, new Random(number));
            Summing.Round round = summing.open(number, COHORT, 100, MOST);
            order.parallelStream().forEach(exchange -> round.add(exchange, words(exchange)));
            assertThat(round.sum().orElseThrow()).containsExactly(expected(COHORT));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whoAddsNothingHasDroppedOut(Summing summing) {
        Summing.Round round = summing.open(0, COHORT, 100, MOST);
        List<Integer> left = List.of(2, 3, 5, 7, 13);
        left.forEach(exchange -> round.add(exchange, words(exchange)));
        assertThat(round.sum().orElseThrow()).containsExactly(expected(left));
    }

    @ParameterizedTest
    @MethodSource("all")
    void extremesFitAndWhatIsBeyondIsRefused(Summing summing) {
        Summing.Round round = summing.open(0, COHORT, 1, MOST);
        assertThatThrownBy(() -> round.add(2, new long[] {MOST + 1})).hasMessageContaining("at most");
        assertThatThrownBy(() -> round.add(2, new long[] {1, 2})).hasMessageContaining("number of words must be 1");
        COHORT.forEach(exchange -> round.add(exchange, new long[] {-MOST}));
        assertThat(round.sum().orElseThrow()).containsExactly(-MOST * COHORT.size());
    }

    @ParameterizedTest
    @MethodSource("all")
    void nobodyAddsTwiceOrUnasked(Summing summing) {
        Summing.Round round = summing.open(0, COHORT, 100, MOST);
        round.add(2, words(2));
        assertThatThrownBy(() -> round.add(2, words(2))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> round.add(4, words(4))).isInstanceOf(IllegalStateException.class);
        Optional<long[]> first = round.sum();
        assertThat(first.isPresent()).isEqualTo(summing instanceof PlainSumming);
        assertThatThrownBy(round::sum).isInstanceOf(IllegalStateException.class);
    }

    /** A manifest has 3 members at least. */
    @Test
    void aCohortBelowThatOfAManifestHasNoSum() {
        for (Summing summing : List.of(new ProtocolSumming(), new SecureSumming(1, 1, refusal -> {}))) {
            for (List<Integer> cohort : List.of(List.<Integer>of(), List.of(4), List.of(4, 5))) {
                Summing.Round round = summing.open(0, cohort, 100, MOST);
                cohort.forEach(exchange -> round.add(exchange, words(exchange)));
                assertThat(round.sum()).isEmpty();
            }
        }
    }

    /** t of 6 is 5. */
    @Test
    void theProtocolOpensNothingWithFewerThanTheThreshold() {
        Summing.Round round = new ProtocolSumming().open(0, COHORT, 100, MOST);
        List.of(2, 3, 5, 7).forEach(exchange -> round.add(exchange, words(exchange)));
        assertThat(round.sum()).isEmpty();
    }
}
