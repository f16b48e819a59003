// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

/**
 * The thresholds that follow from the number of members of the manifest.
 *
 * <p><b>Guarantees</b> for every N: {@code 2t > N + f} (two quorums share an honest member), {@code N - f >= t} (the
 * honest members alone are a quorum) and {@code t - f >= f + 1} (a quorum has an honest majority).
 *
 * <p><b>Does not check</b> that a consortium is large enough to hide an input; {@link Manifest} and a participant's own
 * policy do.
 *
 * <p>Source: docs/protocol.md, "What it guarantees, and against whom".
 *
 * @param members N, from 1 to 255, the length of the manifest
 */
public record Threshold(int members) {
    /** The largest N: a member's index is a nonzero element of GF(2^8). */
    public static final int MAX_MEMBERS = 255;

    public Threshold {
        if (members < 1 || members > MAX_MEMBERS) {
            throw new IllegalArgumentException("members must be in [1, 255], but was " + members);
        }
    }

    /** f = ceil(N/3) - 1: how many members may be malicious and collude with the coordinator. */
    public int maxFaulty() {
        return (members + 2) / 3 - 1;
    }

    /** t = floor(2N/3) + 1: shares that open a secret, and members that a round needs to the end. */
    public int threshold() {
        return 2 * members / 3 + 1;
    }

    /** N - t: how many members may vanish at any moment while the round still opens its sum. */
    public int dropOutsSurvived() {
        return members - threshold();
    }

    /** t: how many signatures make a certificate or a cosigned checkpoint. */
    public int witnessQuorum() {
        return threshold();
    }

    /** t - f: how many honest inputs every opened sum contains at the least. */
    public int honest() {
        return threshold() - maxFaulty();
    }
}
