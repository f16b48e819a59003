// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
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
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyLock;
import org.cordon.member.KeyLocks;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.model.Activation;
import org.cordon.model.FedAvg;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.participant.process.Arguments;
import org.cordon.participant.process.ExternalTrainer;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.simulations.python.NumPy;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five exchanges over gRPC and mutual TLS that train by programs of their own. */
class ExternalTrainersTest {
    private static final List<String> EXCHANGES = List.of("alder", "birch", "cedar", "maple", "rowan");
    private static final List<String> FEATURES = List.of("amount", "hour", "age", "flag");
    private static final int ROUNDS = 4;
    private static final int ROWS = 200;

    /** A step ends when all are through, so that only who is missing is waited for. */
    private static final Duration STEP = Duration.ofSeconds(15);

    private final Randomness randomness = Randomness.secure();
    private final InstantSource clock = InstantSource.system();
    private final Computations computations = Computations.installed();
    private final ConcurrentLinkedQueue<Integer> survivors = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    private static Stages stages() {
        TrainingPlan plan = new TrainingPlan(
                NetworkSpec.mlpClassifier(Activation.RELU, FEATURES.size(), 1),
                new LocalPlan(2, 32, LocalOptimiser.SGD, 0.2),
                new FedAvg(1),
                new UpdateBounds(10, 1, 32, ROWS),
                ROUNDS,
                100,
                3);
        return Stages.of(
                new Stages.Stage(
                        "scaling", Scaling.NAME, ScalingPlan.of(FEATURES, ROWS).encode()),
                new Stages.Stage("network", NetworkTraining.NAME, plan.encode()));
    }

    private Bytes initialState() {
        return new StagedComputation(computations).start(stages().encode(), Map.of());
    }

