// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.log.DirectoryLog;
import org.cordon.member.Consortium;
import org.cordon.member.KeyLock;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;

/** The coordinator's process of the kill tests; serves until it is killed. */
final class KillCoordinatorMain {
    private KillCoordinatorMain() {}

    public static void main(String[] arguments) throws Exception {
        KillDirectory directory = new KillDirectory(Path.of(arguments[0]));
        int port = Integer.parseInt(arguments[1]);
        Halt halt = new Halt();
        halt.listen();
        NodeDirectory node = new NodeDirectory(directory.node("coordinator"));
        try (KeyLock lock = KeyLock.keyFile(node.unlockFile());
                NodeKeys keys = node.openKeys(lock);
                CoordinatorStore store =
                        new HaltingCoordinatorStore(SqliteCoordinatorStore.open(directory.data("coordinator")), halt);
                DirectoryLog log =
                        DirectoryLog.open(directory.data("coordinator").resolve("log"))) {
            Digest session = directory.charter().session();
            store.journal(session).forEach(entry -> Halt.say(HaltingCoordinatorStore.line("HOLDS", entry)));
            Halt.say("HELD");
            Consortium consortium = directory.consortium();
            Federation federation = new Federation(
                    consortium,
                    keys.identity(),
                    store,
                    InstantSource.system(),
                    KillDirectory.computations(),
                    new LogPlace(new HaltingLog(log, halt), Optional.of(log.directory()), false));
            FederationServer server = FederationServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    node.tlsIdentity(keys),
                    new PeerVerifier(node.authority(), consortium.current(), InstantSource.system()),
                    federation.desk(),
                    Limits.defaults(),
                    Patience.defaults());
            List<CompletableFuture<Bytes>> running = store.openTasks().isEmpty()
                    ? List.of(federation.submit(directory.charter(), directory.initial(), new Sums()))
                    : federation.resume(new Sums());
            Halt.say("SERVING " + server.address().getPort());
            Bytes last = running.get(0).get();
            Halt.say("ENDED " + Hashes.blob(last).hex());
            Thread.currentThread().join();
        }
    }

    private static final class Sums implements TaskListener {
        @Override
        public void summed(Scope where, int cohort, int survivors, Bytes state) {
            Halt.say("SUM " + where.epoch() + " " + where.round() + " " + survivors + " " + KillDirectory.sum(state));
        }

        @Override
        public void aborted(Scope where, String why) {
            Halt.say("ABORTED " + where.epoch() + " " + where.round() + " " + where.attempt() + " " + why);
        }
    }
}
