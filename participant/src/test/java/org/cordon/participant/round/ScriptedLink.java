// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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

/** A link on which a test is the coordinator: it pushes events, and takes down what the member says. */
class ScriptedLink implements CoordinatorLink {
    final BlockingQueue<CoordinatorMessage> events = new LinkedBlockingQueue<>();
    final BlockingQueue<MemberMessage> said = new LinkedBlockingQueue<>();
    final BlockingQueue<Signed<RoundBody.Upload>> uploads = new LinkedBlockingQueue<>();
    final List<HeadCosignature> cosigned = new CopyOnWriteArrayList<>();
    final List<HeadCosignature> rode = new CopyOnWriteArrayList<>();
    final AtomicInteger attendances = new AtomicInteger();
    volatile boolean reachable = true;
    volatile Optional<Bytes> served = Optional.empty();
    private volatile Optional<Witness> witness = Optional.empty();

    @Override
    public Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
        return Optional.ofNullable(events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void witnessedBy(Witness own) {
        witness = Optional.of(own);
    }

    Witness witness() {
        return witness.orElseThrow();
    }

    @Override
    public void attendAgain() {
        int unused = attendances.incrementAndGet();
    }

    @Override
    public Verdict cosign(HeadCosignature cosignature, Duration deadline) {
        if (!reachable) {
            throw new LinkUnavailable("not reachable", new IllegalStateException());
        }
        cosigned.add(cosignature);
        return Verdict.ACCEPTED;
    }

    @Override
    public Verdict submit(MemberMessage message, Duration deadline) {
        witness.flatMap(Witness::cosignature).ifPresent(rode::add);
        said.add(message);
        return Verdict.ACCEPTED;
    }

    @Override
    public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline) {
        uploads.add(statement);
        return Verdict.ACCEPTED;
    }

    @Override
    public void fetchSum(Scope scope, Consumer<ByteBuffer> sink, Duration deadline) {
        throw new LinkUnavailable("no sum", new IllegalStateException());
    }

    @Override
    public void fetchBlocks(Scope scope, Digest seed, Consumer<Block> sink, Duration deadline) {
        throw new LinkUnavailable("no blocks", new IllegalStateException());
    }

    @Override
    public Bytes fetchState(Digest session, Digest state, int maxBytes, Duration deadline) {
        return served.orElseThrow(() -> new LinkUnavailable("no state", new IllegalStateException()));
    }

    @Override
    public List<Entry> fetchHistory(int from, Duration deadline) {
        return List.of();
    }

    @Override
    public void close() {}
}
