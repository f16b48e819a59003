// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The updates of a round, or sums of a few of them.
 *
 * @param round from 0
 * @param list one value per parameter each, as they came out of the integers; at least one
 * @param weights of each, above 0
 * @param harmful how many of them may be harmful at the most
 * @param previous the update that came of the last round; zeros in the first
 * @param random a function of seed and round
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Updates(
        int round, List<double[]> list, double[] weights, int harmful, double[] previous, SplittableRandom random) {
    public int length() {
        return list.get(0).length;
    }
}
