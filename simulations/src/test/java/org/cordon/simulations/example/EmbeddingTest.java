// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cordon.computation.Computations;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyLock;
import org.cordon.member.KeyLocks;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.data.Table;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.store.SqliteMemberStore;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.simulations.engine.LocalLink;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of a federation run by a Java program; docs/embedding.md shows the marked regions. */
class EmbeddingTest {
    private static final List<String> EXCHANGES = List.of("alder", "birch", "cedar", "maple", "rowan");
    private static final Map<String, float[]> FEES = Map.of(
            "alder", new float[] {1.5f, 2.5f},
            "birch", new float[] {-4, 10},
            "cedar", new float[] {0, 0, 3},
            "maple", new float[] {},
            "rowan", new float[] {7});

    private final Randomness randomness = Randomness.secure();
    private final InstantSource clock = InstantSource.system();
    private final Computations computations = Computations.installed();

    @TempDir
    private Path folder;

    // docs: charter
    /** A task with one stage: the mean of the column "fee", whose values are declared to lie within 100. */
    private Bytes initialState() {
        Stages stages = Stages.of(new Stages.Stage("mean", ColumnMean.NAME, parameters()));
        return new StagedComputation(computations).start(stages.encode(), Map.of());
    }

    private static Bytes parameters() {
        return ColumnMean.parameters("fee", 100, 1000);
    }

