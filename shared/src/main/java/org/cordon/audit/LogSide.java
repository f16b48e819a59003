// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.cordon.log.BundleFinding;
import org.cordon.log.BundleOutcome;
import org.cordon.log.Checkpoint;
import org.cordon.log.HashTree;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.VerifierKey;
import org.cordon.record.Origin;

/** One of two logs that are compared: a signed checkpoint, and the bundle and its tree where the leaves are there. */
record LogSide(SignedCheckpoint signed, Optional<Bundle> bundle, Optional<HashTree> tree) {
    /**
     * What a comparison came to.
     *
     * @param firstLeaf that differs, where both sides have leaves
     */
    record Comparison(boolean split, Optional<Long> firstLeaf) {}

    static LogSide read(Path path) {
        if (!Files.isDirectory(path)) {
            return new LogSide(Inputs.checkpoint(path), Optional.empty(), Optional.empty());
        }
        Bundle bundle = Inputs.bundle(path);
        Checkpoint checkpoint = bundle.checkpoint().checkpoint();
        BundleOutcome outcome = bundle.reader().rebuild(checkpoint.size(), checkpoint.root());
        if (outcome instanceof BundleOutcome.Rebuilt rebuilt) {
            return new LogSide(bundle.checkpoint(), Optional.of(bundle), Optional.of(rebuilt.tree()));
        }
        BundleOutcome.Damaged damaged = (BundleOutcome.Damaged) outcome;
        Optional<BundleFinding> fatal = damaged.findings().stream()
                .filter(finding -> finding.problem() != BundleFinding.Problem.EXTRA)
                .findFirst();
        if (fatal.isPresent() || damaged.tree().isEmpty()) {
            throw Inputs.unreadable(path + " is damaged: " + damaged.findings().get(0));
        }
        return new LogSide(bundle.checkpoint(), Optional.of(bundle), damaged.tree());
    }

    boolean isSignedBy(Set<VerifierKey> keys) {
        return LogKeys.signer(signed, keys).isPresent();
    }

    /** The keys that the log has had by its own history; none where the leaves are not there. */
    Set<VerifierKey> historyKeys() {
        Optional<Origin> origin = Origin.ofLog(signed.checkpoint().origin());
        return bundle.flatMap(leaves -> origin.map(log -> LogKeys.ofHistory(leaves, log)))
                .orElse(Set.of());
    }

    /** Whether one extends the other; empty where the leaves of the larger are not there. */
    Optional<Comparison> compare(LogSide other) {
        long size = signed.checkpoint().size();
        long otherSize = other.signed.checkpoint().size();
        if (size > otherSize) {
            return other.compare(this);
        }
        if (size == otherSize) {
            boolean split =
                    !signed.checkpoint().root().equals(other.signed.checkpoint().root());
            return Optional.of(new Comparison(split, split ? firstLeaf(other) : Optional.empty()));
        }
        return other.tree.map(larger -> {
            boolean split = !larger.rootAt(size).equals(signed.checkpoint().root());
            return new Comparison(split, split ? firstLeaf(other) : Optional.empty());
        });
    }

    private Optional<Long> firstLeaf(LogSide other) {
        return tree.flatMap(own -> other.tree.map(theirs -> firstLeaf(own, theirs)));
    }

    /** The last leaf of the smallest prefix that differs. */
    private static long firstLeaf(HashTree one, HashTree other) {
        long same = 0;
        long differs = Math.min(one.size(), other.size());
        while (differs - same > 1) {
            long middle = same + (differs - same) / 2;
            if (one.rootAt(middle).equals(other.rootAt(middle))) {
                same = middle;
            } else {
                differs = middle;
            }
        }
        return same;
    }
}
