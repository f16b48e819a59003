// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules by closed form, and what a few huge updates do to them. */
class DefenceTest {
    private static final int LENGTH = 7;

    private static Updates updates(List<double[]> list, int harmful) {
        double[] weights = new double[list.size()];
        Arrays.fill(weights, 1);
        return new Updates(0, list, weights, harmful, new double[list.get(0).length], new SplittableRandom(1));
    }

    private static List<double[]> honest(int count) {
        Random random = new Random(5);
        return IntStream.range(0, count)
                .mapToObj(i -> random.doubles(LENGTH, 0.9, 1.1).toArray())
                .toList();
    }

    static Stream<Defence> robust() {
        return Stream.of(
                new Median(),
                new TrimmedMean(),
                new Krum(1),
                new Krum(4),
                new GeometricMedian(100, 1e-6),
                new CentredClipping(3, 5, false));
    }

    /** Four of fifteen are at a million: the mean goes, the rules stay. */
    @ParameterizedTest
    @MethodSource("robust")
    void aFewHugeUpdatesMoveARuleLittle(Defence defence) {
        List<double[]> list = new ArrayList<>(honest(11));
        for (int i = 0; i < 4; i++) {
            double[] huge = new double[LENGTH];
            Arrays.fill(huge, 1e6);
            list.add(huge);
        }
        assertThat(new Mean().combine(updates(list, 4))[0]).isGreaterThan(1e5);
        assertThat(DoubleStream.of(defence.combine(updates(list, 4))).boxed())
                .allSatisfy(value -> assertThat(value).isBetween(-2.0, 3.0));
    }

    @ParameterizedTest
    @MethodSource("robust")
    void orderDoesNotMatter(Defence defence) {
        List<double[]> list = honest(9);
        List<double[]> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, new Random(3));
        double[] one = defence.combine(updates(list, 2));
        double[] other = defence.combine(updates(shuffled, 2));
        IntStream.range(0, LENGTH).forEach(k -> assertThat(one[k]).isCloseTo(other[k], within(1e-12)));
    }

    @ParameterizedTest
    @MethodSource("robust")
    void bucketsOfOneChangeNothing(Defence defence) {
        List<double[]> list = honest(9);
        assertThat(new Bucketing(1, defence).combine(updates(list, 2)))
                .containsExactly(defence.combine(updates(list, 2)));
    }

    /** With buckets of all there is one, the mean. */
    @Test
    void aBucketOfAllIsTheMean() {
        List<double[]> list = honest(6);
        double[] bucket = new Bucketing(6, new Median()).combine(updates(list, 0));
        double[] mean = new Mean().combine(updates(list, 0));
        IntStream.range(0, LENGTH).forEach(k -> assertThat(bucket[k]).isCloseTo(mean[k], within(1e-12)));
    }

    @Test
    void theMedianAndTheTrimmedMeanOfFive() {
        List<double[]> list = Stream.of(1.0, 2.0, 3.0, 10.0, -50.0)
                .map(value -> new double[] {value})
                .toList();
        assertThat(new Median().combine(updates(list, 1))).containsExactly(2);
        assertThat(new TrimmedMean().combine(updates(list, 1))).containsExactly(2);
        assertThat(new TrimmedMean().combine(updates(list, 0))[0]).isCloseTo(-34.0 / 5, within(1e-12));
    }

    /** Blanchard et al. 2017: of 5 with f = 1 the sum of distances to the 2 nearest decides. */
    @Test
    void krumTakesTheOneWithTheNearestNeighbours() {
        List<double[]> list = Stream.of(0.0, 1.0, 1.5, 4.0, 100.0)
                .map(value -> new double[] {value})
                .toList();
        assertThat(new Krum(1).combine(updates(list, 1))).containsExactly(1.0);
    }

    @Test
    void centredClippingMovesByTheClippedMean() {
        List<double[]> list = List.of(new double[] {10}, new double[] {0.5}, new double[] {-0.5}, new double[] {-10});
        assertThat(new CentredClipping(1, 1, false).combine(updates(list, 1))[0])
                .isCloseTo(0, within(1e-12));
        List<double[]> one = List.of(new double[] {10}, new double[] {0.5});
        assertThat(new CentredClipping(1, 1, false).combine(updates(one, 1))[0]).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void aNormBoundShrinksAsAWhole() {
        double[] bounded = new NormBound(1).bound(new double[] {3, 4}, new Bounding(0, new double[2]));
        assertThat(bounded).containsExactly(new double[] {0.6, 0.8}, within(1e-12));
        assertThat(new NormBound(10).bound(new double[] {3, 4}, new Bounding(0, new double[2])))
                .containsExactly(3, 4);
    }
}