    /** The terms, approved by every exchange: here by the keys of a draft, elsewhere with cordon task approve. */
    private OfferedCharter charter(Consortium consortium, ConsortiumDraft draft) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Charter charter = Charter.builder()
                .consortium(consortium.id())
                .name("mean-fee")
                .purpose("The mean withdrawal fee over all exchanges")
                .legalBasis("Example")
                .controllers(List.of("Every exchange for its own customers"))
                .schema("fees")
                .stages(List.of(new Stage(ColumnMean.NAME, parameters(), 1)))
                .minSurvivors(4)
                .minHonest(3)
                .columns(List.of("fee"))
                .initialState(Hashes.blob(initialState()))
                .privacyWaiver("An example on invented data")
                .retention(Duration.ofDays(30))
                .timing(Timing.uniform(Duration.ofSeconds(20)))
                .notBefore(now.minusSeconds(60))
                .expiry(now.plusSeconds(3600))
                .build(consortium.current().manifest().threshold());
        return CharterCodec.approve(charter, consortium, draft);
    }
    // docs: end

    // docs: participant
    /** One exchange: its identity, its policy, its rows. Runs until it is closed or interrupted. */
    private ParticipantNode participant(Consortium consortium, NodeKeys keys, ParticipantNode.Ports ports) {
        int self = consortium.current().manifest().members().stream()
                .filter(member -> member.identity().equals(keys.identity().verifyKey()))
                .findFirst()
                .orElseThrow()
                .index();
        ParticipantPolicy policy = ParticipantPolicy.strict(Set.of(ColumnMean.NAME), 10, Set.of("fee"))
                .acceptingCountsWithoutDp();
        return new ParticipantNode(
                new ParticipantNode.Identity(consortium, self, keys.identity(), keys.localSecret(), randomness),
                ports,
                TaskPolicy.of(policy),
                clock,
                charter -> contribution(fees(EXCHANGES.get(self - 1))),
                computations);
    }

    /** The private half: rows to integers, by the contributors on the class path. */
    private static Contribution contribution(Table rows) {
        Contributors contributors = Contributors.installed();
        ContributionContext context = new ContributionContext(1, new DenseTrainer());
        return (query, state) -> contributors.encode(StagedComputation.NAME, query, state, rows, context);
    }

    private static Table fees(String exchange) {
        float[] values = FEES.getOrDefault(exchange, new float[0]);
        return Table.of(List.of("fee"), values.length, values, Optional.empty());
    }
    // docs: end

    // docs: coordinator
    /** The coordinator: serves its desk over mutual TLS, runs one task and gives back its report. */
    private Report coordinate(NodeDirectory directory, Consortium consortium, ConsortiumDraft draft, Joining joining)
            throws Exception {
        try (NodeKeys keys = directory.openKeys(KeyLock.keyFile(directory.unlockFile()));
                SqliteCoordinatorStore store = SqliteCoordinatorStore.open(folder.resolve("coordinator-store"));
                Federation federation = new Federation(consortium, keys.identity(), store, clock, computations);
                FederationServer server = FederationServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        directory.tlsIdentity(keys),
                        new PeerVerifier(directory.authority(), consortium.current(), clock),
                        federation.desk(),
                        Limits.defaults(),
                        Patience.defaults())) {
            joining.join(federation, server.address().getPort());
            CompletableFuture<Bytes> done =
                    federation.submit(charter(consortium, draft), initialState(), TaskListener.SILENT);
            return new StagedComputation(computations).report(done.get(60, TimeUnit.SECONDS));
        }
    }
    // docs: end

    /** Brings the participants in once there is a coordinator. */
    private interface Joining {
        void join(Federation federation, int port) throws Exception;
    }

    // docs: dial
    /** The way to the coordinator: dials out, over mutual TLS, and checks the certificate against the manifest. */
    private CoordinatorLink dial(NodeDirectory directory, NodeKeys keys, Consortium consortium, int port)
            throws IOException {
        return GrpcCoordinatorLink.open(
                LinkSettings.of(new HostPort("localhost", port)),
                directory.tlsIdentity(keys),
                new PeerVerifier(directory.authority(), consortium.current(), clock),
                randomness);
    }
    // docs: end

    @Test
    void bothSidesOverGrpc() throws Exception {
        run((directory, keys, consortium, federation, port) -> new Connected(
                dial(directory, keys, consortium, port),
                SqliteMemberStore.open(directory.path().resolve("store"), keys.localSecret(), randomness)));
    }

    @Test
    void bothSidesInOneProcess() throws Exception {
        run((directory, keys, consortium, federation, port) -> new Connected(
                new LocalLink(
                        federation.desk(),
                        EXCHANGES.indexOf(String.valueOf(directory.path().getFileName())) + 1),
                new MemoryMemberStore()));
    }

    private record Connected(CoordinatorLink link, MemberStore store) {}

    /** How a participant reaches the coordinator, and where it remembers. */
    private interface Connecting {
        Connected connect(
                NodeDirectory directory, NodeKeys keys, Consortium consortium, Federation federation, int port)
                throws Exception;
    }

    private void run(Connecting connecting) throws Exception {
        ConsortiumPlan plan = ConsortiumPlan.of("north", EXCHANGES);
        List<ParticipantNode> running = new ArrayList<>();
        List<AutoCloseable> open = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ConsortiumDraft draft = ConsortiumDraft.create(plan, randomness, clock)) {
            List<NodeDirectory> nodes = draft.writeTo(folder.resolve("north"), KeyLocks.keyFiles(randomness));
            Consortium consortium = HistoryCodec.found(draft);
            Report report = coordinate(nodes.get(0), consortium, draft, (federation, port) -> {
                for (NodeDirectory directory : nodes.subList(1, nodes.size())) {
                    NodeKeys keys = directory.openKeys(KeyLock.keyFile(directory.unlockFile()));
                    Connected connected = connecting.connect(directory, keys, consortium, federation, port);
                    ParticipantNode node = participant(
                            consortium,
                            keys,
                            new ParticipantNode.Ports(connected.link(), connected.store(), MirrorStore.inMemory()));
                    open.addAll(List.of(keys, connected.store(), connected.link()));
                    running.add(node);
                    threads.execute(() -> attend(node));
                }
            });
            assertThat(report.figures().get("mean/mean")).isEqualTo((1.5 + 2.5 - 4 + 10 + 3 + 7) / 8);
            assertThat(report.figures()).containsEntry("mean/rows", 8.0);
        } finally {
            running.forEach(ParticipantNode::close);
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            for (int i = open.size() - 1; i >= 0; i--) {
                open.get(i).close();
            }
        }
    }

    private static void attend(ParticipantNode node) {
        try {
            node.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
