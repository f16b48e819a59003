// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.IntStream;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.SignedManifest;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.SigningKey;
import org.cordon.task.Charter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.SignedCharter;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.ManifestCodec;
import org.junit.jupiter.api.Test;

class LocalFederationTest {
    private static final Randomness RANDOM = Randomness.secure();

    @Test
    void fiveMembersSumThreeRounds() throws Exception {
        SigningKey operator = SigningKey.generate(RANDOM);
        SigningKey coordinator = SigningKey.generate(RANDOM);
        List<SigningKey> keys =
                IntStream.range(0, 5).mapToObj(i -> SigningKey.generate(RANDOM)).toList();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            members.add(new Member(i + 1, "m" + i, keys.get(i).verifyKey(), Hashes.blob(new byte[] {(byte) i})));
        }
        Manifest manifest = new Manifest(
                "test", members, new Member(0, "c", coordinator.verifyKey(), Hashes.blob(new byte[] {99})));
        SignedManifest signed = SignedManifest.verify(
                SignedManifest.sign(manifest, ManifestCodec.encode(manifest), operator), operator.verifyKey());
        Computations computations = Computations.of(new StagedComputation(Computations.of(new VectorSum())), new VectorSum());
        Stages stages = Stages.of(new Stages.Stage("sum", VectorSum.NAME, VectorSum.parameters(10_000, 3)));
        Bytes initial = new StagedComputation(computations).start(stages.encode(), Map.of());
        Charter charter = Charter.builder()
                .manifest(signed.digest())
                .name("sum")
                .purpose("test")
                .legalBasis("test")
                .stages(List.of(new Stage(VectorSum.NAME, VectorSum.parameters(10_000, 3), 3)))
                .minSurvivors(4)
                .minHonest(3)
                .columns(List.of("a"))
                .initialState(Hashes.blob(initial))
                .privacyWaiver("test")
                .timing(Timing.uniform(Duration.ofSeconds(5)))
                .notBefore(Instant.EPOCH)
                .expiry(Instant.parse("2100-01-01T00:00:00Z"))
                .build(manifest.threshold());
        List<ParticipantNode> nodes = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try (Federation federation = new Federation(
                signed, operator.verifyKey(), coordinator, new MemoryCoordinatorStore(), InstantSource.system(), computations)) {
            for (int i = 0; i < 5; i++) {
                int value = i + 1;
                ParticipantNode node = new ParticipantNode(
                        new ParticipantNode.Identity(
                                signed, i + 1, keys.get(i), Secret.random(RANDOM), operator.verifyKey(), RANDOM),
                        new LocalLink(federation.desk(), i + 1),
                        new MemoryMemberStore(),
                        ParticipantPolicy.strict(Set.of(VectorSum.NAME), 10, Set.of("a")).acceptingCountsWithoutDp(),
                        InstantSource.system(),
                        c -> (query, state) -> {
                            long[] words = new long[query.length()];
                            Arrays.fill(words, value);
                            return words;
                        },
                        computations);
                Thread thread = new Thread(() -> {
                    try {
                        node.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.start();
                nodes.add(node);
                threads.add(thread);
            }
            CompletableFuture<Bytes> done = federation.submit(
                    SignedCharter.sign(charter, CharterCodec.encode(charter), operator), initial, TaskListener.SILENT);
            Bytes last = done.get(30, TimeUnit.SECONDS);
            assertThat(new StagedComputation(computations).report(last).figures().get("sum/first")).isEqualTo(15.0);
            nodes.forEach(ParticipantNode::close);
            for (Thread thread : threads) {
                thread.join(5_000);
            }
        }
    }
}
