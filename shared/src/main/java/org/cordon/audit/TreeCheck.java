// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.log.BundleFinding;
import org.cordon.log.BundleOutcome;
import org.cordon.log.Checkpoint;
import org.cordon.log.HashTree;
import org.cordon.log.LogRefused;
import org.cordon.log.MalformedLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.VerifierKey;
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

    /**
     * Claim 1; the key that signed.
     *
     * @param logs of which one must have: a policy names more than one where a key was rotated
     */
    Optional<VerifierKey> signed(List<VerifierKey> logs) {
        judgement.saw(Claim.CHECKPOINT_SIGNED);
        String origin = bundle.checkpoint().checkpoint().origin();
        options.consortium().ifPresent(pinned -> {
            if (!origin.equals(new Origin(pinned).log())) {
                fail(Claim.CHECKPOINT_SIGNED, "the log is not that of the pinned consortium, but " + origin);
            }
        });
        Optional<VerifierKey> signer = LogKeys.signer(bundle.checkpoint(), logs);
        if (signer.isEmpty()) {
            fail(
                    Claim.CHECKPOINT_SIGNED,
                    logs.isEmpty()
                            ? "the trust policy has no key of the log " + origin
                            : "the checkpoint is not signed by a key that the trust policy has of the log " + origin);
        }
        return signer;
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

    /**
     * Claim 3.
     *
     * @param logs every key that the log has had
     */
    void appendOnly(HashTree tree, Set<VerifierKey> logs) {
        try {
            for (long size : bundle.reader().checkpointSizes()) {
                if (size <= tree.size()) { // a later one is either of tiles that were not published yet, or told as a
                    // strange file
                    inHistory(size, tree, logs);
                }
            }
        } catch (LogRefused unreadable) {
            fail(Claim.APPEND_ONLY, "earlier checkpoints cannot be read: " + unreadable.getMessage());
        }
        options.since()
                .ifPresentOrElse(
                        last -> extended(last, tree, logs, "the checkpoint of the last visit"),
                        () -> judgement.lacking(
                                Claim.APPEND_ONLY,
                                "no checkpoint of an earlier visit was given; those in the bundle fit"));
    }

    private void inHistory(long size, HashTree tree, Set<VerifierKey> logs) throws LogRefused {
        String name = HISTORY + "/" + size;
        Optional<byte[]> note = bundle.reader().checkpointAt(size);
        try {
            if (note.isPresent()) {
                extended(SignedCheckpoint.parse(note.orElseThrow()), tree, logs, name);
            }
        } catch (MalformedLog malformed) {
            fail(Claim.APPEND_ONLY, name + " cannot be read: " + malformed.getMessage());
        }
    }

    private void extended(SignedCheckpoint earlier, HashTree tree, Set<VerifierKey> logs, String name) {
        judgement.saw(Claim.APPEND_ONLY);
        Checkpoint checkpoint = earlier.checkpoint();
        if (LogKeys.signer(earlier, logs).isEmpty()) {
            fail(Claim.APPEND_ONLY, name + " is not signed by a key that the log has had");
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
