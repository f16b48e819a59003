// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

/**
 * The slot that sums up the participants' weights.
 *
 * @param maxWeight the most a participant may weigh, 1 and up
 */
public record WeightSlot(long maxWeight) {
    public WeightSlot {
        if (maxWeight < 1) {
            throw new IllegalArgumentException("maxWeight must be at least 1, but was " + maxWeight);
        }
    }
}
