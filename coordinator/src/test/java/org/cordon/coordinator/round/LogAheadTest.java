// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cordon.coordinator.log.Logged;
import org.cordon.coordinator.log.ProtocolLog;
import org.cordon.log.MemoryLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.CoordinatorMessage.LogUpdate;
import org.junit.jupiter.api.Test;

class LogAheadTest {
    private static final int THREADS = 4;
    private static final int EVENTS = 60;

    private final ProtocolLog log = Logged.log(new MemoryLog(), InstantSource.system());

    /** Keeps what it is given; how much fits can be bounded. */
    private static final class Inbox implements Desk.EventSink {
        private final List<CoordinatorMessage> messages = new ArrayList<>();
        private int room = Integer.MAX_VALUE;
        private boolean behind;

        @Override
        public synchronized void push(CoordinatorMessage message) {
            messages.add(message);
        }

        @Override
        public void replaced() {}

        @Override
        public int room() {
            return room;
        }

        @Override
        public synchronized void behind() {
            behind = true;
        }

        synchronized List<CoordinatorMessage> messages() {
            return List.copyOf(messages);
        }

        /** Leaves held after each message: updates must follow each other without gap and overlap. */
        long follow(long from) {
            long size = from;
            for (CoordinatorMessage message : messages()) {
                if (message instanceof LogUpdate update) {
                    assertThat(update.from()).isEqualTo(size);
                    size += update.leaves().size();
                } else {
                    assertThat(size)
                            .as("leaves ahead of %s", message)
                            .isGreaterThanOrEqualTo(sizeNamedBy((CoordinatorMessage.Ended) message));
                }
            }
            return size;
        }
    }

    /** An event that leans on that many leaves. */
    private static CoordinatorMessage leaningOn(long size) {
        byte[] named = new byte[Digest.BYTES];
        named[0] = (byte) (size >> 8);
        named[1] = (byte) size;
        return new CoordinatorMessage.Ended(Digest.of(named));
    }

    private static long sizeNamedBy(CoordinatorMessage.Ended event) {
        byte[] named = event.session().toByteArray();
        return ((named[0] & 0xffL) << 8) | (named[1] & 0xffL);
    }

    private SignedCheckpoint append(int number) {
        return log.append(List.of(new LogRecord.Incident(
                LogRecord.Incident.Event.RESTORED,
                Hashes.blob(new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)}))));
    }

    @Test
    void whoComesGetsTheRestAndWhoHasItAllACheckpoint() {
        SignedCheckpoint newest = append(1);
        Inbox behind = new Inbox();
        new LogAhead(log, 1, behind).attended();
        Inbox level = new Inbox();
        new LogAhead(log, newest.checkpoint().size(), level).attended();

        assertThat(behind.follow(1)).isEqualTo(2);
        assertThat(level.messages()).hasSize(1);
        assertThat(level.follow(2)).isEqualTo(2);
    }

    @Test
    void anEventWithNothingNewInTheLogTravelsAlone() {
        Inbox inbox = new Inbox();
        LogAhead ahead = new LogAhead(log, 0, inbox);
        ahead.attended();
        ahead.push(leaningOn(1));
        ahead.push(leaningOn(1));

        assertThat(inbox.messages()).hasSize(3);
    }

    @Test
    void everyEventComesAfterTheLeavesItLeansOnWhateverRunsBeside() throws Exception {
        List<Inbox> inboxes = List.of(new Inbox(), new Inbox(), new Inbox());
        List<LogAhead> sinks =
                inboxes.stream().map(inbox -> new LogAhead(log, 0, inbox)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch start = new CountDownLatch(1);
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            threads.execute(() -> {
                awaitQuietly(start);
                for (int event = 0; event < EVENTS; event++) {
                    long size = append(own * EVENTS + event).checkpoint().size();
                    sinks.forEach(sink -> sink.push(leaningOn(size)));
                    sinks.forEach(LogAhead::quorumGrew);
                    sinks.forEach(LogAhead::tell);
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        inboxes.forEach(inbox -> {
            assertThat(inbox.follow(0)).isEqualTo(log.size());
            assertThat(inbox.messages().stream().filter(CoordinatorMessage.Ended.class::isInstance))
                    .hasSize(THREADS * EVENTS);
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoLacksMoreThanFitsGetsTheBeginningAndComesAgain() {
        for (int i = 0; i < 600; i++) {
            append(i);
        }
        Inbox inbox = new Inbox();
        inbox.room = 2;
        LogAhead ahead = new LogAhead(log, 0, inbox);
        ahead.attended();
        ahead.push(leaningOn(1));

        assertThat(inbox.behind).isTrue();
        assertThat(inbox.messages()).hasSize(2);
        Inbox again = new Inbox();
        again.room = 2;
        long held = inbox.follow(0);
        assertThat(held).isEqualTo(2L * LogUpdate.MOST_LEAVES);
        new LogAhead(log, held, again).attended();
        assertThat(again.behind).isFalse();
        assertThat(again.follow(held)).isEqualTo(log.size());
    }
}
