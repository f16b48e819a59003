// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import java.util.Optional;
import org.cordon.log.BundleFinding;
import org.cordon.log.BundleOutcome;
import org.cordon.log.Checkpoint;
import org.cordon.log.HashTree;
import org.cordon.log.LogRefused;
import org.cordon.log.MalformedLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.UnverifiedLog;
import org.cordon.log.VerifierKey;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;

/** Claims 1, 2 and 3. */
final class TreeCheck {
    private static final String HISTORY = "checkpoint-history";

    private final Bundle bundle;
    private final AuditOptions options;
    private final Judgement judgement;

    TreeCheck(Bundle bundle, AuditOptions options, Judgement judgement) {
        this.bundle = bundle;
        this.options = options;
        this.judgement = judgement;
    }

    /** Claim 1; the key that signed. */
    Optional<VerifierKey> signed(List<VerifierKey> logs) {
        judgement.saw(Claim.CHECKPOINT_SIGNED);
        String origin = bundle.checkpoint().checkpoint().origin();
        options.consortium().ifPresent(pinned -> {
            if (!origin.equals(new Origin(pinned).log())) {
                fail(Claim.CHECKPOINT_SIGNED, "the log is not that of the pinned consortium, but " + origin);
            }
        });
        for (VerifierKey key : logs) {
            if (key.name().equals(origin)) {
                try {
                    Checkpoint unused = bundle.checkpoint().verify(key, NoteKeys.verifier());
                    return Optional.of(key);
                } catch (UnverifiedLog unsigned) {
                    fail(Claim.CHECKPOINT_SIGNED, String.valueOf(unsigned.getMessage()));
                    return Optional.empty();
                }
            }
        }
        fail(Claim.CHECKPOINT_SIGNED, "the trust policy has no key of the log " + origin);
        return Optional.empty();
    }

    /** Claim 2; the tree, if all of its leaves can be read. */
    Optional<HashTree> rebuilt() {
        judgement.saw(Claim.TREE_REBUILT);
        Checkpoint checkpoint = bundle.checkpoint().checkpoint();
        BundleOutcome outcome = bundle.reader().rebuild(checkpoint.size(), checkpoint.root());
        if (outcome instanceof BundleOutcome.Damaged damaged) {
            damaged.findings().forEach(this::tell);
            boolean sound = damaged.findings().stream().allMatch(TreeCheck::isOfHistory);
            return sound ? damaged.tree() : Optional.empty();
        }
        HashTree tree = ((BundleOutcome.Rebuilt) outcome).tree();
        if (!tree.root().equals(checkpoint.root())) {
            fail(
                    Claim.TREE_REBUILT,
                    "the leaves have the root " + tree.root().hex() + ", but the checkpoint names "
                            + checkpoint.root().hex());
            return Optional.empty();
        }
        return Optional.of(tree);
    }

    private static boolean isOfHistory(BundleFinding finding) {
        return finding.file().startsWith(HISTORY);
    }

    private void tell(BundleFinding finding) {
        fail(isOfHistory(finding) ? Claim.APPEND_ONLY : Claim.TREE_REBUILT, finding.toString());
    }

    /** Claim 3. */
    void appendOnly(HashTree tree, VerifierKey log) {
        try {
            for (long size : bundle.reader().checkpointSizes()) {
                SignedCheckpoint earlier = SignedCheckpoint.parse(
                        bundle.reader().checkpointAt(size).orElseThrow());
                extended(earlier, tree, log, HISTORY + "/" + size);
            }
        } catch (LogRefused | MalformedLog unreadable) {
            fail(Claim.APPEND_ONLY, "an earlier checkpoint cannot be read: " + unreadable.getMessage());
        }
        options.since()
                .ifPresentOrElse(
                        last -> extended(last, tree, log, "the checkpoint of the last visit"),
                        () -> judgement.lacking(
                                Claim.APPEND_ONLY,
                                "no checkpoint of an earlier visit was given; those in the bundle fit"));
    }

    private void extended(SignedCheckpoint earlier, HashTree tree, VerifierKey log, String name) {
        judgement.saw(Claim.APPEND_ONLY);
        Checkpoint checkpoint = earlier.checkpoint();
        try {
            Checkpoint unused = earlier.verify(log, NoteKeys.verifier());
        } catch (UnverifiedLog unsigned) {
            fail(Claim.APPEND_ONLY, name + ": " + unsigned.getMessage());
            return;
        }
        if (checkpoint.size() > tree.size()) {
            fail(
                    Claim.APPEND_ONLY,
                    name + " has " + checkpoint.size() + " leaves, but the log has only " + tree.size());
        } else if (!tree.rootAt(checkpoint.size()).equals(checkpoint.root())) {
            fail(Claim.APPEND_ONLY, name + ", of size " + checkpoint.size() + ", is no prefix of this log");
        }
    }

    private void fail(Claim claim, String sentence) {
        judgement.fail(claim, new Failure(Failure.NO_LEAF, Place.LOG, Failure.Weight.HARD, sentence));
    }
}
