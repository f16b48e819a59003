// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordon.computation.Computations;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.log.ProtocolLog;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.task.Charter;
import org.cordon.task.CharterBuilder;
import org.cordon.task.OfferedCharter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;

/** Five members that add up short vectors over links within the process; member i contributes i everywhere. */
final class LocalConsortium implements AutoCloseable {
    static final int MEMBERS = 5;

    private static final int LENGTH = 100;

    /** A step ends when all are through; only who is missing is waited for. A busy machine must not look like an absence. */
    private static final Duration STEP = Duration.ofSeconds(15);

    private static final Randomness RANDOM = Randomness.secure();

    private static final List<String> NAMES = List.of("m1", "m2", "m3", "m4", "m5");

    private final ConsortiumDraft draft =
            ConsortiumDraft.create(ConsortiumPlan.of("test", NAMES), RANDOM, InstantSource.system());
    private final Consortium consortium = HistoryCodec.found(draft);
    private final Computations computations;
    private final List<Secret> secrets =
            IntStream.range(0, MEMBERS).mapToObj(i -> Secret.random(RANDOM)).toList();
    private Federation federation;
    private final OfferedCharter charter;
    private final Bytes initial;
    private final Map<Integer, MirrorStore> mirrors = new HashMap<>();
    private final LogPlace log;
    private final Set<String> names;
    private final Job job;
    private final Map<Integer, Running> nodes = new HashMap<>();

    private record Running(ParticipantNode node, CoordinatorLink link, Thread thread) {}

    /** @param sum takes the parameters of the vector sum, whatever it is called */
    LocalConsortium(FederatedComputation sum, int rounds, CoordinatorStore store) throws Exception {
        this(sum, rounds, store, LogPlace.inMemory());
    }

    /** The same with a protocol log that the caller closes. */
    LocalConsortium(FederatedComputation sum, int rounds, CoordinatorStore store, LogPlace log) throws Exception {
        this(Job.ofVectors(sum, rounds), store, log);
    }

    /**
     * What members work on.
     *
     * @param rounds of each stage, at the most
     * @param columns features, and after them the label where there is one
     * @param contributions of each member, by its index
     */
    record Job(
            Computations computations,
            Stages stages,
            List<Integer> rounds,
            Optional<PrivacyTerms> privacy,
            List<String> columns,
            IntFunction<Contribution> contributions) {
        private static Job ofVectors(FederatedComputation sum, int rounds) {
            return new Job(
                    Computations.of(new StagedComputation(Computations.of(sum)), sum),
                    Stages.of(new Stages.Stage("sum", sum.name(), VectorSum.parameters(LENGTH, rounds))),
                    List.of(rounds + 2),
                    Optional.empty(),
                    List.of("a"),
                    member -> (query, state) -> {
                        long[] words = new long[query.length()];
                        Arrays.fill(words, member);
                        return words;
                    });
        }

        private List<Stage> list() {
            return IntStream.range(0, rounds.size())
                    .mapToObj(i -> {
                        Stages.Stage stage = stages.list().get(i);
                        return new Stage(stage.computation(), stage.parameters(), rounds.get(i));
                    })
                    .toList();
        }
    }

    /** A consortium with another job than to add up vectors. */
    LocalConsortium(Job job, CoordinatorStore store, LogPlace log) throws Exception {
        this.log = log;
        this.job = job;
        this.computations = job.computations();
        this.names = job.stages().list().stream().map(Stages.Stage::computation).collect(Collectors.toSet());
        initial = new StagedComputation(computations).start(job.stages().encode(), Map.of());
        CharterBuilder builder = Charter.builder()
                .consortium(consortium.id())
                .controllers(List.of("nobody"))
                .schema("none")
                .retention(Duration.ZERO)
                .name("sum")
                .purpose("test")
                .legalBasis("test")
                .stages(job.list())
                .minSurvivors(4)
                .minHonest(3)
                .columns(job.columns().subList(0, Math.max(1, job.columns().size() - 1)))
                .initialState(Hashes.blob(initial))
                .timing(Timing.uniform(STEP))
                .notBefore(Instant.EPOCH)
                .expiry(Instant.parse("2100-01-01T00:00:00Z"));
        job.privacy().ifPresentOrElse(builder::privacy, () -> builder.privacyWaiver("test"));
        if (job.columns().size() > 1) {
            builder.label(job.columns().get(job.columns().size() - 1));
        }
        Charter agreed = builder.build(consortium.current().manifest().threshold());
        charter = CharterCodec.approve(agreed, consortium, draft);
        federation = federation(store);
    }

    private Federation federation(CoordinatorStore store) {
        return new Federation(
                consortium,
                draft.keys(ConsortiumPlan.COORDINATOR).identity(),
                store,
                InstantSource.system(),
                computations,
                log);
    }

    /** The coordinator goes on from {@code store}, after {@link #close}; {@link #start} lets the members in again. */
    CompletableFuture<Bytes> restart(CoordinatorStore store, TaskListener listener) throws Exception {
        federation = federation(store);
        return federation.resume(listener).get(0);
    }

    /** The local secret of a member's machine. */
    Secret secret(int member) {
        return secrets.get(member - 1);
    }

    Digest session() {
        return charter.session();
    }

    /** Everybody attends, with nothing durable. */
    void start() {
        start(any -> new MemoryMemberStore());
    }

    /** Everybody attends. */
    void start(IntFunction<MemberStore> stores) {
        for (int member = 1; member <= MEMBERS; member++) {
            start(
                    member,
                    stores.apply(member),
                    mirrors.computeIfAbsent(member, any -> MirrorStore.inMemory()),
                    UnaryOperator.identity());
        }
    }

    /** One member attends; {@code bend} may replace its link. */
    void start(int member, MemberStore store, MirrorStore mirror, UnaryOperator<CoordinatorLink> bend) {
        CoordinatorLink link = bend.apply(new LocalLink(federation.desk(), member));
        ParticipantNode node = new ParticipantNode(
                new ParticipantNode.Identity(
                        consortium, member, draft.keys(NAMES.get(member - 1)).identity(), secret(member), RANDOM),
                new ParticipantNode.Ports(link, store, mirror),
                TaskPolicy.of(ParticipantPolicy.strict(names, 1000, Set.copyOf(job.columns()))
                        .acceptingCountsWithoutDp()),
                InstantSource.system(),
                any -> job.contributions().apply(member),
                computations);
        Thread thread = new Thread(() -> {
            try {
                node.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        nodes.put(member, new Running(node, link, thread));
    }

    /** One member goes; its store and mirror are the caller's. */
    void stop(int member) throws InterruptedException {
        Running gone = nodes.remove(member);
        gone.node().close();
        gone.thread().join();
        gone.link().close();
    }

    /** The protocol log as the coordinator holds it. */
    ProtocolLog log() {
        return federation.log();
    }

    /** Closes the protocol log for good, and waits until a quorum has cosigned its end. */
    void seal() throws InterruptedException {
        federation.seal();
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (log().cosignedSize() < log().size()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("cosigned " + log().cosignedSize() + " of " + log().size() + " leaves");
            }
            Thread.onSpinWait();
        }
    }

    CompletableFuture<Bytes> submit(TaskListener listener) throws Exception {
        return federation.submit(charter, initial, listener);
    }

    double first(Bytes state) {
        return new StagedComputation(computations).report(state).figures().getOrDefault("sum/first", Double.NaN);
    }

    @Override
    public void close() {
        nodes.values().forEach(running -> running.node().close());
        try {
            for (Running running : nodes.values()) {
                running.thread().join(5_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nodes.clear();
        federation.close();
    }
}
