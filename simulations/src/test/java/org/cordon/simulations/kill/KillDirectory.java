// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cordon.computation.Computations;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.config.HistoryFile;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyLocks;
import org.cordon.member.Threshold;
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

/** Five members and a coordinator on disk, and the charter of a vector sum in which each member is one bit. */
record KillDirectory(Path root) {
    static final int MEMBERS = 5;
    private static final int LENGTH = 5_000;

    /**
     * @param dying rounds that may die, and count as opened with those who endorsed them: one for each kill, and some for
     *     steps that are too short for a machine that is busy
     */
    static KillDirectory create(Path root, int rounds, int dying, Duration step) throws IOException {
        List<String> names =
                IntStream.rangeClosed(1, MEMBERS).mapToObj(KillDirectory::name).toList();
        Randomness randomness = Randomness.secure();
        try (ConsortiumDraft draft =
                ConsortiumDraft.create(ConsortiumPlan.of("kill", names), randomness, InstantSource.system())) {
            draft.writeTo(root.resolve("nodes"), KeyLocks.keyFiles(randomness));
            Consortium consortium = HistoryCodec.found(draft);
            Threshold threshold = consortium.current().manifest().threshold();
            new HistoryFile(root.resolve("history.bin")).save(consortium);
            Bytes initial = new StagedComputation(computations())
                    .start(
                            Stages.of(new Stages.Stage("sum", VectorSum.NAME, VectorSum.parameters(LENGTH, rounds)))
                                    .encode(),
                            Map.of());
            Files.write(root.resolve("initial.bin"), initial.toByteArray());
            Charter charter = Charter.builder()
                    .consortium(consortium.id())
                    .controllers(List.of("nobody"))
                    .schema("none")
                    .retention(Duration.ZERO)
                    .name("kill")
                    .purpose("test of restarts")
                    .legalBasis("no personal data")
                    .stages(List.of(new Stage(VectorSum.NAME, VectorSum.parameters(LENGTH, rounds), rounds + dying)))
                    .minSurvivors(threshold.threshold())
                    .minHonest(threshold.honest())
                    .columns(List.of("none"))
                    .initialState(Hashes.blob(initial))
                    .privacyWaiver("made-up vectors")
                    .timing(Timing.uniform(step))
                    .notBefore(Instant.EPOCH)
                    .expiry(Instant.parse("2100-01-01T00:00:00Z"))
                    .build(threshold);
            OfferedCharter approved = CharterCodec.approve(charter, consortium, draft);
            Files.write(
                    root.resolve("charter.bin"),
                    CharterCodec.encodeOffered(approved).toByteArray());
        }
        return new KillDirectory(root);
    }

    static String name(int member) {
        return "m" + member;
    }

    static Computations computations() {
        return Computations.of(new VectorSum());
    }

    private static Report report(Bytes state) {
        return new StagedComputation(computations()).report(state);
    }

    /** First and last word of the newest sum in a state. */
    static String sum(Bytes state) {
        Map<String, Double> figures = report(state).figures();
        return Objects.requireNonNullElse(figures.get("sum/first"), 0.0).longValue() + " "
                + Objects.requireNonNullElse(figures.get("sum/last"), 0.0).longValue();
    }

    /** How far a state is. */
    static String done(Bytes state) {
        return report(state).summary().replaceAll("[^0-9]+", "-");
    }

    Path node(String name) {
        return root.resolve("nodes").resolve(name);
    }

    Path data(String name) {
        return root.resolve("data").resolve(name);
    }

    OfferedCharter charter() throws IOException {
        return CharterCodec.decodeOffered(Bytes.wrap(Files.readAllBytes(root.resolve("charter.bin"))));
    }

    Bytes initial() throws IOException {
        return Bytes.wrap(Files.readAllBytes(root.resolve("initial.bin")));
    }

    Consortium consortium() {
        return new HistoryFile(root.resolve("history.bin")).read();
    }
}
