// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import org.cordon.member.Threshold;

/**
 * How many members the manifest of an epoch has, and how many inputs a sum in that epoch holds at the least. Members come and
 * go between epochs, and both numbers with them.
 *
 * @param members N
 * @param minSurvivors m, from t to N
 * @param maxFaulty f: how many of them may collude with the coordinator
 */
public record Crowd(int members, int minSurvivors, int maxFaulty) {
    /** What the charter asks for, and never less than t: with a smaller m a sum could open that t cannot certify. */
    public static Crowd of(Threshold threshold, int minSurvivors) {
        // Spec: docs/protocol.md#epoch.crowd
        return new Crowd(threshold.members(), Math.max(minSurvivors, threshold.threshold()), threshold.maxFaulty());
    }
}
