// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cordon.coordinator.round.Desk;
import org.cordon.member.Entry;
import org.cordon.participant.round.CoordinatorLink;
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

/** A link within one process: calls the coordinator's desk directly, with the same answers as over gRPC. */
public final class LocalLink implements CoordinatorLink {
    private static final int CHUNK_BYTES = 1 << 19;

    private final Desk desk;
    private final int member;
    private final BlockingQueue<CoordinatorMessage> events = new LinkedBlockingQueue<>();
    private Optional<Desk.Attendance> attendance = Optional.empty();
    private Optional<Witness> witness = Optional.empty();
    private boolean closed;

    /** Attends as {@code member}, once it has a witness or events are asked for. */
    public LocalLink(Desk desk, int member) {
        this.desk = desk;
        this.member = member;
    }

    private synchronized void attend() {
        if (attendance.isEmpty() && !closed) {
            attendance = Optional.of(
                    desk.attend(member, witness.map(Witness::logSize).orElse(0L), new Desk.EventSink() {
                        @Override
                        public void push(CoordinatorMessage message) {
                            events.add(message);
                        }

                        @Override
                        public void replaced() {}
                    }));
        }
    }

    @Override
    public Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
        attend();
        return Optional.ofNullable(events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public Verdict submit(MemberMessage message, Duration deadline) {
        witness().flatMap(Witness::cosignature).ifPresent(cosignature -> desk.cosign(member, cosignature));
        return desk.submit(member, message);
    }

    @Override
    public synchronized void witnessedBy(Witness own) {
        witness = Optional.of(own);
        attend();
    }

    private synchronized Optional<Witness> witness() {
        return witness;
    }

    @Override
    public Verdict cosign(HeadCosignature cosignature, Duration deadline) {
        return desk.cosign(member, cosignature);
    }

    @Override
    public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline) {
        Desk.UploadAdmission admission = desk.upload(member, statement);
        if (admission instanceof Desk.UploadAdmission.Closed closed) {
            return closed.verdict();
        }
        try (Desk.UploadReceiver receiver = ((Desk.UploadAdmission.Welcome) admission).receiver()) {
            long offset = receiver.offset();
            while (offset < content.limit()) {
                int length = (int) Math.min(CHUNK_BYTES, content.limit() - offset);
                Verdict verdict = receiver.chunk(offset, content.slice((int) offset, length));
                if (verdict != Verdict.ACCEPTED) {
                    return verdict;
                }
                offset += length;
            }
            return receiver.finish();
        }
    }

    @Override
    public void fetchSum(Scope scope, Consumer<ByteBuffer> sink, Duration deadline) {
        served(() -> desk.sum(member, scope).forEachRemaining(sink));
    }

    @Override
    public void fetchBlocks(Scope scope, Digest seed, Consumer<Block> sink, Duration deadline) {
        served(() -> desk.blocks(member, scope, seed).forEachRemaining(sink));
    }

    @Override
    public Bytes fetchState(Digest session, Digest state, int maxBytes, Duration deadline) {
        return desk.state(member, session, state);
    }

    @Override
    public List<Entry> fetchHistory(int from, Duration deadline) {
        try {
            return desk.history(member, from);
        } catch (Desk.NotServed e) {
            throw new LinkUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private static void served(Runnable call) {
        try {
            call.run();
        } catch (Desk.NotServed e) {
            throw new LinkUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        attendance.ifPresent(Desk.Attendance::close);
    }
}
