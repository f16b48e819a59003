// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.Arrays;
import org.cordon.privacy.NoiseShare;

/**
 * The sum of one round, as everybody sees it.
 *
 * <p><b>Does not check</b> the words against a query; {@link #requireAnswers} does.
 */
public final class OpenedSum {
    private final long[] values;
    private final int contributors;

    private OpenedSum(long[] values, int contributors) {
        this.values = values;
        this.contributors = contributors;
    }

    /**
     * Takes ownership of {@code values} without a copy.
     *
     * @param values signed words without the count slot; the weight slot, if any, is the last
     * @param contributors the count slot, 1 and up
     */
    public static OpenedSum wrap(long[] values, int contributors) {
        if (contributors < 1) {
            throw new IllegalArgumentException("contributors must be at least 1, but was " + contributors);
        }
        return new OpenedSum(values, contributors);
    }

    public int length() {
        return values.length;
    }

    public long get(int index) {
        return values[index];
    }

    public int contributors() {
        return contributors;
    }

    public long[] toArray() {
        return values.clone();
    }

    /**
     * Returns this sum if it can answer {@code query}: right length, every word within contributors times its bound
     * plus the noise tail, weight not negative.
     */
    public OpenedSum requireAnswers(Query query) {
        if (values.length != query.length()) {
            throw new IllegalArgumentException(
                    "length of the sum must be " + query.length() + ", but was " + values.length);
        }
        long tail = query.release()
                .map(release -> NoiseShare.widestTail(release, contributors).longValueExact())
                .orElse(0L);
        for (int i = 0; i < values.length; i++) {
            long bound = Math.addExact(Math.multiplyExact(query.maxAbs(i), (long) contributors), tail);
            if (values[i] > bound || values[i] < -bound) {
                throw new IllegalArgumentException(
                        "word " + i + " of the sum must be within " + bound + ", but was " + values[i]);
            }
        }
        if (query.weight().isPresent() && values[values.length - 1] < 0) {
            throw new IllegalArgumentException(
                    "weight of the sum must be at least 0, but was " + values[values.length - 1]);
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpenedSum sum && contributors == sum.contributors && Arrays.equals(values, sum.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + contributors;
    }

    @Override
    public String toString() {
        return "OpenedSum[" + values.length + " words of " + contributors + "]";
    }
}
