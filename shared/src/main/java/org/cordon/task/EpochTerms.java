// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.util.Optional;
import org.cordon.member.Threshold;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.BodyCodec;
import org.cordon.suite.Digest;
import org.cordon.sum.epoch.Keyring;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.Crowd;

/**
 * What one epoch of a task runs under: the manifest, whose signatures count, how many inputs a sum holds at the least, and the
 * own voice. The next epoch may have others; within an epoch nothing of it changes.
 *
 * @param speaker of the party that holds this value
 */
public record EpochTerms(VerifiedManifest manifest, Roll roll, Crowd crowd, Speaker speaker) {

    /** With one member more, log and quorum are more than the 100 signatures that readers of signed notes take. */
    public static final int MOST_MEMBERS = 148;

    /**
     * The terms under a manifest; empty if the party is not in it or holds no key to its entry.
     *
     * @param self the party's index
     */
    public static Optional<EpochTerms> of(
            Task task, VerifiedManifest manifest, int self, Keyring keys, BodyCodec codec) {
        return manifest.manifest()
                .find(self)
                .flatMap(own -> keys.find(own.identity()))
                .map(key -> new EpochTerms(
                        manifest,
                        new Roll(task.session(), manifest.manifest(), manifest.digest()),
                        Crowd.of(manifest.manifest().threshold(), task.charter().minSurvivors()),
                        new Speaker(key, codec)));
    }

    /** A charter and the session it makes. */
    public record Task(Digest session, Charter charter) {}

    /** Why the task cannot run under a manifest, if it cannot; it waits for another. */
    public static Optional<String> unfit(Charter charter, VerifiedManifest manifest) {
        Threshold threshold = manifest.manifest().threshold();
        int least = manifest.manifest().minMembers();
        if (!manifest.manifest().isLargeEnough()) {
            return Optional.of("the consortium has " + threshold.members() + " members, but its policy asks for "
                    + least + "; admit another");
        }
        if (threshold.members() > MOST_MEMBERS) {
            return Optional.of("the consortium has " + threshold.members()
                    + " members, but a checkpoint of the protocol log" + " carries a quorum of at most " + MOST_MEMBERS
                    + "; run the task in a smaller consortium");
        }
        if (charter.minSurvivors() > threshold.members()) {
            return Optional.of(
                    "the charter asks for " + charter.minSurvivors() + " inputs in a sum, but the consortium has "
                            + threshold.members() + " members; admit more, or approve a charter that asks for fewer");
        }
        if (charter.minHonest() > threshold.honest()) {
            return Optional.of("the charter promises " + charter.minHonest() + " honest inputs in a sum, but "
                    + threshold.members() + " members give " + threshold.honest()
                    + "; admit more, or approve a charter that promises fewer");
        }
        return Optional.empty();
    }
}
