// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.OfferedCharter;

/**
 * What the coordinator remembers: tasks, a journal of every decision and accepted submission of the open round, uploads
 * and public states.
 *
 * <p><b>Guarantees</b> asked of implementations: every write is on disk (fsync) when the call returns, all or nothing
 * under kill -9; calls are safe from many threads; entries come back in the order they were appended.
 */
public interface CoordinatorStore extends AutoCloseable {

    /** Remembers a charter; the same one again changes nothing. */
    void saveTask(Digest session, OfferedCharter charter);

    /** Marks a task as ended. */
    void endTask(Digest session);

    /** Tasks that have not ended, in the order they were saved. */
    List<StoredTask> openTasks();

    /** Appends to the journal of a session. Several threads may append at once; one fsync may serve them together. */
    void append(Digest session, Entry entry);

    /** The journal of a session, oldest first. */
    List<Entry> journal(Digest session);

    /** Replaces the journal of a session by {@code entries}, atomically: what a closed round leaves behind. */
    void compact(Digest session, List<Entry> entries);

    /** Opens (or creates) the upload of a member. */
    UploadFile upload(Digest session, UploadKey key);

    /** Forgets the uploads of all rounds of the session before (epoch, round). */
    void dropUploadsBefore(Digest session, int epoch, int round);

    void saveState(Digest session, Digest state, Bytes content);

    /** Forgets all states of the session but these. */
    void keepStates(Digest session, Set<Digest> states);

    Optional<Bytes> loadState(Digest session, Digest state);

    @Override
    void close();

    record StoredTask(Digest session, OfferedCharter charter) {}

    /**
     * A line of the journal.
     *
     * @param kind what it is; decided by the round driver
     * @param sender manifest index, 0 for the coordinator's own decisions
     */
    record Entry(String kind, int epoch, int round, int attempt, int sender, Bytes content) {}

    record UploadKey(int epoch, int round, int attempt, int member) {}

    /** A vector that grows from its end; survives a crash up to the last {@link #sync}. */
    interface UploadFile extends AutoCloseable {
        long length();

        /** Appends at {@code offset}, which must equal {@link #length()}. */
        void append(long offset, ByteBuffer data);

        /** Cuts back to {@code length}. */
        void truncate(long length);

        /** All appended bytes are on disk when it returns. */
        void sync();

        /** The file that holds just this, where there is one; it is not written to once the upload is complete. */
        default Optional<Path> path() {
            return Optional.empty();
        }

        /** Reads {@code target.remaining()} bytes from {@code offset}. */
        void read(long offset, ByteBuffer target);

        @Override
        void close();
    }
}
