// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.governance.Proposal;
import org.cordon.governance.Standing;
import org.cordon.suite.Bytes;

/**
 * Proposals on their way in.
 *
 * <p><b>Guarantees.</b> Together they hold at most {@link #MOST_BYTES} in memory, and one of each proposer; who has sent
 * nothing for {@link #PATIENCE} makes room for another.
 */
final class ProposalIntake {
    static final long MOST_BYTES = 320L << 20;
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final List<Arriving> arriving = new ArrayList<>();

    ProposalIntake(InstantSource clock) {
        this.clock = clock;
    }

    /** What is done with a proposal that is whole. */
    @FunctionalInterface
    interface Sink {
        Standing keep(Proposal head, Bytes content, Optional<Bytes> state) throws ConsortiumRefused;
    }

    /** Makes room for a proposal whose head was verified, or refuses. */
    synchronized ConsortiumDesk.ProposalReceiver begin(Proposal head, Sink sink) throws ConsortiumRefused {
        Instant late = clock.instant().minus(PATIENCE);
        arriving.removeIf(other -> {
            boolean gives = other.head.proposer().equals(head.proposer()) || other.newest.isBefore(late);
            if (gives) {
                other.end();
            }
            return gives;
        });
        long held =
                arriving.stream().mapToLong(other -> other.head.totalBytes()).sum();
        if (held + head.totalBytes() > MOST_BYTES) {
            throw new ConsortiumRefused(
                    Reason.TOO_MANY, "other proposals are arriving and leave no room; try again in a minute");
        }
        Arriving mine = new Arriving(head, sink);
        arriving.add(mine);
        return mine;
    }

    private synchronized void leave(Arriving mine) {
        arriving.remove(mine);
    }

    private final class Arriving implements ConsortiumDesk.ProposalReceiver {
        private final Proposal head;
        private final Sink sink;
        private volatile Instant newest = clock.instant();
        private volatile boolean over;
        private byte[] content = new byte[0];
        private byte[] state = new byte[0];
        private int received;

        Arriving(Proposal head, Sink sink) {
            this.head = head;
            this.sink = sink;
        }

        @Override
        public synchronized void take(Bytes data) throws ConsortiumRefused {
            requireGoingOn();
            if (data.size() > head.totalBytes() - received) {
                throw new ConsortiumRefused(
                        Reason.TOO_LARGE,
                        "a proposal must be as long as its head says, " + head.totalBytes() + " bytes, but was longer");
            }
            int size = head.content().size();
            if (received == 0) {
                content = new byte[size];
            }
            int first = Math.min(data.size(), Math.max(0, size - received));
            data.slice(0, first).copyTo(content, Math.min(received, size - first));
            if (first < data.size()) {
                if (state.length == 0) {
                    state = new byte[head.totalBytes() - size];
                }
                data.slice(first, data.size()).copyTo(state, received + first - size);
            }
            received += data.size();
            newest = clock.instant();
        }

        @Override
        public Standing finish() throws ConsortiumRefused {
            Bytes whole;
            Optional<Bytes> first;
            synchronized (this) {
                requireGoingOn();
                whole = Bytes.wrap(content);
                first = head.state().map(unused -> Bytes.wrap(state));
                end();
            }
            boolean fits = received == head.totalBytes()
                    && head.content().fits(whole)
                    && first.map(bytes -> head.state().orElseThrow().fits(bytes))
                            .orElse(true);
            if (!fits) {
                throw new ConsortiumRefused(
                        Reason.WRONG_DIGEST, "what arrived is not what the proposal's head names; send it again");
            }
            return sink.keep(head, whole, first);
        }

        private void requireGoingOn() throws ConsortiumRefused {
            if (over) {
                throw new ConsortiumRefused(
                        Reason.TOO_MANY,
                        "the proposal gave way to another one, as it was slow or repeated; send it again");
            }
        }

        private synchronized void end() {
            over = true;
            content = new byte[0];
            state = new byte[0];
        }

        @Override
        public void close() {
            end();
            leave(this);
        }
    }
}
