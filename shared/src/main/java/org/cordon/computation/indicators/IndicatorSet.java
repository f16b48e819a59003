// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.indicators;

import java.util.Arrays;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * By how many exchanges the indicators of each bucket were seen, as far as that is at least what was asked for; a feature for later tasks.
 *
 * <p><b>Guarantees.</b> A count below the one asked for is 0. <b>Does not check</b> which indicator of a bucket was seen.
 */
public final class IndicatorSet {
    private static final int VERSION = 2;
    private static final int MAX_BYTES = 1 << 26;

    private final long salt;
    private final int bits;
    private final long[] seen;

    IndicatorSet(long salt, int bits, long[] seen) {
        this.salt = salt;
        this.bits = bits;
        this.seen = seen;
        if (bits < 4 || bits > 22 || seen.length != 1 << bits) {
            throw new IllegalArgumentException("counts must be one for each bucket, but were " + seen.length);
        }
        for (long count : seen) {
            if (count < 0 || count > 255) {
                throw new IllegalArgumentException("count must be in [0, 255], but was " + count);
            }
        }
    }

    /** By how many exchanges this indicator's bucket was seen, about; 0 below the number asked for, and for NaN. */
    public long seenBy(double indicator) {
        return Double.isNaN(indicator) ? 0 : seen[IndicatorNumber.bucket(indicator, salt, bits)];
    }

    boolean isOf(IndicatorsPlan plan) {
        return salt == plan.salt()
                && bits == plan.bits()
                && Arrays.stream(seen).allMatch(count -> count == 0 || count >= plan.atLeast());
    }

    /** Buckets that were seen often enough. */
    public long buckets() {
        return Arrays.stream(seen).filter(count -> count > 0).count();
    }

    /** Version 2: u8 version and bits, i64 salt, u32 count and i64 counts. */
    public Bytes encode() {
        return new CanonicalWriter().u8(VERSION).u8(bits).i64(salt).longs(seen).toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static IndicatorSet decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("set of indicators", VERSION);
        int bits = reader.u8();
        long salt = reader.i64();
        long[] seen = reader.longs("counts", 1 << 22);
        reader.end();
        try {
            return new IndicatorSet(salt, bits, seen);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
