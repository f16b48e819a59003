// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import org.cordon.log.Checkpoint;
import org.cordon.log.Hash;
import org.cordon.log.HashTree;
import org.cordon.log.MalformedLog;
import org.cordon.suite.Bytes;

/** Claim 8: checkpoints that signed messages name are prefixes of this log, and hold what the message leans on. */
final class NamedCheckpoints {
    private final String origin;
    private final HashTree tree;
    private final Judgement judgement;
    private long lastSize = -1;
    private Hash lastRoot = Hash.EMPTY_ROOT;

    NamedCheckpoints(String origin, HashTree tree, Judgement judgement) {
        this.origin = origin;
        this.tree = tree;
        this.judgement = judgement;
    }

    /**
     * Judges one.
     *
     * @param text as the message names it
     * @param holds index of the leaf that it must hold; below 0 if that leaf is not in the log
     * @param at the record whose message it is: nothing from it on can be in the checkpoint
     */
    void check(String message, Bytes text, long holds, Seen at) {
        Checkpoint named;
        try {
            named = Checkpoint.parse(text.toByteArray());
        } catch (MalformedLog malformed) {
            judgement.expect(
                    false,
                    Claim.RECEIPTS_NAME_CHECKPOINT,
                    at,
                    "the checkpoint that " + message + " names is none: " + malformed.getMessage());
            return;
        }
        boolean fits = named.origin().equals(origin) && named.size() <= at.index();
        if (judgement.expect(
                        fits && root(named.size()).equals(named.root()),
                        Claim.RECEIPTS_NAME_CHECKPOINT,
                        at,
                        "the checkpoint that " + message + " names is no prefix of this log")
                && holds >= 0) {
            judgement.expect(
                    named.size() > holds,
                    Claim.RECEIPTS_NAME_CHECKPOINT,
                    at,
                    "the checkpoint that " + message + " names, of size " + named.size() + ", does not hold leaf "
                            + holds + ", which it leans on");
        }
    }

    private Hash root(long size) {
        if (size != lastSize) {
            lastRoot = tree.rootAt(size);
            lastSize = size;
        }
        return lastRoot;
    }
}
