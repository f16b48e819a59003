// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * What the coordinator remembers of its consortium: small records under a kind and a key, and the first states of proposed
 * tasks.
 *
 * <p><b>Guarantees</b> asked of implementations: the changes of one {@link #commit} happen all or none, and are on disk
 * (fsync) when it returns; under kill -9 nothing that returned is lost; calls are safe from many threads; records come
 * back in the order in which they were first put.
 *
 * <p><b>Does not check</b> what records hold. Nothing secret is put here.
 */
public interface ConsortiumStore extends AutoCloseable {
    /** All records, oldest first. */
    List<Entry> entries();

    /**
     * Applies all changes in their order, or none.
     *
     * @throws org.cordon.disk.StoreFailure where the disk refuses, or {@link Change.Add} finds its key taken
     */
    void commit(List<Change> changes);

    /** A first state that was put, by its digest. */
    Optional<Bytes> state(Digest digest);

    @Override
    void close();

    /** What a record is; the names are in the database. */
    enum Kind {
        /** An entry of the history; the key is its position, four bytes. */
        HISTORY,
        /** An invitation that was used; the key is that of the invitation, the content the digest of the request. */
        INVITATION,
        /** A request to join that waits; the key is its digest. */
        REQUEST,
        /** A proposal that is open; the key is the digest of what is approved. */
        PROPOSAL,
        /** An approval of an open proposal or of a withdrawal; the key is kind, subject and approver. */
        APPROVAL,
        /** A charter with its approvals; the key is its session. */
        TASK,
        /** A task that was handed on to be run; the key is its session. */
        STARTED,
        /** A task that was withdrawn; the key is its session, the content the signed withdrawal or the approvals. */
        WITHDRAWN
    }

    /**
     * One record.
     *
     * @param key 1 to 128 bytes
     * @param content at most 4 MiB
     */
    record Entry(Kind kind, Bytes key, Bytes content) {
        private static final int MAX_KEY = 128;
        private static final int MAX_CONTENT = 4 << 20;

        public Entry {
            if (key.isEmpty() || key.size() > MAX_KEY) {
                throw new IllegalArgumentException("key must be 1 to 128 bytes, but was " + key.size());
            }
            if (content.size() > MAX_CONTENT) {
                throw new IllegalArgumentException("content must be at most 4 MiB, but was " + content.size());
            }
        }
    }

    /** One change. */
    sealed interface Change {
        /** Puts a record whose key must be new among its kind. */
        record Add(Entry entry) implements Change {}

        /** Puts a record, in the place of the one with its key if there is one. */
        record Put(Entry entry) implements Change {}

        /** Removes a record; none there is fine. */
        record Remove(Kind kind, Bytes key) implements Change {}

        /** Keeps a first state; there already is fine. */
        record AddState(Digest digest, Bytes content) implements Change {}

        /** Forgets a first state; none there is fine. */
        record RemoveState(Digest digest) implements Change {}
    }
}
