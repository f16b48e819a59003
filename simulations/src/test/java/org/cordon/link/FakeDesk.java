// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.cordon.coordinator.round.Desk;
import org.cordon.member.Entry;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;

/** Keeps everything in memory: repeats the last events, takes uploads of {@code expected} bytes in order. */
final class FakeDesk implements Desk {
    static final Digest SESSION = Hashes.sha256(new byte[] {1});

    final Map<Integer, EventSink> sinks = new ConcurrentHashMap<>();
    final BlockingQueue<Integer> attended = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> left = new LinkedBlockingQueue<>();
    final List<CoordinatorMessage> replayed = Collections.synchronizedList(new ArrayList<>());
    final Map<Integer, List<MemberMessage>> submitted = new ConcurrentHashMap<>();
    final Map<Integer, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    final AtomicInteger chunks = new AtomicInteger();
    final AtomicInteger uploadCalls = new AtomicInteger();
    volatile BiFunction<Integer, MemberMessage, Verdict> onSubmit = this::keep;
    volatile int expected;
    volatile byte[] sum = new byte[0];
    volatile List<Block> blocks = List.of();
    volatile Bytes state = Bytes.EMPTY;

    static Scope scope(int round, int sender) {
        return new Scope(SESSION, 1, round, 0, sender);
    }

    static MemberMessage message(int round, int sender) {
        return new MemberMessage.Refusal(scope(round, sender), MemberMessage.Refusal.Reason.DATA);
    }

    static CoordinatorMessage event(int number) {
        return new CoordinatorMessage.Ended(Hashes.sha256(new byte[] {(byte) (number >> 8), (byte) number}));
    }

    @Override
    public Verdict cosign(int member, HeadCosignature cosignature) {
        return Verdict.ACCEPTED;
    }

    @Override
    public Attendance attend(int member, long logSize, EventSink sink) {
        EventSink before = sinks.put(member, sink);
        if (before != null) {
            before.replaced();
        }
        List.copyOf(replayed).forEach(sink::push);
        attended.add(member);
        return () -> {
            sinks.remove(member, sink);
            left.add(member);
        };
    }

    void push(int member, CoordinatorMessage message) {
        EventSink sink = sinks.get(member);
        if (sink != null) {
            sink.push(message);
        }
    }

    byte[] uploaded(int member) {
        ByteArrayOutputStream held = uploads.get(member);
        return held == null ? new byte[0] : held.toByteArray();
    }

    private Verdict keep(int member, MemberMessage message) {
        List<MemberMessage> mine =
                submitted.computeIfAbsent(member, unused -> Collections.synchronizedList(new ArrayList<>()));
        synchronized (mine) {
            if (mine.contains(message)) {
                return Verdict.DUPLICATE;
            }
            mine.add(message);
            return Verdict.ACCEPTED;
        }
    }

    @Override
    public List<Entry> history(int member, int from) {
        return List.of();
    }

    @Override
    public Verdict submit(int member, MemberMessage message) {
        return onSubmit.apply(member, message);
    }

    @Override
    public long uploadOffset(int member, Scope scope) {
        ByteArrayOutputStream held = uploads.get(member);
        return held == null ? 0 : held.size();
    }

    @Override
    public UploadAdmission upload(int member, Signed<RoundBody.Upload> statement) {
        uploadCalls.incrementAndGet();
        ByteArrayOutputStream held = uploads.computeIfAbsent(member, unused -> new ByteArrayOutputStream());
        return new UploadAdmission.Welcome(new UploadReceiver() {
            @Override
            public long offset() {
                return held.size();
            }

            @Override
            public Verdict chunk(long offset, ByteBuffer data) {
                chunks.incrementAndGet();
                if (offset != held.size()) {
                    return offset < held.size() ? Verdict.CONFLICT : Verdict.UNEXPECTED;
                }
                if (offset + data.remaining() > expected) {
                    return Verdict.TOO_LARGE;
                }
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                held.writeBytes(bytes);
                return Verdict.ACCEPTED;
            }

            @Override
            public Verdict finish() {
                return held.size() == expected ? Verdict.ACCEPTED : Verdict.MALFORMED;
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public Iterator<ByteBuffer> sum(int member, Scope scope) {
        if (scope.round() == 99) {
            throw new NotServed("round 99 has no sum yet");
        }
        List<ByteBuffer> parts = new ArrayList<>();
        for (int from = 0; from < sum.length; from += 300_000) {
            parts.add(ByteBuffer.wrap(sum, from, Math.min(300_000, sum.length - from)));
        }
        return parts.iterator();
    }

    @Override
    public Iterator<Block> blocks(int member, Scope scope, Digest seed) {
        return blocks.iterator();
    }

    @Override
    public Bytes state(int member, Digest session, Digest digest) {
        return state;
    }
}
