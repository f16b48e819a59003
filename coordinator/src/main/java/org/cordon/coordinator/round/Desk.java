// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.cordon.member.Entry;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;

/**
 * Where members come to: every call names the member that mutual TLS has authenticated (its manifest index).
 *
 * <p><b>Guarantees.</b> Calls are safe from many threads, bounded, and idempotent; a member can neither act for another
 * nor hold up another.
 */
public interface Desk {

    /**
     * Registers where to push events for {@code member}, replacing an earlier sink of the same member, and repeats the
     * events that still matter. {@link EventSink#push} never blocks.
     *
     * @param logSize leaves of the protocol log that the member holds: it gets the rest first, and then what is new ahead of
     *     every event
     */
    Attendance attend(int member, long logSize, EventSink sink);

    /** A witness's cosignature of a checkpoint; one that does not verify, or is of no checkpoint given out, is refused. */
    Verdict cosign(int member, HeadCosignature cosignature);

    /**
     * The entries of the consortium's history from {@code from} on, oldest first; a bounded number, so that who gets some asks
     * again for the rest.
     */
    List<Entry> history(int member, int from);

    /** Takes a submission in; the verdict is durable when it is returned. */
    Verdict submit(int member, MemberMessage message);

    /** How many bytes of the member's upload of this attempt are held; 0 for an unknown one. */
    long uploadOffset(int member, Scope scope);

    /** Starts or resumes an upload, or says why not. */
    UploadAdmission upload(int member, Signed<RoundBody.Upload> statement);

    /** The packed sum of a round in chunks of at most 1 MiB, or {@link NotServed}. */
    Iterator<ByteBuffer> sum(int member, Scope scope);

    /** The blocks that {@code seed} selects, in the order of the protocol, or {@link NotServed}. */
    Iterator<Block> blocks(int member, Scope scope, Digest seed);

    /** A public state, or {@link NotServed}. */
    Bytes state(int member, Digest session, Digest state);

    /** A new certificate (X.509, DER) for the member's keys of the newest manifest, or {@link NotServed}. */
    default Bytes renew(int member, Bytes certificateRequest) {
        throw new NotServed("this coordinator issues no certificates; ask its operator");
    }

    /** Where events for one member go. */
    interface EventSink {
        /** Queues an event; never blocks. A sink that is full closes itself, and its member attends anew. */
        void push(CoordinatorMessage message);

        /** The member attended elsewhere; nothing more is pushed here. */
        void replaced();

        /** How many updates of the protocol log fit at once. */
        default int room() {
            return Integer.MAX_VALUE;
        }

        /** The member lacks more of the protocol log than fits at once: nothing more is pushed here, it attends anew for the rest. */
        default void behind() {
            replaced();
        }

        /** The consortium has removed the member; nothing more is pushed here, and its connection is of no use. */
        default void removed() {
            replaced();
        }
    }

    /** The registration of a sink. */
    interface Attendance extends AutoCloseable {
        /** The member's stream ended; a later registration of the same member is left alone. */
        @Override
        void close();
    }

    /** Whether an upload may go on. */
    sealed interface UploadAdmission {
        /** The upload is refused, or held already in full ({@link Verdict#DUPLICATE}). */
        record Closed(Verdict verdict) implements UploadAdmission {}

        /** Chunks are welcome from {@code receiver.offset()} on. */
        record Welcome(UploadReceiver receiver) implements UploadAdmission {}
    }

    /** One upload in progress; used by one thread at a time. */
    interface UploadReceiver extends AutoCloseable {
        /** Bytes held so far; the next chunk must start here. */
        long offset();

        /** Stores a chunk; anything but {@link Verdict#ACCEPTED} ends the call and costs nobody else anything. */
        Verdict chunk(long offset, ByteBuffer data);

        /** The stream ended: {@link Verdict#ACCEPTED} once the whole vector is durable and fits its statement. */
        Verdict finish();

        /** Frees the receiver; what was stored can be resumed. */
        @Override
        void close();
    }

    /** Nothing to serve under that scope; a result that is no longer, or not yet, there. */
    class NotServed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotServed(String sentence) {
            super(sentence);
        }
    }
}
