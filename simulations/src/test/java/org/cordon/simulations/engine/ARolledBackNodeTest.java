// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.link.ForwardingLink;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.store.SqliteMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The disk of a running member, store and mirror, is put back to what it was a round ago. */
@Timeout(400)
class ARolledBackNodeTest {
    private static final Randomness RANDOM = Randomness.secure();
    private static final int ROUNDS = 8;
    private static final int PUT_BACK = 5;

    @TempDir
    Path directory;

    private final Said said = new Said();
    private final Semaphore made = new Semaphore(0);
    private final Semaphore go = new Semaphore(0);

    /** What the member signed for a round, each kind by itself; of what may be repeated in a retry, for each attempt. */
    private static final class Said {
        private final Map<List<Object>, Set<Object>> byKind = new HashMap<>();

        synchronized void add(Scope where, Object statement) {
            boolean retried = statement instanceof MemberMessage.Ready || statement instanceof Signed<?>;
            byKind.computeIfAbsent(
                            List.of(
                                    statement.getClass(),
                                    where.epoch(),
                                    where.round(),
                                    retried ? where.attempt() : "any attempt"),
                            any -> new HashSet<>())
                    .add(statement);
        }

        synchronized boolean hasUploaded(int epoch, int round) {
            return byKind.keySet().stream()
                    .anyMatch(key -> key.subList(0, 3).equals(List.of(Signed.class, epoch, round)));
        }

        synchronized Map<List<Object>, Set<Object>> all() {
            return Map.copyOf(byKind);
        }
    }

    private final class Recording extends ForwardingLink {
        Recording(CoordinatorLink link) {
            super(link);
        }

        @Override
        public Verdict submit(MemberMessage message, Duration deadline) throws InterruptedException {
            if (message instanceof MemberMessage.Ready
                    || message instanceof MemberMessage.Endorsement
                    || message instanceof MemberMessage.Reveal
                    || message instanceof MemberMessage.Receipt) {
                said.add(message.scope(), message);
            }
            return super.submit(message, deadline);
        }

        @Override
        public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
                throws InterruptedException {
            said.add(statement.body().scope(), statement);
            return super.upload(statement, content, deadline);
        }
    }

    /** Holds the task after each sum until it is let go. */
    private final class Held implements TaskListener {
        private final List<Scope> seen = new CopyOnWriteArrayList<>();

        @Override
        public void summed(Scope where, int cohort, int survivors, Bytes state) {
            seen.add(where);
            made.release();
            try {
                go.acquire();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    }

    /** The member out of its directory; stopped by {@link #stop}. */
    private record Node(SqliteMemberStore store, MirrorStore mirror) {}

    private Node start(LocalConsortium consortium) throws Exception {
        Node node = new Node(
                SqliteMemberStore.open(state(), consortium.secret(PUT_BACK), RANDOM),
                MirrorStore.open(state().resolve("log")));
        consortium.start(PUT_BACK, node.store(), node.mirror(), Recording::new);
        return node;
    }

    private static void stop(LocalConsortium consortium, Node node) throws InterruptedException {
        consortium.stop(PUT_BACK);
        node.store().close();
        node.mirror().close();
    }

    private Path state() {
        return directory.resolve("member");
    }

    private void awaitSum() throws InterruptedException {
        assertThat(made.tryAcquire(180, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void signsNothingTwiceAndSaysSo() throws Exception {
        Lines operator = new Lines();
        operator.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(operator);
        try (LocalConsortium consortium = new LocalConsortium(new VectorSum(), ROUNDS, new MemoryCoordinatorStore())) {
            goesOn(consortium);
        } finally {
            root.detachAppender(operator);
        }
        assertThat(operator.lines)
                .anyMatch(line -> line.startsWith("m5: RESTORED: the protocol log holds a statement of this member"));
        assertThat(said.all())
                .allSatisfy((kind, statements) ->
                        assertThat(statements).as(kind.toString()).hasSize(1));
    }

    private void goesOn(LocalConsortium consortium) throws Exception {
        for (int member = 1; member < PUT_BACK; member++) {
            consortium.start(member, new MemoryMemberStore(), MirrorStore.inMemory(), link -> link);
        }
        Node node = start(consortium);
        Held task = new Held();
        CompletableFuture<Bytes> done = consortium.submit(task);
        awaitSum();
        stop(consortium, node);
        Path copy = directory.resolve("copy");
        copy(state(), copy);

        node = start(consortium);
        go.release();
        awaitSum();
        Scope since = task.seen.get(1);
        assertThat(said.hasUploaded(since.epoch(), since.round()))
                .as("it took part in what its copy does not know of")
                .isTrue();
        stop(consortium, node);
        delete(state());
        copy(copy, state());

        node = start(consortium);
        go.release(ROUNDS);
        var unused = done.get(180, TimeUnit.SECONDS);
        assertThat(task.seen).hasSize(ROUNDS);
        assertThat(task.seen.subList(2, ROUNDS))
                .as("it takes part again")
                .anyMatch(where -> said.hasUploaded(where.epoch(), where.round()));
        stop(consortium, node);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
