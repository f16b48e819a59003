// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cordon.computation.Computations;
import org.cordon.log.LogRefused;
import org.cordon.member.Consortium;
import org.cordon.member.KeyLock;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.participant.store.SqliteMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.suite.Randomness;
import org.cordon.task.Charter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.Stage;

/**
 * One exchange: a participant out of its own directory, with its own keys, store, policy, link and rows. Stopping it keeps
 * the directory and the counters, so that {@link #start} takes it up again.
 */
final class ExchangeNode implements AutoCloseable {
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LONGEST_RETRY = Duration.ofMillis(500);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    private final Grounds grounds;
    private final DemoData.Exchange exchange;
    private final int index;
    private final LocalRows rows;
    private final WireMeter meter = new WireMeter();
    private final Tally tally = new Tally();
    private final DropOut dropOut;
    private AutoCloseable running = () -> {};

    /**
     * @param index manifest index, from 1
     * @param seed of the demo
     * @param dropOut when this exchange is cut off, if it is
     */
    ExchangeNode(Grounds grounds, DemoData.Exchange exchange, int index, long seed, DropOut dropOut) {
        this.grounds = grounds;
        this.exchange = exchange;
        this.index = index;
        this.rows = LocalRows.of(exchange.rows(), seed, index - 1);
        this.dropOut = dropOut;
    }

    String name() {
        return exchange.name();
    }

    int rows() {
        return exchange.rows().rows();
    }

    WireMeter meter() {
        return meter;
    }

    Tally tally() {
        return tally;
    }

    /** Opens keys and store and dials the coordinator; a thread of its own takes part from here on. */
    void start(int port) throws IOException {
        NodeDirectory node = grounds.node(name());
        Randomness randomness = Randomness.secure();
        try (KeyLock lock = KeyLock.keyFile(node.unlockFile())) {
            NodeKeys keys = node.openKeys(lock);
            Consortium consortium = Grounds.consortium(node);
            SqliteMemberStore store = SqliteMemberStore.open(grounds.store(name()), keys.localSecret(), randomness);
            MirrorStore mirror = mirror(grounds.store(name()).resolve("log"));
            GrpcCoordinatorLink link = GrpcCoordinatorLink.open(
                    LinkSettings.of(new HostPort("localhost", port)).retrying(FIRST_RETRY, LONGEST_RETRY),
                    node.tlsIdentity(keys),
                    new PeerVerifier(node.authority(), consortium.current(), InstantSource.system()),
                    randomness,
                    List.of(meter));
            ParticipantNode participant = new ParticipantNode(
                    new ParticipantNode.Identity(consortium, index, keys.identity(), keys.localSecret(), randomness),
                    new ParticipantNode.Ports(new CountingLink(link, tally, dropOut), store, mirror),
                    TaskPolicy.of(policy()),
                    InstantSource.system(),
                    charter -> (query, state) -> {
                        tally.asked(query.length());
                        return rows.contribute(query, state);
                    },
                    Computations.installed());
            Thread thread = new Thread(() -> take(participant), name());
            thread.setDaemon(true);
            thread.start();
            running = () -> {
                participant.close();
                thread.interrupt();
                thread.join(STOPS_WITHIN.toMillis());
                link.close();
                mirror.close();
                store.close();
                keys.close();
            };
        }
    }

    private static MirrorStore mirror(Path directory) throws IOException {
        try {
            return MirrorStore.open(directory);
        } catch (LogRefused damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        }
    }

    private static void take(ParticipantNode participant) {
        try {
            participant.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts this one task, and its counts without differential privacy; written down here because it is a demo. */
    private ParticipantPolicy policy() {
        Charter charter = grounds.charter().charter();
        Set<String> columns = new HashSet<>(charter.columns());
        charter.label().ifPresent(columns::add);
        Set<String> computations =
                Set.copyOf(charter.stages().stream().map(Stage::computation).toList());
        return ParticipantPolicy.strict(computations, charter.maxRounds(), columns)
                .acceptingCountsWithoutDp();
    }

    /** Stops the node; what it must remember is in its store. */
    @Override
    public void close() {
        AutoCloseable stopping = running;
        running = () -> {};
        try {
            stopping.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            throw new IllegalStateException("exchange " + name() + " could not be stopped", failed);
        }
    }
}
