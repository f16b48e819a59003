// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.task.Charter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;

/** Five members in one process that sum vectors: member i contributes i in every word. */
final class LocalTask {
    static final int MEMBERS = 5;

    private static final Randomness RANDOM = Randomness.secure();

    private static final List<String> NAMES = List.of("m1", "m2", "m3", "m4", "m5");

    private final ConsortiumDraft draft =
            ConsortiumDraft.create(ConsortiumPlan.of("test", NAMES), RANDOM, InstantSource.system());
    private final Consortium consortium = HistoryCodec.found(draft);
    private final Computations computations =
            Computations.of(new StagedComputation(Computations.of(new VectorSum())), new VectorSum());

    /** Runs a task to its end; {@code bend} may replace the links of the last two members: without them nothing is published. */
    Map<String, Double> run(int length, int rounds, UnaryOperator<CoordinatorLink> bend) throws Exception {
        return run(length, rounds, rounds, bend);
    }

    /** The same with a charter that grants {@code granted} sums. */
    Map<String, Double> run(int length, int rounds, int granted, UnaryOperator<CoordinatorLink> bend) throws Exception {
        Bytes parameters = VectorSum.parameters(length, rounds);
        Bytes initial = new StagedComputation(computations)
                .start(
                        Stages.of(new Stages.Stage("sum", VectorSum.NAME, parameters))
                                .encode(),
                        Map.of());
        Charter charter = charter(consortium, initial, new Stage(VectorSum.NAME, parameters, granted));
        List<ParticipantNode> nodes = new ArrayList<>();
        try (Federation federation = new Federation(
                consortium,
                draft.keys(ConsortiumPlan.COORDINATOR).identity(),
                new MemoryCoordinatorStore(),
                InstantSource.system(),
                computations)) {
            for (int member = 1; member <= MEMBERS; member++) {
                CoordinatorLink link = new LocalLink(federation.desk(), member);
                nodes.add(start(member, member >= MEMBERS - 1 ? bend.apply(link) : link));
            }
            CompletableFuture<Bytes> done =
                    federation.submit(CharterCodec.approve(charter, consortium, draft), initial, TaskListener.SILENT);
            Bytes last = done.get(60, TimeUnit.SECONDS);
            return new StagedComputation(computations).report(last).figures();
        } finally {
            nodes.forEach(ParticipantNode::close);
        }
    }

    private static Charter charter(Consortium consortium, Bytes initial, Stage stage) {
        return Charter.builder()
                .consortium(consortium.id())
                .controllers(List.of("nobody"))
                .schema("none")
                .retention(Duration.ZERO)
                .name("sum")
                .purpose("test")
                .legalBasis("no personal data")
                .stages(List.of(stage))
                .minSurvivors(4)
                .minHonest(3)
                .columns(List.of("a"))
                .initialState(Hashes.blob(initial))
                .privacyWaiver("made-up vectors")
                .timing(Timing.uniform(Duration.ofSeconds(5)))
                .notBefore(Instant.EPOCH)
                .expiry(Instant.parse("2100-01-01T00:00:00Z"))
                .build(consortium.current().manifest().threshold());
    }

    private ParticipantNode start(int member, CoordinatorLink link) {
        ParticipantNode node = new ParticipantNode(
                new ParticipantNode.Identity(
                        consortium,
                        member,
                        draft.keys(NAMES.get(member - 1)).identity(),
                        Secret.random(RANDOM),
                        RANDOM),
                new ParticipantNode.Ports(link, new MemoryMemberStore(), MirrorStore.inMemory()),
                TaskPolicy.of(ParticipantPolicy.strict(Set.of(VectorSum.NAME), 100, Set.of("a"))
                        .acceptingCountsWithoutDp()),
                InstantSource.system(),
                charter -> (query, state) -> {
                    long[] words = new long[query.length()];
                    Arrays.fill(words, member);
                    return words;
                },
                computations);
        Thread thread = new Thread(
                () -> {
                    try {
                        node.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "node-" + member);
        thread.setDaemon(true);
        thread.start();
        return node;
    }
}
