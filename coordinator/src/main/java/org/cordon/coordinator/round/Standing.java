// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.ArrayList;
import java.util.List;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.EpochCoordinator.EstablishedRoster;
import org.cordon.sum.epoch.StoredReader;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.task.EpochTerms;
import org.cordon.task.TaskState;

/** An epoch that stands: who holds keys in it, and what it runs under. */
record Standing(EstablishedRoster roster, EpochTerms terms) {

    /** Shape and bounds of the next sum in this epoch. */
    RoundConfiguration configuration(TaskState state) {
        return state.configuration(terms.crowd()).orElseThrow();
    }

    RoundCoordinator round(RoundConfiguration configuration) {
        return new RoundCoordinator(terms.roll(), configuration, roster.roster(), terms.speaker());
    }

    int maxFaulty() {
        return terms.roll().threshold().maxFaulty();
    }

    /** What {@link #decode} reads. */
    Bytes encode() {
        Transcript out = new Transcript()
                .u32(roster.epoch())
                .raw(roster.rosterHash())
                .raw(terms.manifest().digest())
                .u16(roster.roster().size());
        roster.roster().forEach(out::u16);
        return out.toBytes();
    }

    static Standing decode(Bytes content, Assembly assembly, EpochTerms.Task task) {
        StoredReader in = new StoredReader(content);
        int number = in.u32();
        Digest hash = in.digest();
        Digest manifest = in.digest();
        int count = in.u16();
        List<Integer> roster = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            roster.add(in.u16());
        }
        in.end();
        return new Standing(new EstablishedRoster(number, roster, hash), assembly.terms(task, manifest));
    }
}
