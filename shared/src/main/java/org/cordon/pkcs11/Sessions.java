// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.cordon.pkcs11.Cryptoki.Call;

/**
 * The sessions with one token, of which each serves one thread at a time.
 *
 * <p>A login counts for all sessions of the process with a token, and ends with the last of them; so one session stays
 * open until {@link #close()}.
 */
final class Sessions {
    private static final int MAX = 8;
    private static final long SERIAL = 4;
    private static final long READ_WRITE = 2;
    private static final long USER = 1;

    private final Cryptoki library;
    private final long slot;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Deque<Long> idle = new ArrayDeque<>();
    private int opened;
    private boolean closed;

    private Sessions(Cryptoki library, long slot) {
        this.library = library;
        this.slot = slot;
    }

    /** What is done within one session. */
    @FunctionalInterface
    interface Work<T> {
        T in(Cryptoki library, long session) throws CryptokiFailure;
    }

    /** Logs in; takes over one use of the library, which {@link #close()} gives back. */
    static Sessions login(Cryptoki library, long slot, Pin pin) throws CryptokiFailure {
        Sessions sessions = new Sessions(library, slot);
        long first = sessions.openSession();
        byte[] bytes = pin.copyBytes();
        try (Memory memory = new Memory(bytes.length)) {
            memory.write(0, bytes, 0, bytes.length);
            try {
                library.call(Call.C_LOGIN, first, USER, memory, (long) bytes.length);
            } finally {
                memory.clear();
            }
        } catch (CryptokiFailure failure) {
            if (!failure.is(CryptokiFailure.USER_ALREADY_LOGGED_IN)) {
                library.call(Call.C_CLOSE_SESSION, first);
                throw failure;
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        sessions.idle.push(first);
        sessions.opened = 1;
        return sessions;
    }

    private long openSession() throws CryptokiFailure {
        LongByReference handle = new LongByReference();
        library.call(Call.C_OPEN_SESSION, slot, SERIAL | READ_WRITE, Pointer.NULL, Pointer.NULL, handle);
        return handle.getValue();
    }

    /** Works in a session of its own; waits for one if all are busy. */
    <T> T call(Work<T> work) throws CryptokiFailure {
        long session = borrow();
        try {
            return work.in(library, session);
        } finally {
            giveBack(session);
        }
    }

    private long borrow() throws CryptokiFailure {
        lock.lock();
        try {
            while (!closed && idle.isEmpty() && opened == MAX) {
                given.awaitUninterruptibly();
            }
            if (closed) {
                throw new IllegalStateException("the token was closed");
            }
            Long session = idle.poll();
            if (session != null) {
                return session;
            }
            long fresh = openSession();
            opened++;
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(long session) {
        lock.lock();
        try {
            idle.push(session);
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all sessions, after those that are busy. */
    void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            given.signalAll();
            while (idle.size() < opened) {
                given.awaitUninterruptibly();
            }
            idle.forEach(this::end);
            idle.clear();
        } finally {
            lock.unlock();
        }
        library.release();
    }

    private void end(long session) {
        try {
            library.call(Call.C_CLOSE_SESSION, session);
        } catch (CryptokiFailure gone) {
            // A session with a token that was removed has ended already.
        }
    }
}
