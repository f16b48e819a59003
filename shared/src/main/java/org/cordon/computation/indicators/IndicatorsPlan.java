// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.indicators;

import java.util.Locale;
import org.cordon.computation.NoisyCounts;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.privacy.Release;
import org.cordon.suite.Bytes;

/**
 * The parameters of {@link Indicators}.
 *
 * @param column that holds the indicator: a number that stands for it, the same at every exchange
 * @param flaggedOnly whether rows with label 1 alone count; else all do
 * @param bits of a bucket's number, 4 to 22: indicators that share a bucket cannot be told apart
 * @param atLeast by how many exchanges a bucket must have been seen, 2 to 255, and so many that noise alone shows few
 * @param falseBuckets of all empty buckets, how many noise alone may show on the mean, above 0 and 1,000 at the most
 * @param salt the consortium's number for this list, which whoever reads the charter knows
 * @param noise under which counts are opened
 */
public record IndicatorsPlan(
        String column, boolean flaggedOnly, int bits, int atLeast, double falseBuckets, long salt, NoisyCounts noise) {
    static final int MAX_BYTES = 512;
    static final int MAX_NAME = 200;

    private static final int MOST = 255;
    private static final double MOST_FALSE = 1000;

    private static final int VERSION = 2;

    public IndicatorsPlan {
        require(!column.isEmpty() && column.length() <= MAX_NAME, "column", "1 to 200 characters", column);
        require(bits >= 4 && bits <= 22, "bits", "in [4, 22]", bits);
        require(atLeast >= 2 && atLeast <= MOST, "atLeast", "in [2, 255]", atLeast);
        require(falseBuckets > 0 && falseBuckets <= MOST_FALSE, "falseBuckets", "in (0, 1000]", falseBuckets);
        double deviation = deviation(noise, bits);
        if (shownByNoise(bits, atLeast, deviation) > falseBuckets) {
            int least = atLeast + 1;
            while (least <= MOST && shownByNoise(bits, least, deviation) > falseBuckets) {
                least++;
            }
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "atLeast must be %s so that noise of standard deviation %.2f alone shows %s of %d buckets at the most, but was"
                            + " %d; ask for more, for fewer bits, or for less noise",
                    least <= MOST ? least + " or more" : "above what 255 exchanges can reach",
                    deviation,
                    falseBuckets,
                    1 << bits,
                    atLeast));
        }
    }

    /**
     * The greatest standard deviation of the noise on a count, in exchanges: as {@link NoisyCounts#deviation}, but of a unit that moves as many
     * buckets by one as its rows are.
     */
    private static double deviation(NoisyCounts noise, int bits) {
        return noise.multiplierMicro()
                / 1e6
                * StrictMath.sqrt(3.0 * Math.min(noise.protects().contributionBound(), 1 << bits));
    }

    /**
     * How many empty buckets noise alone lifts to {@code atLeast}, on the mean, at the most: the number of buckets times the tail of a Gaussian
     * beyond half an exchange less, as counts are rounded (Bonferroni over buckets; Q(x) below exp(-x^2 / 2) / (x sqrt(2 pi))).
     */
    private static double shownByNoise(int bits, int atLeast, double deviation) {
        double x = (atLeast - 0.5) / deviation;
        return StrictMath.scalb(1.0, bits)
                * Math.min(1, StrictMath.exp(-x * x / 2) / (x * StrictMath.sqrt(2 * Math.PI)));
    }

    /** Buckets. */
    public int buckets() {
        return 1 << bits;
    }

    /**
     * A unit with so many rows is, at the most, the only one of its exchange in as many distinct buckets, and moves each by one: the square of the
     * sensitivity is the bound, not the square of the bound.
     */
    Release release() {
        long buckets = Math.min(noise.protects().contributionBound(), 1L << bits);
        return Release.ofAll(
                Math.multiplyExact(buckets, (long) NoisyCounts.SCALE * NoisyCounts.SCALE), noise.multiplierMicro());
    }

    /** The bucket of an indicator. */
    public int bucket(double indicator) {
        return IndicatorNumber.bucket(indicator, salt, bits);
    }

    /** Version 2: u8 version, column with its length, u8 flaggedOnly, bits and atLeast, f64 falseBuckets, i64 salt, noise. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .text(column)
                .u8(flaggedOnly ? 1 : 0)
                .u8(bits)
                .u8(atLeast)
                .f64(falseBuckets)
                .i64(salt);
        noise.writeTo(writer);
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static IndicatorsPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("plan of indicators", VERSION);
        try {
            String column = reader.text("column", MAX_NAME);
            int flagged = reader.u8();
            require(flagged <= 1, "flaggedOnly", "0 or 1", flagged);
            IndicatorsPlan plan = new IndicatorsPlan(
                    column,
                    flagged == 1,
                    reader.u8(),
                    reader.u8(),
                    reader.f64("falseBuckets"),
                    reader.i64(),
                    NoisyCounts.readFrom(reader));
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
        }
    }
}
