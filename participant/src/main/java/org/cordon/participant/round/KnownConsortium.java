// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Digest;

/**
 * The consortium as far as this participant knows it. It only ever goes on: what the coordinator gives must continue it, under
 * the members' own signatures, and is on disk before anything is done under it. Safe for concurrent use.
 */
final class KnownConsortium {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final CoordinatorLink link;
    private final ConsortiumFile file;
    private final NodeLog log;
    private final Consumer<Consortium> changed;
    private volatile Consortium newest;

    /** @param changed hears of a continuation once it is on disk */
    KnownConsortium(
            Consortium known, CoordinatorLink link, ConsortiumFile file, NodeLog log, Consumer<Consortium> changed) {
        this.newest = known;
        this.link = link;
        this.file = file;
        this.log = log;
        this.changed = changed;
    }

    Consortium newest() {
        return newest;
    }

    VerifiedManifest current() {
        return newest.current();
    }

    /** The manifest with this digest, after asking for what came since if it is not known; empty if no quorum made it. */
    Optional<VerifiedManifest> find(Digest manifest) throws InterruptedException {
        Optional<VerifiedManifest> known = newest.at(manifest);
        if (known.isPresent()) {
            return known;
        }
        catchUp();
        return newest.at(manifest);
    }

    /** Asks the coordinator for what came since, and takes what the members have signed. */
    synchronized void catchUp() throws InterruptedException {
        // Spec: docs/protocol.md#member.catch-up
        Optional<Consortium> next = continued();
        while (next.isPresent()) {
            file.save(next.orElseThrow());
            newest = next.orElseThrow();
            log.consortiumChanged(current());
            changed.accept(newest);
            next = continued();
        }
    }

    /** What is known and what the coordinator has beyond it; empty if that is nothing. */
    private Optional<Consortium> continued() throws InterruptedException {
        List<Entry> entries = link.fetchHistory(newest.entries().size(), WITHIN);
        Consortium next = newest;
        try {
            for (Entry entry : entries) {
                next = next.with(entry);
            }
        } catch (AmendmentRejected rejected) {
            log.amendmentRejected(rejected);
        }
        return next == newest ? Optional.empty() : Optional.of(next);
    }
}
