// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.config.HistoryFile;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyLocks;
import org.cordon.member.Manifest;
import org.cordon.simulations.engine.VectorSum;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;

/** A consortium of benchmark nodes on disk: keys, certificates, history, and the charter of a vector sum. */
record BenchDirectory(Path root) {
    private static final String CHARTER = "charter.bin";
    private static final String HISTORY = "history.bin";
    /** Rounds that may die, as after a stall of the machine, before members decline; a bench must not end by that. */
    private static final int DEAD_ROUNDS = 4;

    /** Makes a consortium of {@code members} that will sum {@code rounds} vectors of {@code length} words. */
    static BenchDirectory create(Path root, int members, int length, int rounds) throws IOException {
        List<String> names =
                IntStream.rangeClosed(1, members).mapToObj(BenchDirectory::name).toList();
        Randomness randomness = Randomness.secure();
        try (ConsortiumDraft draft =
                ConsortiumDraft.create(ConsortiumPlan.of("bench", names), randomness, InstantSource.system())) {
            draft.writeTo(root.resolve("nodes"), KeyLocks.keyFiles(randomness));
            Consortium consortium = HistoryCodec.found(draft);
            new HistoryFile(root.resolve(HISTORY)).save(consortium);
            Charter charter = charter(consortium.current().manifest(), length, rounds);
            OfferedCharter approved = CharterCodec.approve(charter, consortium, draft);
            Files.write(
                    root.resolve(CHARTER), CharterCodec.encodeOffered(approved).toByteArray());
        }
        return new BenchDirectory(root);
    }

    private static Charter charter(Manifest manifest, int length, int rounds) {
        return Charter.builder()
                .consortium(manifest.id())
                .name("bench")
                .purpose("measure a round")
                .legalBasis("no personal data")
                .controllers(List.of("nobody"))
                .schema("none")
                .retention(Duration.ZERO)
                .stages(List.of(new Stage(VectorSum.NAME, VectorSum.parameters(length, rounds), rounds + DEAD_ROUNDS)))
                .minSurvivors(manifest.threshold().threshold())
                .minHonest(manifest.threshold().honest())
                .columns(List.of("none"))
                .initialState(Hashes.blob(initialState(length, rounds)))
                .privacyWaiver("made-up vectors")
                .timing(Timing.uniform(Duration.ofSeconds(30)))
                .notBefore(Instant.EPOCH)
                .expiry(Instant.parse("2100-01-01T00:00:00Z"))
                .build(manifest.threshold());
    }

    static String name(int member) {
        return "m" + member;
    }

    static Computations computations() {
        return Computations.of(new VectorSum());
    }

    static Bytes initialState(int length, int rounds) {
        Stages stages = Stages.of(new Stages.Stage("sum", VectorSum.NAME, VectorSum.parameters(length, rounds)));
        return new StagedComputation(computations()).start(stages.encode(), Map.of());
    }

    Path node(String name) {
        return root.resolve("nodes").resolve(name);
    }

    Path data(String name) {
        return root.resolve("data").resolve(name);
    }

    OfferedCharter charter() throws IOException {
        return CharterCodec.decodeOffered(Bytes.wrap(Files.readAllBytes(root.resolve(CHARTER))));
    }

    Consortium consortium() {
        return new HistoryFile(root.resolve(HISTORY)).read();
    }
}