    private OfferedCharter charter(Consortium consortium, ConsortiumDraft draft) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Charter charter = Charter.builder()
                .consortium(consortium.id())
                .name("trainers")
                .purpose("test")
                .legalBasis("made-up rows")
                .controllers(List.of("nobody"))
                .schema("none")
                .stages(stages().list().stream()
                        .map(stage -> new Stage(stage.computation(), stage.parameters(), ROUNDS + 4))
                        .toList())
                .minSurvivors(4)
                .minHonest(3)
                .columns(FEATURES)
                .label("fraud")
                .initialState(Hashes.blob(initialState()))
                .privacyWaiver("made-up rows")
                .retention(Duration.ZERO)
                .timing(Timing.uniform(STEP))
                .notBefore(now.minusSeconds(60))
                .expiry(now.plusSeconds(3600))
                .build(consortium.current().manifest().threshold());
        return CharterCodec.approve(charter, consortium, draft);
    }

    private static Table rows(int exchange) {
        SplittableRandom random = new SplittableRandom(exchange);
        int rows = ROWS - 20 * exchange;
        float[] values = new float[rows * FEATURES.size()];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = random.nextInt(3) == 0 ? 1 : 0;
            for (int k = 0; k < FEATURES.size(); k++) {
                values[row * FEATURES.size() + k] = (float) (random.nextDouble() + k * labels[row] / 4);
            }
        }
        return Table.of(FEATURES, rows, values, Optional.of(labels));
    }

    private ParticipantNode node(Consortium consortium, NodeKeys keys, CoordinatorLink link, LocalTrainer trainer) {
        int self = consortium
                .current()
                .manifest()
                .find(keys.identity().verifyKey())
                .orElseThrow()
                .index();
        Table rows = rows(self);
        ContributionContext context = new ContributionContext(self, trainer);
        ParticipantPolicy policy = ParticipantPolicy.strict(
                        Set.of(Scaling.NAME, NetworkTraining.NAME), 100, Set.copyOf(withLabel()))
                .acceptingCountsWithoutDp();
        return new ParticipantNode(
                new ParticipantNode.Identity(consortium, self, keys.identity(), keys.localSecret(), randomness),
                new ParticipantNode.Ports(link, new MemoryMemberStore(), MirrorStore.inMemory()),
                TaskPolicy.of(policy),
                clock,
                charter -> (query, state) ->
                        Contributors.installed().encode(StagedComputation.NAME, query, state, rows, context),
                computations);
    }

    private static List<String> withLabel() {
        List<String> all = new ArrayList<>(FEATURES);
        all.add("fraud");
        return all;
    }

    /** The model that comes of a federation with these trainers, by the number of the exchange from 0. */
    private ParameterVector federate(String name, IntFunction<LocalTrainer> trainers) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<ParticipantNode> running = new ArrayList<>();
        List<AutoCloseable> open = new ArrayList<>();
        try (ConsortiumDraft draft = ConsortiumDraft.create(ConsortiumPlan.of(name, EXCHANGES), randomness, clock)) {
            List<NodeDirectory> nodes = draft.writeTo(folder.resolve(name), KeyLocks.keyFiles(randomness));
            Consortium consortium = HistoryCodec.found(draft);
            NodeDirectory own = nodes.get(0);
            try (NodeKeys keys = own.openKeys(KeyLock.keyFile(own.unlockFile()));
                    Federation federation = new Federation(
                            consortium, keys.identity(), new MemoryCoordinatorStore(), clock, computations);
                    FederationServer server = FederationServer.start(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            own.tlsIdentity(keys),
                            new PeerVerifier(own.authority(), consortium.current(), clock),
                            federation.desk(),
                            Limits.defaults(),
                            Patience.defaults())) {
                for (int i = 0; i < EXCHANGES.size(); i++) {
                    NodeDirectory directory = nodes.get(i + 1);
                    NodeKeys member = directory.openKeys(KeyLock.keyFile(directory.unlockFile()));
                    CoordinatorLink link =
                            dial(directory, member, consortium, server.address().getPort());
                    ParticipantNode node = node(consortium, member, link, trainers.apply(i));
                    open.addAll(List.of(member, link));
                    running.add(node);
                    threads.execute(() -> attend(node));
                }
                survivors.clear();
                Bytes last = federation
                        .submit(charter(consortium, draft), initialState(), new Counting())
                        .get(4, TimeUnit.MINUTES);
                Bytes network = new StagedComputation(computations).report(last).output("network");
                return TrainedNetwork.decode(network).parameters();
            }
        } finally {
            running.forEach(ParticipantNode::close);
            threads.shutdownNow();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            for (int i = open.size() - 1; i >= 0; i--) {
                open.get(i).close();
            }
        }
    }

    private CoordinatorLink dial(NodeDirectory directory, NodeKeys keys, Consortium consortium, int port)
            throws IOException {
        return GrpcCoordinatorLink.open(
                LinkSettings.of(new HostPort("localhost", port)),
                directory.tlsIdentity(keys),
                new PeerVerifier(directory.authority(), consortium.current(), clock),
                randomness);
    }

    private static void attend(ParticipantNode node) {
        try {
            node.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Counting implements TaskListener {
        @Override
        public void summed(Scope where, int cohort, int counted, Bytes state) {
            survivors.add(counted);
        }
    }

    private ExternalTrainer program(String command) {
        return new ExternalTrainer(
                new ExternalTrainer.Settings(Arguments.parse(command), folder, Duration.ofMinutes(1), Optional.empty()),
                line -> {});
    }

    @Test
    void theModelIsThatOfTheBuiltInTrainer() throws Exception {
        String python = NumPy.required();
        NumPy.copyExample(folder);
        ParameterVector ours = federate("ours", exchange -> new DenseTrainer());
        List<ExternalTrainer> programs = new ArrayList<>();
        ParameterVector theirs;
        try {
            theirs = federate("theirs", exchange -> {
                programs.add(program(python + " train.py"));
                return programs.get(exchange);
            });
        } finally {
            programs.forEach(ExternalTrainer::close);
        }
        assertThat(survivors).hasSize(3 + ROUNDS).containsOnly(EXCHANGES.size());
        for (int k = 0; k < ours.length(); k++) {
            assertThat(Math.abs(ours.get(k) - theirs.get(k)))
                    .as("parameter %d", k)
                    .isLessThan(1e-6f);
        }
        assertThat(Math.abs(ours.get(0)) + Math.abs(ours.get(3))).isGreaterThan(0.1f);
    }

    @Test
    void whoseProgramFailsDropsOutAndTheOthersGoOn() throws Exception {
        Files.writeString(folder.resolve("train.py"), "print('hello')\n");
        try (ExternalTrainer broken = program("python3 train.py")) {
            ParameterVector model = federate("broken", exchange -> exchange == 4 ? broken : new DenseTrainer());
            assertThat(model.length()).isEqualTo(FEATURES.size() + 1);
        }
        assertThat(List.copyOf(survivors).subList(0, 3)).containsOnly(EXCHANGES.size());
        assertThat(List.copyOf(survivors).subList(3, 3 + ROUNDS)).containsOnly(EXCHANGES.size() - 1);
    }
}
