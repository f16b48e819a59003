// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.math.BigInteger;
import java.util.Optional;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.Release;
import org.cordon.privacy.UnitBound;

/**
 * How counts of rows are opened under noise: in units of 1/{@value #SCALE} row, so that the noise has room, of at most so many
 * rows of one privacy unit.
 *
 * @param protects whose presence is hidden
 * @param multiplierMicro the noise multiplier in millionths
 */
public record NoisyCounts(UnitBound protects, long multiplierMicro) {
    /** Words that stand for one row. */
    public static final int SCALE = 1 << 16;

    private static final int CUSTOMER = 0;
    private static final int RECORD = 1;

    /**
     * What a sum of counts costs.
     *
     * @param touched words that one row adds to
     */
    public Release release(int touched) {
        long rows = protects.contributionBound();
        BigInteger square = BigInteger.valueOf(rows * SCALE).pow(2).multiply(BigInteger.valueOf(touched));
        if (square.compareTo(BigInteger.valueOf(Release.MAX_SENSITIVITY_SQUARED)) > 0) {
            throw new IllegalArgumentException(
                    "contributionBound must keep the squared sensitivity at 2^62 or below, but "
                            + rows + " rows that add to " + touched + " words each make " + square
                            + "; ask for a smaller bound or fewer columns");
        }
        return Release.ofAll(square.longValueExact(), multiplierMicro);
    }

    /**
     * Of counts of about {@code rows} rows in {@code bins} bins.
     *
     * @param touched words that one row adds to
     */
    public PrivacyPromise promise(int touched, long rows, int bins) {
        Release release = release(touched);
        double noise = release.multiplier() * StrictMath.sqrt((double) release.sensitivitySquared()) / SCALE;
        return new PrivacyPromise(protects, release, Optional.empty(), noise * bins / rows);
    }

    /**
     * The greatest standard deviation that the noise on one count has, in rows. Shares suffice for the fewest honest members of the smallest
     * sum, m - f; a sum of all N has N / (m - f) times that variance, which is below 3 for every N.
     *
     * @param touched words that one row adds to
     */
    public double deviation(int touched) {
        Release release = release(touched);
        return release.multiplier() * StrictMath.sqrt(3.0 * release.sensitivitySquared()) / SCALE;
    }

    /** Rows that a word of a sum stands for, rounded; can be below 0. */
    public static long rows(long word) {
        return Math.floorDiv(word + SCALE / 2, SCALE);
    }

    /** Writes unit as u8, bound as u32 and multiplier as i64. */
    public void writeTo(CanonicalWriter writer) {
        write(writer, protects);
        writer.i64(multiplierMicro);
    }

    /** Reads what {@link #writeTo} wrote; anything else is an {@link IllegalArgumentException}. */
    public static NoisyCounts readFrom(CanonicalReader reader) {
        return new NoisyCounts(read(reader), reader.i64());
    }

    /** Writes unit as u8 and bound as u32. */
    public static void write(CanonicalWriter writer, UnitBound protects) {
        writer.u8(protects.unit() == PrivacyUnit.CUSTOMER ? CUSTOMER : RECORD).u32(protects.contributionBound());
    }

    /** Reads what {@link #write} wrote. */
    public static UnitBound read(CanonicalReader reader) {
        int unit = reader.u8();
        if (unit != CUSTOMER && unit != RECORD) {
            throw new IllegalArgumentException("unit must be 0 or 1, but was " + unit);
        }
        return new UnitBound(
                unit == CUSTOMER ? PrivacyUnit.CUSTOMER : PrivacyUnit.RECORD,
                reader.u32("contributionBound", 1, Integer.MAX_VALUE));
    }
}
