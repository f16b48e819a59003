// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.indicators;

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
 * @param atLeast by how many exchanges a bucket must have been seen, 2 to 255, and {@value #CLEAR_OF_NOISE} standard deviations of the
 *     noise at the least, so that empty buckets are rarely reported
 * @param salt the consortium's number for this list: which bucket an indicator has cannot be known without it
 * @param noise under which counts are opened
 */
public record IndicatorsPlan(String column, boolean flaggedOnly, int bits, int atLeast, long salt, NoisyCounts noise) {
    static final double CLEAR_OF_NOISE = 3;
    static final int MAX_BYTES = 512;
    static final int MAX_NAME = 200;

    private static final int VERSION = 1;

    public IndicatorsPlan {
        require(!column.isEmpty() && column.length() <= MAX_NAME, "column", "1 to 200 characters", column);
        require(bits >= 4 && bits <= 22, "bits", "in [4, 22]", bits);
        require(atLeast >= 2 && atLeast <= 255, "atLeast", "in [2, 255]", atLeast);
        require(
                atLeast >= CLEAR_OF_NOISE * deviation(noise),
                "atLeast",
                "3 standard deviations of the noise, " + CLEAR_OF_NOISE * deviation(noise) + ", or more",
                atLeast);
    }

    /** Of the noise on a count, in exchanges. */
    private static double deviation(NoisyCounts noise) {
        return noise.multiplierMicro() / 1e6 * noise.protects().contributionBound();
    }

    /** Buckets. */
    public int buckets() {
        return 1 << bits;
    }

    /** A row can be the only one of its exchange in one bucket. */
    Release release() {
        return noise.release(1);
    }

    /** The bucket of an indicator. */
    public int bucket(float indicator) {
        return IndicatorSet.bucket(indicator, salt, bits);
    }

    /** Version 1: u8 version, column with its length, u8 flaggedOnly, bits and atLeast, i64 salt, noise. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .text(column)
                .u8(flaggedOnly ? 1 : 0)
                .u8(bits)
                .u8(atLeast)
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
                    column, flagged == 1, reader.u8(), reader.u8(), reader.i64(), NoisyCounts.readFrom(reader));
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
