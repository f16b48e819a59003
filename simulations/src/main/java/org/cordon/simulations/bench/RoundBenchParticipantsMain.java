// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.cordon.computation.Query;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.KeyLock;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.Ledger;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.participant.store.SqliteMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.record.HeadCosignature;
import org.cordon.simulations.engine.VectorSum;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.task.ParticipantPolicy;

/**
 * The participants' process of {@code cordon bench round}: prints when each participant holds a sum, how long its check took,
 * and the digest it was told.
 */
final class RoundBenchParticipantsMain {
    private RoundBenchParticipantsMain() {}

    public static void main(String[] arguments) throws Exception {
        BenchDirectory directory = new BenchDirectory(Path.of(arguments[0]));
        int members = Integer.parseInt(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        CountDownLatch ended = new CountDownLatch(members);
        for (int member = 1; member <= members; member++) {
            int self = member;
            Thread thread = new Thread(() -> take(directory, self, port, ended, System.out), "participant-" + member);
            thread.setDaemon(true);
            thread.start();
        }
        ended.await();
        System.exit(0);
    }

    /** Word i of every contribution of a member. */
    static long word(int member, int i) {
        long mixed = (member * 0x9e3779b97f4a7c15L) ^ (i * 0xbf58476d1ce4e5b9L);
        mixed ^= mixed >>> 31;
        return (short) ((mixed * 0x94d049bb133111ebL) >>> 48);
    }

    private static void take(BenchDirectory directory, int self, int port, CountDownLatch ended, PrintStream out) {
        NodeDirectory node = new NodeDirectory(directory.node(BenchDirectory.name(self)));
        try (KeyLock lock = KeyLock.keyFile(node.unlockFile());
                NodeKeys keys = node.openKeys(lock);
                MemberStore store = SqliteMemberStore.open(
                        directory.data(BenchDirectory.name(self)), keys.localSecret(), Randomness.secure());
                MirrorStore mirror = MirrorStore.open(
                        directory.data(BenchDirectory.name(self)).resolve("log"))) {
            Consortium consortium = directory.consortium();
            PeerVerifier verifier = new PeerVerifier(node.authority(), consortium.current(), InstantSource.system());
            try (CoordinatorLink link = new Clocked(
                    GrpcCoordinatorLink.open(
                            LinkSettings.of(new HostPort("localhost", port)),
                            node.tlsIdentity(keys),
                            verifier,
                            Randomness.secure()),
                    self,
                    ended,
                    out)) {
                long[] words = new long[0];
                new ParticipantNode(
                                new ParticipantNode.Identity(
                                        consortium, self, keys.identity(), keys.localSecret(), Randomness.secure()),
                                new ParticipantNode.Ports(link, new Held(store, self, out), mirror),
                                TaskPolicy.of(ParticipantPolicy.strict(Set.of(VectorSum.NAME), 100_000, Set.of("none"))
                                        .acceptingCountsWithoutDp()),
                                InstantSource.system(),
                                charter -> new Vector(self, words),
                                BenchDirectory.computations())
                        .run();
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** The same made-up vector every round, made once. */
    private static final class Vector implements Contribution {
        private final int self;
        private long[] words;

        Vector(int self, long[] words) {
            this.self = self;
            this.words = words;
        }

        @Override
        public synchronized long[] contribute(Query query, Bytes state) {
            if (words.length != query.length()) {
                words = new long[query.length()];
                for (int i = 0; i < words.length; i++) {
                    words[i] = word(self, i);
                }
            }
            return words;
        }
    }

    /** Says when the state after a sum is durable: from then on the participant holds the result. */
    private record Held(MemberStore store, int self, PrintStream out) implements MemberStore {
        @Override
        public Optional<MemberRecord> load(Digest session) {
            return store.load(session);
        }

        @Override
        public void save(Digest session, MemberRecord record, SortedMap<String, Long> counts) {
            store.save(session, record, counts);
        }

        @Override
        public Ledger ledger() {
            return store.ledger();
        }

        @Override
        public List<Digest> sessions() {
            return store.sessions();
        }

        @Override
        public void saveVector(Digest session, String name, ByteBuffer content) {
            store.saveVector(session, name, content);
        }

        @Override
        public Optional<byte[]> loadVector(Digest session, String name) {
            return store.loadVector(session, name);
        }

        @Override
        public void deleteVector(Digest session, String name) {
            store.deleteVector(session, name);
        }

        @Override
        public void saveState(Digest session, Digest state, Bytes content) {
            store.saveState(session, state, content);
            out.println("HELD " + self + " " + System.nanoTime());
        }

        @Override
        public Optional<Bytes> loadState(Digest session, Digest state) {
            return store.loadState(session, state);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** Passes everything on; says what sum was announced and how long the check of its blocks took. */
    private static final class Clocked implements CoordinatorLink {
        private final CoordinatorLink link;
        private final int self;
        private final CountDownLatch ended;
        private final PrintStream out;
        private volatile long checkFrom;

        Clocked(CoordinatorLink link, int self, CountDownLatch ended, PrintStream out) {
            this.link = link;
            this.self = self;
            this.ended = ended;
            this.out = out;
        }

        @Override
        public Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
            Optional<CoordinatorMessage> event = link.next(timeout);
            event.ifPresent(message -> {
                if (message instanceof CoordinatorMessage.Result result) {
                    RoundBody.Result body = result.signed().body();
                    out.println("SUM " + self + " " + body.scope().round() + " "
                            + body.sum().hex());
                } else if (message instanceof CoordinatorMessage.Ended) {
                    ended.countDown();
                }
            });
            return event;
        }

        @Override
        public void witnessedBy(Witness witness) {
            link.witnessedBy(witness);
        }

        @Override
        public void attendAgain() {
            link.attendAgain();
        }

        @Override
        public Verdict cosign(HeadCosignature cosignature, Duration deadline) throws InterruptedException {
            return link.cosign(cosignature, deadline);
        }

        @Override
        public Verdict submit(MemberMessage message, Duration deadline) throws InterruptedException {
            if (message instanceof MemberMessage.Receipt) {
                out.println("CHECK " + self + " " + (System.nanoTime() - checkFrom));
            }
            return link.submit(message, deadline);
        }

        @Override
        public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
                throws InterruptedException {
            return link.upload(statement, content, deadline);
        }

        @Override
        public void fetchSum(Scope scope, Consumer<ByteBuffer> sink, Duration deadline) throws InterruptedException {
            link.fetchSum(scope, sink, deadline);
        }

        @Override
        public void fetchBlocks(Scope scope, Digest seed, Consumer<Block> sink, Duration deadline)
                throws InterruptedException {
            checkFrom = System.nanoTime();
            link.fetchBlocks(scope, seed, sink, deadline);
        }

        @Override
        public Bytes fetchState(Digest session, Digest state, int maxBytes, Duration deadline)
                throws InterruptedException {
            return link.fetchState(session, state, maxBytes, deadline);
        }

        @Override
        public List<Entry> fetchHistory(int from, Duration deadline) throws InterruptedException {
            return link.fetchHistory(from, deadline);
        }

        @Override
        public void consortiumChanged(Consortium newest) {
            link.consortiumChanged(newest);
        }

        @Override
        public void close() {
            link.close();
        }
    }
}
