// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cordon.disk.StoreFailure;
import org.cordon.log.Checkpoint;
import org.cordon.log.LogStorage;
import org.cordon.log.MalformedLog;
import org.cordon.log.NoteVerifier;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.UnverifiedLog;
import org.cordon.log.VerifierKey;
import org.cordon.record.Leaf;
import org.cordon.record.Origin;
import org.cordon.record.Statement;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.wire.LeafCodec;

/** What a member demands of checkpoints and leaves by themselves, before it holds them against its mirror. */
record LogCheck(Origin origin, NoteVerifier verifier) {
    /** The checkpoint, signed by the log. */
    SignedCheckpoint checkpoint(Bytes note, VerifierKey log) {
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(note.toByteArray());
            var unused = signed.verify(log, verifier);
            return signed;
        } catch (MalformedLog | UnverifiedLog wrong) {
            throw new ProtocolViolation(Violation.LOG_UNSIGNED, String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * Leaves, decoded.
     *
     * @param first index of the first
     * @throws MalformedLog for a leaf that this version cannot read
     */
    List<Leaf> decoded(List<Bytes> exact, long first) throws MalformedLog {
        List<Leaf> leaves = new ArrayList<>();
        for (Bytes bytes : exact) {
            leaves.add(decode(bytes, first + leaves.size()));
        }
        return leaves;
    }

    /**
     * Demands that the leaves may stand there.
     *
     * @param first index of the first
     * @param after time of the leaf before it
     * @throws MalformedLog for a leaf that no log of this origin can have there, whatever the version
     */
    void requireFit(List<Leaf> leaves, long first, Instant after) throws MalformedLog {
        Instant latest = after;
        long index = first;
        for (Leaf leaf : leaves) {
            Statement statement = leaf.statement();
            require(statement.log().equals(origin.hash()), statement, "another log's", "this log's");
            require(statement.index() == index, statement, "of index " + statement.index(), "of index " + index);
            require(!statement.at().isBefore(latest), statement, "at " + statement.at(), "not before " + latest);
            latest = statement.at();
            index++;
        }
    }

    private static void require(boolean holds, Statement statement, String found, String rule) throws MalformedLog {
        if (!holds) {
            throw new MalformedLog("leaf " + statement.index() + " must be " + rule + ", but was " + found);
        }
    }

    private static Leaf decode(Bytes bytes, long index) throws MalformedLog {
        try {
            return LeafCodec.decode(bytes);
        } catch (MalformedBody malformed) {
            throw new MalformedLog("leaf " + index + " must be well formed, but was not: " + malformed.getMessage());
        }
    }

    /** A note of the mirror itself. */
    static SignedCheckpoint kept(byte[] note) {
        try {
            return SignedCheckpoint.parse(note);
        } catch (MalformedLog damaged) {
            throw new StoreFailure("the mirror of the protocol log holds no checkpoint: " + damaged.getMessage());
        }
    }

    /** A checkpoint as messages name it, without signatures; it must be of the mirror's first leaves. */
    Checkpoint prefix(Bytes text, LogStorage mirror) throws MalformedLog {
        Checkpoint checkpoint = Checkpoint.parse(text.toByteArray());
        if (!checkpoint.origin().equals(origin.log())) {
            throw new MalformedLog("origin of the checkpoint must be " + origin.log() + ", but was another");
        }
        if (checkpoint.size() > mirror.size()) {
            throw new MalformedLog("size of the checkpoint must be at most the mirror's " + mirror.size() + ", but was "
                    + checkpoint.size());
        }
        if (!mirror.rootAt(checkpoint.size()).equals(checkpoint.root())) {
            throw new MalformedLog("root of " + checkpoint.size() + " leaves must be the mirror's, but was another");
        }
        return checkpoint;
    }
}
