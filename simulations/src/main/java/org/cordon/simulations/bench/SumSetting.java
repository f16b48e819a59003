// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.util.Optional;
import org.cordon.member.Manifest;
import org.cordon.member.Threshold;
import org.cordon.sum.round.RoundConfiguration;

/**
 * A round to measure.
 *
 * @param participants N, 3 to 255
 * @param length words before the count slot
 * @param valueBits every word lies within 2^(valueBits - 1), 2 to 32
 * @param dropBefore how many vanish between ready and upload
 * @param dropAfter how many vanish between survivors and reveal
 * @param runs measured runs of every step, of which the median counts
 */
record SumSetting(int participants, int length, int valueBits, int dropBefore, int dropAfter, int runs) {
    SumSetting {
        require(
                participants >= Manifest.MIN_MEMBERS && participants <= Threshold.MAX_MEMBERS,
                "participants must be 3 to 255, but was ",
                participants);
        require(length >= 1 && length <= 100_000_000, "length must be 1 to 100000000, but was ", length);
        require(valueBits >= 2 && valueBits <= 32, "value-bits must be 2 to 32, but was ", valueBits);
        require(dropBefore >= 0, "drop-before must be at least 0, but was ", dropBefore);
        require(dropAfter >= 0, "drop-after must be at least 0, but was ", dropAfter);
        require(runs >= 1, "runs must be at least 1, but was ", runs);
        int spare = new Threshold(participants).dropOutsSurvived();
        require(
                dropBefore + dropAfter <= spare,
                "drop-before and drop-after together must be at most N - t = " + spare + ", but was ",
                dropBefore + dropAfter);
    }

    private static void require(boolean holds, String rule, int value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + value);
        }
    }

    int threshold() {
        return new Threshold(participants).threshold();
    }

    int survivors() {
        return participants - dropBefore;
    }

    /** Streams of a participant: its self mask and one for every other member of U1, which is everybody. */
    int participantStreams() {
        return participants;
    }

    /** Streams the coordinator takes off: a self mask for each survivor, and a pair mask for each with each dropped one. */
    int coordinatorStreams() {
        return survivors() * (1 + dropBefore);
    }

    /** Plain sums: 2^(valueBits - 1) bounds every word, m = t. */
    RoundConfiguration configuration() {
        return new RoundConfiguration(
                "bench", length, 1L << (valueBits - 1), Optional.empty(), participants, threshold());
    }
}
