// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cordon.computation.Computations;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.log.DirectoryLog;
import org.cordon.log.LogRefused;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyLock;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.suite.Bytes;
import org.cordon.task.CharterRejected;

/** The coordinator, out of its own directory, on a free port of the loopback interface. */
final class CoordinatorNode implements AutoCloseable {
    private final Grounds grounds;
    private final NodeKeys keys;
    private final CoordinatorStore store;
    private final DirectoryLog log;
    private final Federation federation;
    private final FederationServer server;

    private CoordinatorNode(
            Grounds grounds,
            NodeKeys keys,
            CoordinatorStore store,
            DirectoryLog log,
            Federation federation,
            FederationServer server) {
        this.grounds = grounds;
        this.keys = keys;
        this.store = store;
        this.log = log;
        this.federation = federation;
        this.server = server;
    }

    static CoordinatorNode start(Grounds grounds) throws IOException {
        NodeDirectory node = grounds.node(ConsortiumPlan.COORDINATOR);
        try (KeyLock lock = KeyLock.keyFile(node.unlockFile())) {
            NodeKeys keys = node.openKeys(lock);
            Consortium consortium = Grounds.consortium(node);
            PeerVerifier verifier = new PeerVerifier(node.authority(), consortium.current(), InstantSource.system());
            CoordinatorStore store = SqliteCoordinatorStore.open(grounds.store(ConsortiumPlan.COORDINATOR));
            DirectoryLog log = log(grounds.protocolLog());
            Federation federation = new Federation(
                    consortium,
                    keys.identity(),
                    store,
                    InstantSource.system(),
                    Computations.installed(),
                    LogPlace.in(log, true));
            FederationServer server = FederationServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    node.tlsIdentity(keys),
                    verifier,
                    federation.desk(),
                    Limits.defaults(),
                    patience());
            return new CoordinatorNode(grounds, keys, store, log, federation, server);
        }
    }

    private static DirectoryLog log(Path directory) throws IOException {
        try {
            return DirectoryLog.open(directory);
        } catch (LogRefused refused) {
            throw new IOException(refused);
        }
    }

    /** Closes the log for good, and waits until a quorum of the exchanges has cosigned its last checkpoint. */
    void seal(Duration within) throws InterruptedException {
        federation.seal();
        long end = System.nanoTime() + within.toNanos();
        while (federation.log().cosignedSize() < federation.log().size() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static Patience patience() {
        Patience usual = Patience.defaults();
        return new Patience(
                usual.handshake(), usual.keepAlive(), usual.keepAliveTimeout(), usual.idle(), Duration.ofSeconds(1));
    }

    int port() {
        return server.address().getPort();
    }

    int attending() {
        return federation.attending();
    }

    /** Offers the task; completes with its last state. */
    CompletableFuture<Bytes> submit(TaskListener listener) throws CharterRejected {
        return federation.submit(grounds.charter(), grounds.initialState(), listener);
    }

    @Override
    public void close() {
        server.close();
        federation.close();
        log.close();
        store.close();
        keys.close();
    }
}
