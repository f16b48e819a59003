// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.Optional;
import org.cordon.privacy.Release;
import org.cordon.suite.Bytes;

/**
 * What one secure sum adds up: its layout, the bounds every word keeps, and what one record can change.
 *
 * @param statistic what the words are, for policies, logs and people, for example {@code "quantile counts"}
 * @param length words a participant sends, including the weight slot (the last of them) but not the count slot
 * @param maxAbs bound on the absolute value of every word but the weight slot
 * @param weight bound of the weight slot, if there is one
 * @param sensitivity what one record, or one participant, can change
 * @param release under which noise the sum opens; empty without differential privacy
 * @param ask what the private half needs to know beside the state; opaque to the sum
 */
public record Query(
        String statistic,
        int length,
        long maxAbs,
        Optional<WeightSlot> weight,
        Sensitivity sensitivity,
        Optional<Release> release,
        Bytes ask) {
    /** The most words one sum may have: 2^27, which at eight bytes is one GiB. */
    public static final int MAX_LENGTH = 1 << 27;

    public Query {
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("length must be in [1, 2^27], but was " + length);
        }
        if (maxAbs < 1) {
            throw new IllegalArgumentException("maxAbs must be at least 1, but was " + maxAbs);
        }
        if (weight.isPresent() && length < 2) {
            throw new IllegalArgumentException("length must be at least 2 with a weight slot, but was " + length);
        }
        if (weight.isPresent() && release.isPresent()) {
            throw new IllegalArgumentException(
                    "weight must be left out of a sum with noise, as it would open how many rows"
                            + " took part, but was there");
        }
    }

    /** A query without noise, weight slot or ask. */
    public static Query of(String statistic, int length, long maxAbs, Sensitivity sensitivity) {
        return new Query(statistic, length, maxAbs, Optional.empty(), sensitivity, Optional.empty(), Bytes.EMPTY);
    }

    /** The same sum, opened under noise. */
    public Query under(Release noise) {
        return new Query(statistic, length, maxAbs, weight, sensitivity, Optional.of(noise), ask);
    }

    /** Words before the weight slot. */
    public int valueLength() {
        return weight.isPresent() ? length - 1 : length;
    }

    /** The bound of word {@code index}. */
    public long maxAbs(int index) {
        return weight.isPresent() && index == length - 1 ? weight.orElseThrow().maxWeight() : maxAbs;
    }

    /** The largest bound of any word: what the width of the ring is chosen for. */
    public long largestWord() {
        return weight.map(slot -> Math.max(slot.maxWeight(), maxAbs)).orElse(maxAbs);
    }
}
