// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.cordon.coordinator.round.Desk;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.member.Entry;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.ProtoCodec;

/**
 * What the links cost: ten members at once, each 3 MB up, 3 MB of sum and 12 MB of blocks down, over loopback. Both sides
 * run in this process, so the processor time is that of both; the desk stores nothing.
 */
final class LinkBench {
    private static final int MEMBERS = 10;
    private static final int VECTOR = 3_000_000;
    private static final int BLOCKS = 1_000;
    private static final int WARM_UP = 15;
    private static final int MEASURED = 15;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Digest ANY = Digest.of(new byte[32]);

    private LinkBench() {}

    public static void main(String[] args) throws Exception {
        TestConsortium consortium = new TestConsortium(MEMBERS);
        ExecutorService threads = Executors.newFixedThreadPool(MEMBERS);
        List<GrpcCoordinatorLink> links = new ArrayList<>();
        try (FederationServer server = consortium.serve(new EmptyDesk())) {
            for (int member = 1; member <= MEMBERS; member++) {
                links.add(consortium.link(member, server.address().getPort()));
            }
            measure(
                    "submit",
                    0,
                    links,
                    threads,
                    (link, member) -> check(link.submit(FakeDesk.message(1, member), LONG) == Verdict.ACCEPTED));
            measure(
                    "upload",
                    VECTOR,
                    links,
                    threads,
                    (link, member) -> check(link.upload(statement(member), ByteBuffer.allocateDirect(VECTOR), LONG)
                            == Verdict.ACCEPTED));
            measure("sum", VECTOR, links, threads, (link, member) -> {
                AtomicLong received = new AtomicLong();
                link.fetchSum(FakeDesk.scope(1, 0), chunk -> received.addAndGet(chunk.remaining()), LONG);
                check(received.get() == VECTOR);
            });
            measure("blocks", BLOCKS * 12_288, links, threads, (link, member) -> {
                AtomicLong received = new AtomicLong();
                link.fetchBlocks(
                        FakeDesk.scope(1, 0),
                        ANY,
                        block -> received.addAndGet(block.words().size()),
                        LONG);
                check(received.get() == BLOCKS * 12_288L);
            });
        } finally {
            links.forEach(CoordinatorLink::close);
            threads.shutdownNow();
        }
    }

    private interface Work {
        void on(CoordinatorLink link, int member) throws InterruptedException;
    }

    private static void measure(
            String name, int bytes, List<GrpcCoordinatorLink> links, ExecutorService threads, Work work)
            throws Exception {
        double[] seconds = new double[MEASURED];
        double[] cpu = new double[MEASURED];
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        for (int run = -WARM_UP; run < MEASURED; run++) {
            long start = System.nanoTime();
            long cpuStart = system.getProcessCpuTime();
            List<Future<?>> running = new ArrayList<>();
            for (int member = 1; member <= MEMBERS; member++) {
                int index = member;
                running.add(threads.submit(() -> {
                    work.on(links.get(index - 1), index);
                    return index;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            if (run >= 0) {
                cpu[run] = (system.getProcessCpuTime() - cpuStart) / 1e9;
                seconds[run] = (System.nanoTime() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        Arrays.sort(cpu);
        double megabytes = MEMBERS * (double) bytes / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%-7s median %.1f ms, %.0f MB/s, CPU %.1f ms, %.3f s per 100 MB (both sides)%n",
                name,
                1e3 * seconds[MEASURED / 2],
                megabytes / seconds[MEASURED / 2],
                1e3 * cpu[MEASURED / 2],
                megabytes == 0 ? 0 : 100 * cpu[MEASURED / 2] / megabytes);
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError("the bench got another answer");
        }
    }

    private static Signed<RoundBody.Upload> statement(int member) {
        RoundBody.Upload body = new RoundBody.Upload(FakeDesk.scope(1, member), ANY, ANY);
        return new Signed<>(body, new ProtoCodec().encode(body), Signature.of(new byte[64]));
    }

    private static final class EmptyDesk implements Desk {
        private final byte[] sum = new byte[VECTOR];
        private final List<Block> blocks = IntStream.range(0, BLOCKS)
                .mapToObj(i -> new Block(
                        i / MEMBERS, i % MEMBERS + 1, Bytes.of(new byte[12_288]), Collections.nCopies(8, ANY)))
                .toList();

        @Override
        public Verdict cosign(int member, HeadCosignature cosignature) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Attendance attend(int member, long logSize, EventSink sink) {
            return () -> {};
        }

        @Override
        public List<Entry> history(int member, int from) {
            return List.of();
        }

        @Override
        public Verdict submit(int member, MemberMessage message) {
            return Verdict.ACCEPTED;
        }

        @Override
        public long uploadOffset(int member, Scope scope) {
            return 0;
        }

        @Override
        public UploadAdmission upload(int member, Signed<RoundBody.Upload> statement) {
            AtomicLong held = new AtomicLong();
            return new UploadAdmission.Welcome(new UploadReceiver() {
                @Override
                public long offset() {
                    return held.get();
                }

                @Override
                public Verdict chunk(long offset, ByteBuffer data) {
                    return held.getAndAdd(data.remaining()) == offset ? Verdict.ACCEPTED : Verdict.UNEXPECTED;
                }

                @Override
                public Verdict finish() {
                    return held.get() == VECTOR ? Verdict.ACCEPTED : Verdict.MALFORMED;
                }

                @Override
                public void close() {}
            });
        }

        @Override
        public Iterator<ByteBuffer> sum(int member, Scope scope) {
            int chunk = 512 << 10;
            return IntStream.iterate(0, from -> from < VECTOR, from -> from + chunk)
                    .mapToObj(from -> ByteBuffer.wrap(sum, from, Math.min(chunk, VECTOR - from)))
                    .iterator();
        }

        @Override
        public Iterator<Block> blocks(int member, Scope scope, Digest seed) {
            return blocks.iterator();
        }

        @Override
        public Bytes state(int member, Digest session, Digest state) {
            return Bytes.EMPTY;
        }
    }
}
