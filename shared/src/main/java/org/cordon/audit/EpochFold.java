// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Digest;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.round.Crowd;

/**
 * An epoch that stands.
 *
 * @param index of the record that says so
 * @param rosterHash as computed from the roster
 * @param roster members, ascending
 */
record EpochFold(
        long index, int number, VerifiedManifest manifest, Roll roll, Digest rosterHash, List<Integer> roster) {
    EpochFold {
        roster = List.copyOf(roster);
    }

    /** N and m under a charter. */
    Crowd crowd(int minSurvivors) {
        return Crowd.of(manifest.manifest().threshold(), minSurvivors);
    }

    int threshold() {
        return manifest.manifest().threshold().threshold();
    }

    int version() {
        return manifest.manifest().version();
    }
}
