// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.cordon.config.PostgresSettings;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.store.PostgresCoordinatorStore;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.log.DirectoryLog;
import org.cordon.member.Consortium;
import org.cordon.member.KeyLock;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.task.OfferedCharter;

/**
 * The coordinator's process of {@code cordon bench round}: prints its port, when each round was opened and, at the end, the
 * heap it holds. A round is opened only when the one before is published, so that no check of a sum overlaps a round.
 */
final class RoundBenchCoordinatorMain {
    private RoundBenchCoordinatorMain() {}

    public static void main(String[] arguments) throws Exception {
        BenchDirectory directory = new BenchDirectory(Path.of(arguments[0]));
        int length = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        PrintStream out = System.out;
        NodeDirectory node = new NodeDirectory(directory.node("coordinator"));
        try (KeyLock lock = KeyLock.keyFile(node.unlockFile());
                NodeKeys keys = node.openKeys(lock);
                CoordinatorStore store = new Clocked(store(directory, arguments), out);
                DirectoryLog log =
                        DirectoryLog.open(directory.data("coordinator").resolve("log"))) {
            Consortium consortium = directory.consortium();
            PeerVerifier verifier = new PeerVerifier(node.authority(), consortium.current(), InstantSource.system());
            Federation federation = new Federation(
                    consortium,
                    keys.identity(),
                    store,
                    InstantSource.system(),
                    BenchDirectory.computations(),
                    LogPlace.in(log, false));
            try (FederationServer server = FederationServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    node.tlsIdentity(keys),
                    verifier,
                    federation.desk(),
                    Limits.defaults(),
                    Patience.defaults())) {
                out.println("PORT " + server.address().getPort());
                federation
                        .submit(directory.charter(), BenchDirectory.initialState(length, rounds), (Clocked) store)
                        .get();
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                out.println("HEAP " + (runtime.totalMemory() - runtime.freeMemory()));
            }
            federation.close();
        }
        System.exit(0);
    }

    private static CoordinatorStore store(BenchDirectory directory, String[] arguments) {
        return arguments.length == 3
                ? SqliteCoordinatorStore.open(directory.data("coordinator"))
                : PostgresCoordinatorStore.open(
                        new PostgresSettings(arguments[3], arguments[4], Path.of(arguments[5])));
    }

    /** Passes everything on; says when a round's `open` is durable, and holds the driver until a sum is published. */
    private static final class Clocked implements CoordinatorStore, TaskListener {
        private final CoordinatorStore store;
        private final PrintStream out;
        private final Semaphore published = new Semaphore(0);

        Clocked(CoordinatorStore store, PrintStream out) {
            this.store = store;
            this.out = out;
        }

        @Override
        public void summed(Scope where, int cohort, int survivors, Bytes state) {
            published.acquireUninterruptibly();
        }

        @Override
        public void append(Digest session, Entry entry) {
            if (entry.kind().equals("open")) {
                out.println("OPEN " + entry.round() + " " + System.nanoTime());
            }
            store.append(session, entry);
            if (entry.kind().equals("published")) {
                published.release();
            }
        }

        @Override
        public void saveTask(Digest session, OfferedCharter charter) {
            store.saveTask(session, charter);
        }

        @Override
        public void endTask(Digest session) {
            store.endTask(session);
        }

        @Override
        public List<StoredTask> openTasks() {
            return store.openTasks();
        }

        @Override
        public List<Entry> journal(Digest session) {
            return store.journal(session);
        }

        @Override
        public void compact(Digest session, List<Entry> entries) {
            store.compact(session, entries);
        }

        @Override
        public UploadFile upload(Digest session, UploadKey key) {
            return store.upload(session, key);
        }

        @Override
        public void dropUploadsBefore(Digest session, int epoch, int round) {
            store.dropUploadsBefore(session, epoch, round);
        }

        @Override
        public void saveState(Digest session, Digest state, Bytes content) {
            store.saveState(session, state, content);
        }

        @Override
        public void keepStates(Digest session, Set<Digest> states) {
            store.keepStates(session, states);
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
}
