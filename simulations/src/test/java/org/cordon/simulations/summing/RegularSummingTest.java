// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.sum.ring.Ring;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.sharing.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegularSummingTest {
    private final List<String> refusals = new ArrayList<>();

    /** Who said what of whose share. */
    private record Said(int holder, int owner, int index) {}

    private static List<Integer> cohort(int exchanges) {
        return IntStream.range(0, exchanges).map(i -> 3 * i + 1).boxed().toList();
    }

    /** The sum over those that are left, in an order and with words that the seed gives. */
    private static Optional<long[]> sum(Summing summing, List<Integer> cohort, List<Integer> left, long maxAbs) {
        Summing.Round round = summing.open(3, cohort, 50, maxAbs);
        List<Integer> order = new ArrayList<>(left);
        Collections.shuffle(order, new Random(left.size()));
        order.parallelStream().forEach(exchange -> round.add(exchange, words(exchange, maxAbs)));
        return round.sum();
    }

    private static long[] words(int exchange, long maxAbs) {
        return new Random(exchange).longs(50, -maxAbs, maxAbs + 1).toArray();
    }

    private static List<Integer> without(List<Integer> cohort, int dropped) {
        List<Integer> left = new ArrayList<>(cohort);
        Collections.shuffle(left, new Random(dropped));
        return left.subList(dropped, left.size());
    }

    /** k = 4, t = 3, whatever the number of exchanges. */
    private RegularSumming small(RegularSumming.Disclosure disclosure) {
        return small(1, disclosure);
    }

    private RegularSumming small(long seed, RegularSumming.Disclosure disclosure) {
        return new RegularSumming(
                seed,
                exchanges -> new Degree(4, 3),
                new RegularSumming.Surroundings(new Workers(2), refusals::add, disclosure));
    }

    /** 102 neighbours, 72 of them needed; with 30 dropped out, everybody has 72 left. */
    @ParameterizedTest
    @CsvSource({"300, 0, 8388608", "300, 30, 1", "600, 30, 1099511627776"})
    void theSumIsThatOfPlainAddition(int exchanges, int dropped, long maxAbs) {
        List<Integer> cohort = cohort(exchanges);
        List<Integer> left = without(cohort, dropped);
        Optional<long[]> masked = sum(new RegularSumming(1, 2, refusals::add), cohort, left, maxAbs);
        assertThat(refusals).isEmpty();
        assertThat(masked.orElseThrow())
                .containsExactly(sum(new PlainSumming(), cohort, left, maxAbs).orElseThrow());
    }

    @Test
    void tooFewNeighboursOpenNothingAndItIsSaid() {
        List<Integer> cohort = cohort(256);
        assertThat(sum(new RegularSumming(1, 2, refusals::add), cohort, without(cohort, 160), 1))
                .isEmpty();
        assertThat(refusals)
                .singleElement()
                .asString()
                .matches(
                        "the sum was not opened: exchange \\d+ has \\d+ of its 102 neighbours left, but 72 are needed to "
                                + "open what it shared");
    }

    /** Of seven in a circle any two that drop out share a neighbour, which then has two of the three it needs. */
    @Test
    void everySetOfSurvivorsOpensRightOrNotAtAll() {
        List<Integer> cohort = cohort(7);
        for (int set = 0; set < 1 << 7; set++) {
            int members = set;
            List<Integer> left = IntStream.range(0, 7)
                    .filter(i -> (members >> i & 1) == 1)
                    .mapToObj(cohort::get)
                    .toList();
            Optional<long[]> sum = sum(small(RegularSumming.Disclosure.HONEST), cohort, left, 100);
            assertThat(sum.isPresent()).as("%s", left).isEqualTo(left.size() >= 6);
            if (sum.isPresent()) {
                assertThat(sum.orElseThrow())
                        .containsExactly(
                                sum(new PlainSumming(), cohort, left, 100).orElseThrow());
            }
        }
        assertThat(refusals).hasSize(128 - 8);
    }

    /** Where the two that drop out share a neighbour, nothing opens: that is a matter of the graph. */
    @Test
    void whetherASumOpensFollowsFromTheSeed() {
        List<Integer> cohort = cohort(30);
        List<Integer> left = without(cohort, 2);
        List<Boolean> opened = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            boolean first = sum(small(seed, RegularSumming.Disclosure.HONEST), cohort, left, 1)
                    .isPresent();
            assertThat(sum(small(seed, RegularSumming.Disclosure.HONEST), cohort, left, 1)
                            .isPresent())
                    .isEqualTo(first);
            opened.add(first);
        }
        assertThat(opened).contains(true, false);
    }

    /** So no exchange's seed and key can both be put together. */
    @Test
    void ofOneExchangeAHolderGivesOneShareOnceAndOnlyWhileItIsLeft() {
        Queue<Said> said = new ConcurrentLinkedQueue<>();
        List<Integer> cohort = cohort(40);
        RegularSumming summing = small((holder, owner, held) -> {
            said.add(new Said(holder, owner, held.index()));
            return RegularSumming.Disclosure.HONEST.say(holder, owner, held);
        });
        List<Integer> left = new ArrayList<>(cohort);
        left.remove(17);
        assertThat(sum(summing, cohort, left, 1)).isPresent();
        assertThat(said.stream().map(one -> List.of(one.holder(), one.owner())))
                .doesNotHaveDuplicates()
                .hasSize(40 * 3);
        assertThat(said).noneMatch(one -> one.holder() == 17).anyMatch(one -> one.owner() == 17);
    }

    @ParameterizedTest
    @CsvSource({"5, self mask", "17, key"})
    void oneWrongShareIsNoticedAndNothingIsOpened(int owner, String of) {
        List<Integer> cohort = cohort(40);
        List<Integer> left = new ArrayList<>(cohort);
        left.remove(17);
        AtomicBoolean done = new AtomicBoolean();
        RegularSumming summing = small((holder, whose, held) -> whose == owner && done.compareAndSet(false, true)
                ? new Share(held.index(), flipped(held.value()))
                : RegularSumming.Disclosure.HONEST.say(holder, whose, held));
        assertThat(sum(summing, cohort, left, 1)).isEmpty();
        assertThat(refusals)
                .containsExactly("the sum was not opened: the shares of exchange " + cohort.get(owner) + "'s " + of
                        + " do not give what it published");
    }

    /** A word of 64 bits is 0 by chance once in 2^64. */
    @Test
    void everyWordOfEveryUploadIsMaskedAndNoTwoMasksAreAlike() {
        RingVector first = masks(0);
        RingVector second = masks(1);
        assertThat(first.toSigned()).doesNotContain(0).doesNotHaveDuplicates().doesNotContain(second.toSigned());
        assertThat(second.toSigned()).doesNotContain(0).doesNotHaveDuplicates();
    }

    private static RingVector masks(int member) {
        RingVector zeros = RingVector.zeros(new Ring(64), 100);
        try (RegularCohort cohort =
                        new RegularCohort(Digest.ZERO, 7, new Degree(4, 3), Randomness.secure(), new Workers(1));
                MaskKeys keys = cohort.upload(member)) {
            keys.apply(zeros);
        }
        return zeros;
    }

    private static Secret flipped(Secret value) {
        byte[] bytes = value.copyBytes();
        bytes[31] ^= 1;
        return Secret.of(bytes);
    }

    @Test
    void moreExchangesThanProductionTakesGetTheRegularSum() {
        Summing.Round chosen = new SecureSumming(1, 2, refusals::add).open(0, cohort(256), 50, 1);
        Summing.Round regular = new RegularSumming(1, 2, refusals::add).open(0, cohort(256), 50, 1);
        assertThat(chosen.traffic()).isEqualTo(regular.traffic());
        assertThat(chosen).hasSameClassAs(regular);
    }
}
