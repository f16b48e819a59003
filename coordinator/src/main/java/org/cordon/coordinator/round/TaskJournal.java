// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.sum.round.MemberMessage;
import org.cordon.wire.MessageCodec;

/**
 * The journal of one task. A failure ends the task until the next start: a phase may have counted what is not durable, and its
 * repetition must not be answered as held. Guarded by the task's lock.
 */
final class TaskJournal {
    private final Digest session;
    private final CoordinatorStore store;
    private Optional<RuntimeException> failure = Optional.empty();

    TaskJournal(Digest session, CoordinatorStore store) {
        this.session = session;
        this.store = store;
    }

    /** Durable when it returns. */
    void append(CoordinatorStore.Entry entry) {
        require();
        try {
            store.append(session, entry);
        } catch (RuntimeException failed) {
            failure = Optional.of(failed);
            throw failed;
        }
    }

    /** A member's message that a phase has accepted. */
    void append(int member, MemberMessage message) {
        append(new CoordinatorStore.Entry(
                Journal.SUBMISSION,
                message.scope().epoch(),
                message.scope().round(),
                message.scope().attempt(),
                member,
                MessageCodec.encode(message)));
    }

    /** Demands that nothing has failed. */
    void require() {
        failure.ifPresent(failed -> {
            throw new IllegalStateException("the task's journal cannot be written; start again once it can", failed);
        });
    }

    /**
     * Forgets what no restart needs any more.
     *
     * @param before the state from which the newest sum's round started, where that sum is new
     */
    void compact(Optional<Digest> before) {
        store.compact(session, Compaction.of(store.journal(session), before));
    }
}
