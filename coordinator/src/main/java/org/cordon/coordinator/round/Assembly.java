// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.Optional;
import org.cordon.member.Consortium;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signer;
import org.cordon.sum.epoch.Keyring;
import org.cordon.task.EpochTerms;
import org.cordon.wire.ProtoCodec;

/** The consortium as it stands now, and the coordinator's own keys in it. Safe for concurrent use; it only ever goes on. */
final class Assembly {
    private final Keyring keys;
    private final ProtoCodec codec = new ProtoCodec();
    private volatile Consortium newest;

    Assembly(Consortium newest, Keyring keys) {
        this.newest = newest;
        this.keys = keys;
    }

    Consortium newest() {
        return newest;
    }

    VerifiedManifest current() {
        return newest.current();
    }

    boolean isCurrent(VerifiedManifest manifest) {
        return current().digest().equals(manifest.digest());
    }

    /** Takes a continuation of what is known; anything else is the caller's bug. */
    synchronized void amended(Consortium next) {
        if (!next.continues(newest)) {
            throw new IllegalArgumentException("consortium must continue the history known here, whose head is "
                    + newest.head() + ", but has the head " + next.head());
        }
        newest = next;
    }

    /** The coordinator's key of the newest manifest, if this node holds it. */
    Optional<Signer> signer() {
        return keys.find(current().manifest().coordinator().identity());
    }

    /** What an epoch of the task runs under; empty if the coordinator holds no key to its entry in the manifest. */
    Optional<EpochTerms> terms(EpochTerms.Task task, VerifiedManifest manifest) {
        return EpochTerms.of(task, manifest, Scope.COORDINATOR, keys, codec);
    }

    /** The same for a manifest that the journal names. */
    EpochTerms terms(EpochTerms.Task task, Digest manifest) {
        return newest.at(manifest)
                .flatMap(known -> terms(task, known))
                .orElseThrow(() -> new IllegalStateException("manifest " + manifest
                        + " of the task's epoch is not in the history, or its coordinator key is missing; restore the node"
                        + " directory from a backup"));
    }

    ProtoCodec codec() {
        return codec;
    }
}
