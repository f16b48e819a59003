// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.privacy.IntegerClip;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.RandomWords;
import org.cordon.suite.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrivateGradientTest {
    private static final Map<NetworkSpec, List<LaneShape>> SHAPES = new HashMap<>();
    private static final long UNITS = IntegerClip.DEFAULT_UNITS;
    /** Leaves a unit out once in 2^53 draws. */
    private static final PoissonSampling ALL = PoissonSampling.ofRate(Math.nextDown(1.0));
    /** How far a unit's integers may be from its clipped gradient, in parts of the clip norm. */
    private static final double UNIT_ERROR = 0.02;

    static Stream<NetworkSpec> networks() {
        return Stream.of(Activation.values())
                .flatMap(hidden -> Stream.of(
                        NetworkSpec.mlpClassifier(hidden, 166, 128, 64, 1),
                        NetworkSpec.mlpClassifier(hidden, 5, 3, 1),
                        NetworkSpec.mlpClassifier(hidden, 7, 1),
                        NetworkSpec.softmaxClassifier(hidden, 30, 20, 10),
                        NetworkSpec.softmaxClassifier(hidden, 5, 2),
                        NetworkSpec.autoencoder(hidden, 64, 32, 16, 32, 64),
                        NetworkSpec.autoencoder(hidden, 4, 2, 4)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void recordsEqualBatchesOfOne(NetworkSpec spec) {
        Table rows = Minibatches.random(spec, 300, 1);
        ParameterVector parameters = Dl4jReference.initial(spec, 2);
        for (double clipNorm : new double[] {0.1, 1, 100}) {
            assertClose(spec, rows, parameters, PrivacyUnits.records(300), singles(300), clipNorm);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void customersEqualMeansOverBatchesOfOne(NetworkSpec spec) {
        Table rows = Minibatches.random(spec, 300, 1);
        ParameterVector parameters = Dl4jReference.initial(spec, 2);
        int[] customers =
                IntStream.range(0, 300).map(row -> (row * 7) % 300 / 5 % 41).toArray();
        int[][] members = IntStream.range(0, 41)
                .mapToObj(customer -> IntStream.range(0, 300)
                        .filter(row -> customers[row] == customer)
                        .toArray())
                .toArray(int[][]::new);
        for (double clipNorm : new double[] {0.1, 1, 100}) {
            assertClose(spec, rows, parameters, PrivacyUnits.customers(customers, 16), members, clipNorm);
        }
    }

    private static void assertClose(
            NetworkSpec spec,
            Table rows,
            ParameterVector parameters,
            PrivacyUnits units,
            int[][] members,
            double clipNorm) {
        long[] sum = sum(spec, rows, parameters, units, clipNorm);
        double[] expected = new double[sum.length];
        double steps = 0; // the sizes of all rows' gradients, in steps of the finest integers
        for (int[] unit : members) {
            double[] mean = new double[sum.length];
            for (int row : unit) {
                float[] gradient = gradient(spec, rows, parameters, row);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += (double) gradient[i] / unit.length;
                }
                steps += Math.min(1, norm(gradient) / unit.length / clipNorm) * (1 << 18);
            }
            double factor = UNITS / Math.max(clipNorm, norm(mean));
            for (int i = 0; i < mean.length; i++) {
                expected[i] += factor * mean[i];
            }
        }
        double[] difference = new double[sum.length];
        for (int i = 0; i < sum.length; i++) {
            difference[i] = sum[i] - expected[i];
        }
        // Up to 1 % of every unit is the aim below the clip norm. The rest is rounding of factors a and d of n and m
        // values,
        // each off by 1/12 in the square on average: |a|^2 m / 12 + |d|^2 n / 12, where |a|^2 is up to 4 |a| |d|.
        double widest = spec.widths().stream().mapToInt(width -> width).max().orElseThrow();
        double rounding = Math.sqrt(steps * spec.layers() * 5 * widest / 12) * (UNITS >> 18);
        double allowed = 0.01 * norm(expected) + rounding;
        System.out.printf(
                "%s %s clip %s: difference %.4f of the sum, allowed %.4f%n",
                spec.kind(), spec.widths(), clipNorm, norm(difference) / norm(expected), allowed / norm(expected));
        assertThat(norm(difference)).isLessThan(allowed);
    }

    @Test
    void oneRecordEqualsAStepOfDl4j() {
        for (NetworkSpec spec : List.of(
                NetworkSpec.mlpClassifier(Activation.RELU, 20, 10, 1),
                NetworkSpec.softmaxClassifier(Activation.TANH, 12, 8, 3))) {
            ParameterVector start = Dl4jReference.initial(spec, 4);
            for (int seed = 0; seed < 10; seed++) {
                Table row = Minibatches.random(spec, 1, seed);
                Dl4jReference theirs = new Dl4jReference(spec, start, LocalOptimiser.SGD, 1);
                theirs.fitting(1, row.copyValues(), row.copyLabels().orElseThrow())
                        .run();
                double[] gradient = new double[start.length()];
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] = (double) start.get(i) - theirs.parameters().get(i);
                }
                long[] ours = sum(spec, row, start, PrivacyUnits.records(1), norm(gradient) / 2);
                for (int i = 0; i < gradient.length; i++) {
                    assertThat((double) ours[i])
                            .isCloseTo(gradient[i] / norm(gradient) * UNITS, offset(UNIT_ERROR * UNITS));
                }
            }
        }
    }

    /** Whatever else is in the sample: so removing a unit moves the sum by that unit's integers, and by nothing else. */
    @ParameterizedTest
    @MethodSource("networks")
    void aUnitAddsTheSameIntegersInAnyCompany(NetworkSpec spec) {
        ParameterVector parameters = Dl4jReference.initial(spec, 2);
        Table rows = Minibatches.random(spec, 347, 3);
        PrivacyUnits records = PrivacyUnits.records(347);
        long[] all = sum(spec, rows, parameters, records, 0.5);
        long[] singles = new long[all.length];
        for (int row = 0; row < 347; row++) {
            Table one = rows.select(new int[] {row});
            long[] single = sum(spec, one, parameters, PrivacyUnits.records(1), 0.5);
            assertWithinSensitivity(single);
            add(singles, single);
        }
        assertThat(all).isEqualTo(singles);
        int[] shuffled = IntStream.range(0, 347).map(i -> (i * 100 + 5) % 347).toArray();
        assertThat(sum(spec, rows.select(shuffled), parameters, records, 0.5)).isEqualTo(all);
    }

    @Test
    void removingAUnitMovesTheSumByNoMoreThanTheSensitivity() {
        int cases = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            NetworkSpec spec = networks().skip(random.nextInt(14)).findFirst().orElseThrow();
            int count = 1 + random.nextInt(60);
            Table rows = adversarial(spec, count, random);
            ParameterVector parameters = hostile(Dl4jReference.initial(spec, seed), random);
            int[] customers = random.ints(count, 0, Math.max(1, count / 4)).toArray();
            double clipNorm = Math.pow(10, random.nextInt(7) - 3);
            boolean single = random.nextBoolean();
            int removed = customers[random.nextInt(count)];
            int[] kept = IntStream.range(0, count)
                    .filter(row -> single ? row != removed % count : customers[row] != removed)
                    .toArray();
            if (kept.length == 0) {
                continue;
            }
            // At this bound no customer's rows are drawn from, so both sums have the same.
            PrivacyUnits units = single ? PrivacyUnits.records(count) : PrivacyUnits.customers(customers, 64);
            PrivacyUnits left = single
                    ? PrivacyUnits.records(kept.length)
                    : PrivacyUnits.customers(
                            Arrays.stream(kept).map(row -> customers[row]).toArray(), 64);
            long[] with = sum(spec, rows, parameters, units, clipNorm);
            long[] without = sum(spec, rows.select(kept), parameters, left, clipNorm);
            for (int i = 0; i < with.length; i++) {
                with[i] -= without[i];
            }
            assertWithinSensitivity(with);
            cases++;
        }
        assertThat(cases).isGreaterThan(100);
    }

    /** Values of all sizes, some of which overflow on the way; some rows cancel each other. */
    private static Table adversarial(NetworkSpec spec, int count, Random random) {
        Table table = Minibatches.random(spec, count, random.nextLong());
        float[] values = table.copyValues();
        for (int row = 0; row < count; row++) {
            int kind = random.nextInt(8);
            for (int k = 0; k < spec.features(); k++) {
                int i = row * spec.features() + k;
                values[i] = switch (kind) {
                    case 0 -> values[i] * 1e30f;
                    case 1 -> Float.MAX_VALUE * (1 - random.nextInt(3));
                    case 2 -> Float.MIN_VALUE * random.nextInt(100);
                    case 3 -> 0f;
                    case 4 -> k == 0 ? 0x1p50f : values[i];
                    case 5 -> row == 0 ? values[i] : -values[i - spec.features()];
                    case 6 -> Math.scalb(values[i], random.nextInt(60) - 30);
                    default -> values[i];
                };
            }
        }
        return table.withValues(table.featureNames(), values);
    }

    private static ParameterVector hostile(ParameterVector parameters, Random random) {
        float factor = (float) Math.pow(10, random.nextInt(4) * 6 - 6);
        float[] values = parameters.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return ParameterVector.of(values);
    }

    @Test
    void aRecordThatOverflowsAddsZerosAndLeavesTheOthersAlone() {
        NetworkSpec spec = NetworkSpec.autoencoder(Activation.RELU, 4, 3, 4);
        ParameterVector parameters = hostile(Dl4jReference.initial(spec, 2), new Random(3));
        Table rows = Minibatches.random(spec, 20, 1);
        float[] values = rows.copyValues();
        Arrays.fill(values, 8, 12, Float.MAX_VALUE);
        Table poisoned = rows.withValues(rows.featureNames(), values);
        int[] others = IntStream.range(0, 20).filter(row -> row != 2).toArray();
        long[] sum = sum(spec, poisoned, parameters, PrivacyUnits.records(20), 1);
        assertThat(sum).isEqualTo(sum(spec, rows.select(others), parameters, PrivacyUnits.records(19), 1));
        assertThat(sum(spec, poisoned.select(new int[] {2}), parameters, PrivacyUnits.records(1), 1))
                .containsOnly(0);
        // A customer with such a row adds zeros as a whole.
        assertThat(sum(spec, poisoned, parameters, PrivacyUnits.customers(new int[20], 20), 1))
                .containsOnly(0);
    }

    /** What a machine does whose library has no equal columns: one unit at a time. */
    @Test
    void oneUnitAtATimeGivesNearlyTheSame() {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.TANH, 30, 20, 1);
        Table rows = Minibatches.random(spec, 60, 1);
        ParameterVector parameters = Dl4jReference.initial(spec, 2);
        PrivacyUnits customers = PrivacyUnits.customers(
                IntStream.range(0, 60).map(row -> row / 3).toArray(), 3);
        IntegerClip clip = new IntegerClip(0.5, UNITS);
        long[] together = sum(new PrivateGradient(spec, rows, customers, clip), parameters, ALL);
        long[] alone = sum(new PrivateGradient(spec, rows, customers, clip, List.of()), parameters, ALL);
        for (int i = 0; i < alone.length; i++) {
            assertThat((double) alone[i]).isCloseTo((double) together[i], offset(20 * UNITS / 1e3));
        }
    }

    @Test
    void unequalColumnsAreNoticed() {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 166, 128, 64, 1);
        List<LaneShape> shapes = LaneShape.of(spec);
        System.out.println("columns that are equal on this machine: " + shapes);
        assertThat(shapes).allMatch(shape -> shape.first() == shapes.get(0).first());
        if (!shapes.isEmpty() && shapes.get(0).first() > 0) {
            assertThat(LaneShape.agree(spec, List.of(new LaneShape(256, 0, 256))))
                    .isFalse();
        }
    }

    @Test
    void anEmptySampleIsZeros() {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 5, 3, 1);
        Table rows = Minibatches.random(spec, 50, 1);
        PrivateGradient gradient = new PrivateGradient(spec, rows, PrivacyUnits.records(50), new IntegerClip(1, UNITS));
        PoissonSampling none = PoissonSampling.ofRate(0x1p-60);
        assertThat(sum(gradient, Dl4jReference.initial(spec, 1), none))
                .hasSize(22)
                .containsOnly(0);
        assertThat(gradient).hasToString("PrivateGradient");
    }

    @Test
    void eachUnitIsKeptAtTheRateAndAllRowsOfALargeCustomerEquallyOften() {
        int[] customers = new int[40];
        Arrays.fill(customers, 10, 40, 1); // customer 0 has ten rows, customer 1 thirty
        PrivacyUnits units = PrivacyUnits.customers(customers, 12);
        PoissonSampling sampling = PoissonSampling.ofRate(0.3);
        RandomWords words = words(5);
        int[] target = new int[12];
        int[] seen = new int[40];
        int both = 0;
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            int kept = 0;
            for (int unit = 0; unit < 2; unit++) {
                int rows = units.sample(unit, sampling, words, target);
                assertThat(rows).isIn(0, unit == 0 ? 10 : 12);
                kept += rows > 0 ? 1 : 0;
                assertThat(Arrays.stream(target, 0, rows).distinct().count()).isEqualTo(rows);
                for (int k = 0; k < rows; k++) {
                    seen[target[k]]++;
                }
            }
            both += kept == 2 ? 1 : 0;
        }
        // Five standard errors each, 41 checks: beyond one by chance in fewer than 10^-4 of seeds.
        assertRate(both, draws, 0.09);
        for (int row = 0; row < 40; row++) {
            assertRate(seen[row], draws, row < 10 ? 0.3 : 0.3 * 12 / 30);
        }
    }

    private static void assertRate(int count, int draws, double rate) {
        assertThat(count / (double) draws).isCloseTo(rate, offset(5 * Math.sqrt(rate * (1 - rate) / draws)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 5, 3, 1);
        Table rows = Minibatches.random(spec, 50, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrivateGradient(spec, rows, PrivacyUnits.records(49), new IntegerClip(1, UNITS)))
                .withMessage("units must be over the table's 50 rows, but were over 49");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrivateGradient(spec, rows, PrivacyUnits.records(50), new IntegerClip(1, 1000)))
                .withMessage("units of the clip must be a multiple of 2^18, but were 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivacyUnits.customers(new int[] {0, -1}, 2))
                .withMessage("customer of row 1 must be at least 0, but was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivacyUnits.customers(new int[2], 65))
                .withMessage("contributionBound must be in [1, 64], but was 65");
    }

    private static long[] sum(
            NetworkSpec spec, Table rows, ParameterVector parameters, PrivacyUnits units, double clipNorm) {
        IntegerClip clip = new IntegerClip(clipNorm, UNITS);
        List<LaneShape> shapes = SHAPES.computeIfAbsent(spec, LaneShape::of); // some milliseconds each time
        return sum(new PrivateGradient(spec, rows, units, clip, shapes), parameters, ALL);
    }

    private static long[] sum(PrivateGradient gradient, ParameterVector parameters, PoissonSampling sampling) {
        long[] sum = new long[parameters.length()];
        gradient.addTo(sum, parameters, sampling, words(1));
        return sum;
    }

    private static float[] gradient(NetworkSpec spec, Table rows, ParameterVector parameters, int row) {
        DenseNetwork network = new DenseNetwork(spec, parameters, LocalOptimiser.SGD, 1, 1);
        network.load(0, rows, row);
        return network.gradient(1);
    }

    private static void assertWithinSensitivity(long[] vector) {
        BigInteger squares = Arrays.stream(vector)
                .mapToObj(value -> BigInteger.valueOf(value).pow(2))
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(squares).isLessThanOrEqualTo(BigInteger.valueOf(UNITS).pow(2));
    }

    private static int[][] singles(int count) {
        return IntStream.range(0, count).mapToObj(row -> new int[] {row}).toArray(int[][]::new);
    }

    private static void add(long[] sum, long[] vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
        }
    }

    private static double norm(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    }

    private static RandomWords words(long seed) {
        Random random = new Random(seed);
        Randomness seeded = random::nextBytes;
        return new RandomWords(seeded);
    }
}
