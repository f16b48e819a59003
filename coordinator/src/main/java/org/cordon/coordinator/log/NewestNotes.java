// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.util.TreeMap;
import org.cordon.log.Checkpoint;
import org.cordon.log.Hash;
import org.cordon.log.LogStorage;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.suite.Signer;

/** Signs checkpoints as the log, the same one only once while it is new. Safe for concurrent use. */
final class NewestNotes {
    private static final int KEPT = 64;

    private final Origin origin;
    private final LogStorage storage;
    private final TreeMap<Long, SignedCheckpoint> notes = new TreeMap<>();
    private Signer signer;

    NewestNotes(Origin origin, LogStorage storage, Signer signer) {
        this.origin = origin;
        this.storage = storage;
        this.signer = signer;
    }

    /** The coordinator's key was rotated. */
    synchronized void signWith(Signer next) {
        if (!next.verifyKey().equals(signer.verifyKey())) {
            signer = next;
            notes.clear();
        }
    }

    synchronized Signer signer() {
        return signer;
    }

    /** The checkpoint of a tree that is being made: the storage must not be asked. */
    synchronized SignedCheckpoint sign(long size, Hash root) {
        SignedCheckpoint signed = SignedCheckpoint.sign(
                new Checkpoint(origin.log(), size, root),
                NoteKeys.signer(NoteKeys.log(origin, signer.verifyKey()), signer));
        notes.put(size, signed);
        if (notes.size() > KEPT) {
            notes.pollFirstEntry();
        }
        return signed;
    }

    /** The checkpoint of the first {@code size} leaves, without cosignatures. */
    SignedCheckpoint at(long size) {
        synchronized (this) {
            SignedCheckpoint known = notes.get(size);
            if (known != null) {
                return known;
            }
        }
        return sign(size, storage.rootAt(size));
    }
}
