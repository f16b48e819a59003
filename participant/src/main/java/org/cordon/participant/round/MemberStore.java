// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * What a participant remembers of its tasks.
 *
 * <p><b>Guarantees</b> asked of implementations: a {@code save} is on disk (fsync) when it returns and is all or nothing
 * under kill -9; the secrets of a record are sealed with a key of their own that is destroyed when the next record of
 * the session is saved, so that erased secrets stay erased as far as the file system lets a file be overwritten.
 */
public interface MemberStore extends AutoCloseable {

    /** The newest record of a session. */
    Optional<MemberRecord> load(Digest session);

    /** Replaces the record of the session, and makes the secrets of the one before unreadable. */
    default void save(Digest session, MemberRecord record) {
        save(session, record, new TreeMap<>());
    }

    /**
     * The same, and in the same write counts of the ledger that rise to at least what is given: both are on disk when it returns, or
     * neither.
     */
    void save(Digest session, MemberRecord record, SortedMap<String, Long> counts);

    /** Counts that never go down. */
    Ledger ledger();

    /** Every session with a record. */
    List<Digest> sessions();

    /** Stores a large vector, durable on return, replacing one of the same name. The content is as it should lie on disk. */
    void saveVector(Digest session, String name, ByteBuffer content);

    /** A stored vector. */
    Optional<byte[]> loadVector(Digest session, String name);

    /** Removes a vector; no error where there is none. */
    void deleteVector(Digest session, String name);

    /** Stores a public state under its digest, durable on return; states before the newest two may be forgotten. */
    void saveState(Digest session, Digest state, Bytes content);

    Optional<Bytes> loadState(Digest session, Digest state);

    /** The epoch up to which no session may be joined: 0, or that of a restore from a backup. */
    default int epochFloor() {
        return 0;
    }

    @Override
    void close();

    /**
     * A session's guards and secrets.
     *
     * @param guard public counters and digests, canonical bytes
     * @param secrets secrets of epoch and round, canonical bytes; empty when nothing is open
     */
    record MemberRecord(Bytes guard, Bytes secrets) {}
}
