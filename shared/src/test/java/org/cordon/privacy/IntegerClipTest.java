// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntegerClipTest {
    private static final long SEED = 11;

    @Test
    void aLongVectorComesToTheClipNormAndAShortOneKeepsItsLength() {
        IntegerClip clip = new IntegerClip(2, 1000);
        assertThat(clipped(clip, 3, -4)).containsExactly(600, -800);
        assertThat(clipped(clip, 0.3, -0.4)).containsExactly(150, -200);
        assertThat(clipped(clip, 0.0019, -0.0019)).containsExactly(0, 0); // towards zero
        assertThat(clipped(clip, 0, 0)).containsExactly(0, 0);
        long[] sum = {5, 5};
        clip.addTo(sum, new float[] {30, -40});
        assertThat(sum).containsExactly(605, -795);
        assertThat(clip.unitsPerOne()).isEqualTo(500);
    }

    @Test
    void aVectorThatIsNotFiniteBecomesZeros() {
        IntegerClip clip = new IntegerClip(1, 1000);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(clipped(clip, 1, bad, 1)).containsExactly(0, 0, 0);
            long[] sum = {7, 7};
            clip.addTo(sum, new float[] {1, (float) bad});
            assertThat(sum).containsExactly(7, 7);
        }
    }

    @Test
    void noVectorExceedsTheSensitivity() {
        Random random = new Random(SEED);
        int full = 0;
        for (int i = 0; i < 20_000; i++) {
            double clipNorm = Math.pow(10, random.nextInt(61) - 30);
            long units = 1 + (random.nextLong() >>> (34 + random.nextInt(30)));
            IntegerClip clip = new IntegerClip(clipNorm, units);
            double[] vector = adversarial(random, 1 + random.nextInt(200), clipNorm);
            long[] sum = clipped(clip, vector);
            BigInteger squares = squares(sum);
            assertThat(squares)
                    .as("seed %d, case %d: %s of %s", SEED, i, clip, Arrays.toString(vector))
                    .isLessThanOrEqualTo(BigInteger.valueOf(units).pow(2));
            full += squares.equals(BigInteger.valueOf(units).pow(2)) ? 1 : 0;
        }
        assertThat(full).as("vectors at the bound itself").isGreaterThan(100);
    }

    /** Values at the edges of floating point: subnormal, huge, of all magnitudes at once, equal, next to an integer. */
    private static double[] adversarial(Random random, int length, double clipNorm) {
        double[] vector = new double[length];
        int kind = random.nextInt(7);
        for (int i = 0; i < length; i++) {
            vector[i] = switch (kind) {
                case 0 -> random.nextGaussian() * clipNorm;
                case 1 -> Double.MIN_VALUE * random.nextInt(1000);
                case 2 -> Double.MAX_VALUE * (1 - random.nextInt(3));
                case 3 -> Math.scalb(random.nextGaussian(), random.nextInt(2000) - 1000);
                case 4 -> clipNorm / Math.sqrt(length);
                case 5 -> i == 0 ? Math.nextUp(clipNorm) : 0;
                default -> i == 0 ? clipNorm : clipNorm * 0x1p-27; // lost when added to a float, not when squared apart
            };
        }
        return vector;
    }

    /** Casacuberta et al. 2022: in floating-point sums one value moves the result by far more than its own size. */
    @Test
    void oneVectorMovesTheSumByNoMoreThanTheSensitivityHoweverManyThereAre() {
        IntegerClip clip = new IntegerClip(1, IntegerClip.DEFAULT_UNITS);
        Random random = new Random(SEED);
        double[][] vectors = new double[2000][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = adversarial(random, 50, 1);
        }
        for (int removed = 0; removed < vectors.length; removed += 97) {
            long[] with = new long[50];
            long[] without = new long[50];
            for (int i = 0; i < vectors.length; i++) {
                clip.addTo(with, vectors[i]);
                if (i != removed) {
                    clip.addTo(without, vectors[i]);
                }
            }
            for (int k = 0; k < 50; k++) {
                with[k] -= without[k];
            }
            assertThat(squares(with))
                    .isLessThanOrEqualTo(BigInteger.valueOf(clip.units()).pow(2));
        }
    }

    @Test
    void theDirectionIsKept() {
        Random random = new Random(SEED);
        double[] vector = random.doubles(300, -1, 1).toArray();
        IntegerClip clip = new IntegerClip(0.5, IntegerClip.DEFAULT_UNITS);
        long[] sum = clipped(clip, vector);
        double norm = Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
        for (int i = 0; i < vector.length; i++) {
            assertThat((double) sum[i]).isCloseTo(vector[i] / norm * clip.units(), offset(1.0));
            assertThat(Math.abs((double) sum[i])).isLessThanOrEqualTo(Math.abs(vector[i]) / norm * clip.units());
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntegerClip(Double.NaN, 1))
                .withMessage("clipNorm must be in [1e-30, 1e30], but was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntegerClip(1, 0))
                .withMessage("units must be in [1, 2^30], but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntegerClip(1, 1).addTo(new long[2], new double[3]))
                .withMessage("length of the vector must be the sum's 2, but was 3");
    }

    private static long[] clipped(IntegerClip clip, double... vector) {
        long[] sum = new long[vector.length];
        clip.addTo(sum, vector);
        return sum;
    }

    private static BigInteger squares(long[] vector) {
        return Arrays.stream(vector)
                .mapToObj(value -> BigInteger.valueOf(value).pow(2))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
