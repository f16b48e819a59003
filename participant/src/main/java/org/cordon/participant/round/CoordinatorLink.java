// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cordon.member.Consortium;
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
 * The way to the coordinator: one for a participant, over all its tasks.
 *
 * <p><b>Guarantees</b> asked of implementations: they dial out only; they reconnect with backoff on their own and after
 * each reconnect the coordinator repeats the events that still matter, so events may come twice; submissions and uploads
 * are retried until they were answered or {@code deadline} has passed. What will never work (a certificate that is not
 * accepted, a wrong name) is a {@link LinkRefused} at once.
 *
 * <p><b>Does not check</b> what comes back: everything here is said by a coordinator that nobody trusts.
 */
public interface CoordinatorLink extends AutoCloseable {

    /** The next event, or empty once {@code timeout} has passed without one. */
    Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException;

    /** Submits; the same message may be submitted any number of times. */
    Verdict submit(MemberMessage message, Duration deadline) throws InterruptedException;

    /**
     * Uploads the masked vector in chunks, from the offset the coordinator holds already.
     *
     * @param content the packed ring words of y_i, from position 0 to limit
     */
    Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
            throws InterruptedException;

    /** Streams the packed sum of a round in order into {@code sink}; chunks are at most 1 MiB. */
    void fetchSum(Scope scope, Consumer<ByteBuffer> sink, Duration deadline) throws InterruptedException;

    /** Streams the blocks that {@code seed} selects, position by position and within one by ascending member. */
    void fetchBlocks(Scope scope, Digest seed, Consumer<Block> sink, Duration deadline) throws InterruptedException;

    /** The public state with the digest, as the coordinator gives it; at most {@code maxBytes}. */
    Bytes fetchState(Digest session, Digest state, int maxBytes, Duration deadline) throws InterruptedException;

    /**
     * Entries of the consortium's history from {@code from} on, oldest first; none where there is nothing newer. A bounded
     * number: who gets some asks again for the rest.
     */
    List<Entry> fetchHistory(int from, Duration deadline) throws InterruptedException;

    /**
     * The consortium has changed: from now on the link believes the coordinator of its newest manifest, and dials anew if the
     * participant's own TLS key is another; what is under way goes on.
     */
    default void consortiumChanged(Consortium newest) {}

    /**
     * What the link asks whenever it attends or submits: how much of the protocol log is held, and a cosignature to send along.
     * Given once, before anything else is done with the link, which attends from then on.
     */
    default void witnessedBy(Witness witness) {}

    /** Leaves the stream of events and begins another, which says anew how much of the protocol log is held; returns at once. */
    default void attendAgain() {}

    /** Hands in a cosignature that no message is there to carry: when a member comes, not in a round. */
    Verdict cosign(HeadCosignature cosignature, Duration deadline) throws InterruptedException;

    /** The member's side of the protocol log, as the link sees it. Calls are quick and come from any thread. */
    interface Witness {
        /** Of a program that keeps no log. */
        Witness NONE = new Witness() {
            @Override
            public long logSize() {
                return 0;
            }

            @Override
            public Optional<HeadCosignature> cosignature() {
                return Optional.empty();
            }
        };

        /** Leaves that are on disk. */
        long logSize();

        /** A cosignature of the newest checkpoint on disk, unless one of it was given to a message before. */
        Optional<HeadCosignature> cosignature();
    }

    /** A new certificate (X.509, DER) for this member's keys; {@code certificateRequest} is PKCS#10 in DER. */
    default Bytes renew(Bytes certificateRequest, Duration deadline) throws InterruptedException {
        throw new LinkUnavailable("this link renews no certificates", new IllegalStateException("not offered"));
    }

    /** Whether a connection to the coordinator stands now. */
    default boolean isUp() {
        return true;
    }

    @Override
    void close();

    /** The deadline passed without an answer, or the stream broke; trying again later may help. */
    class LinkUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LinkUnavailable(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /** Trying again will not help; the sentence names the cause and the mend. */
    class LinkRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LinkRefused(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
