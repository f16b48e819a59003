// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.network.LocalWork;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.log.DirectoryLog;
import org.cordon.log.LogRefused;
import org.cordon.member.Amendment;
import org.cordon.member.Entry;
import org.cordon.model.Activation;
import org.cordon.model.FedAvg;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.SeededRandomness;
import org.cordon.task.Charter;
import org.cordon.task.CharterBuilder;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.HistoryCodec;
import org.cordon.wire.LeafCodec;

/**
 * A whole log as an honest consortium leaves it behind, made by the production classes and real cryptography, without a
 * network: the same from the same seed, up to what carries no seed.
 *
 * <p>Five found the consortium; the main task scales, trains and evaluates a small network, the side task counts and is
 * withdrawn. On the way a round dies, a member drops out, one is left out after complaints, one declines, one is not ready in
 * time, one is admitted, one removed, and one turns its keys.
 *
 * @param directory the bundle: public files, blobs, trust policy
 * @param leaves as they were written
 * @param blobs content by name
 * @param end when the last record was made
 */
record HonestLog(
        Path directory, HonestConsortium consortium, List<Leaf> leaves, SortedMap<String, byte[]> blobs, Instant end) {
    static final List<String> COLUMNS = List.of("amount", "age");
    static final Duration RETENTION = Duration.ofDays(365);

    /**
     * How the log comes out.
     *
     * @param trainingRounds sums of the network stage; with five or more, everything befalls members that can
     * @param archive whether masked inputs are kept
     * @param malice what the coordinator does otherwise
     */
    record Options(
            long seed,
            int trainingRounds,
            boolean archive,
            Malice malice,
            Optional<PrivacyTerms> privacy,
            Set<String> bare) {
        static final Options STANDARD = new Options(20261121, 5, true, Malice.NONE, Optional.empty(), Set.of());

        /** Without a side task, and with two rounds of training: one that a member leaves, and one with complaints. */
        static final Options BRIEF = STANDARD.trainingRounds(2);

        /** The same with differential privacy. */
        static final Options PRIVATE = BRIEF.under(HonestPrivacy.terms(8_000_000));

        Options {
            if (trainingRounds < 2) {
                throw new IllegalArgumentException("trainingRounds must be at least 2, but was " + trainingRounds);
            }
        }

        Options seed(long value) {
            return new Options(value, trainingRounds, archive, malice, privacy, bare);
        }

        Options trainingRounds(int value) {
            return new Options(seed, value, archive, malice, privacy, bare);
        }

        Options withoutArchive() {
            return new Options(seed, trainingRounds, false, malice, privacy, bare);
        }

        Options with(Malice value) {
            return new Options(seed, trainingRounds, archive, value, privacy, bare);
        }

        Options under(PrivacyTerms terms) {
            return new Options(seed, trainingRounds, archive, malice, Optional.of(terms), bare);
        }

        /** These stages open their sums without noise, whatever the terms say. */
        Options bare(String... stages) {
            return new Options(seed, trainingRounds, archive, malice, privacy, Set.of(stages));
        }

        boolean isPrivate(String stage) {
            return privacy.isPresent() && !bare.contains(stage);
        }

        boolean isBrief() {
            return trainingRounds < 5;
        }
    }

    HonestKeys keys() {
        return consortium.keys;
    }

    /** The leaves whose record is of a kind, in order. */
    <R extends LogRecord> List<Leaf> of(Class<R> kind) {
        return leaves.stream()
                .filter(leaf -> kind.isInstance(leaf.statement().record()))
                .toList();
    }

    /** Writes a log into an empty directory. */
    static HonestLog write(Path directory, Options options) {
        System.out.println("HonestLog seed " + options.seed());
        HonestKeys keys = new HonestKeys(SeededRandomness.forTesting(options.seed()));
        HonestConsortium consortium = new HonestConsortium(
                keys,
                List.of("alpha", "beta", "gamma", "delta", "epsilon"),
                HonestWriter.BEGIN.minus(Duration.ofHours(1)));
        try (DirectoryLog storage = DirectoryLog.open(directory)) {
            HonestWriter writer = new HonestWriter(storage, consortium, options.malice());
            new Story(writer, consortium, options).tell();
            storage.publish();
            Files.write(
                    directory.resolve("trust-policy"),
                    keys.policy(consortium.origin(), consortium.manifest()).toBytes());
            Files.writeString(directory.resolve("README"), "A log made by a test.\n");
            return read(directory, storage, consortium, writer.now());
        } catch (LogRefused | IOException refused) {
            throw new AssertionError(refused);
        }
    }

    private static HonestLog read(Path directory, DirectoryLog storage, HonestConsortium consortium, Instant end)
            throws IOException {
        List<Leaf> leaves = new ArrayList<>();
        storage.forEachLeaf(0, storage.size(), (index, bytes) -> leaves.add(LeafCodec.decode(Bytes.of(bytes))));
        SortedMap<String, byte[]> blobs = new TreeMap<>();
        try (var files = Files.list(directory.resolve("blobs/sha256"))) {
            for (Path file : files.toList()) {
                blobs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return new HonestLog(directory, consortium, List.copyOf(leaves), blobs, end);
    }

    /** What happens. */
    private record Story(HonestWriter writer, HonestConsortium consortium, Options options) {
        void tell() {
            Entry founding = consortium.consortium().entries().get(0);
            writer.commit(new LogRecord.Genesis(
                    consortium.consortium().id(), writer.blob(HistoryCodec.encodeEntry(founding))));
            HonestTask main = task("fraud", mainStages());
            main.openEpoch();
            main.run(Plan.SMOOTH);
            main.run(Plan.silent(2, 4));
            main.run(Plan.SMOOTH);
            amend(consortium.admission("zeta"));
            amend(consortium.rotation(2));
            main.openEpoch();
            train(main);
            amend(consortium.removal(6));
            if (options.isBrief()) {
                main.openEpoch();
                main.run(Plan.SMOOTH);
            } else {
                amend(consortium.replacement(3));
                amend(consortium.rules(4, 2));
                twoTasks(main);
            }
            main.withdraw(LogRecord.TaskWithdrawn.Reason.COMPLETED);
            writer.commit(new LogRecord.LogSealed(LogRecord.LogSealed.Cause.CLOSED));
        }

        private void twoTasks(HonestTask main) {
            HonestTask side = task("counts", List.of(scaling("counts")));
            side.openEpoch();
            main.openEpoch();
            side.run(Plan.SMOOTH);
            main.run(Plan.SMOOTH);
            side.withdraw(LogRecord.TaskWithdrawn.Reason.WITHDRAWN);
        }

        private void train(HonestTask main) {
            main.run(Plan.vanished(3));
            int round = main.nextRound();
            main.run(round, 0, Plan.spoilt(5));
            main.run(round, 1, Plan.leftOut(5));
            if (!options.isBrief()) {
                main.run(Plan.declined(1));
                main.run(Plan.absent(6));
            }
            for (int extra = 4; extra < options.trainingRounds(); extra++) {
                main.run(Plan.SMOOTH);
            }
        }

        private void amend(Amendment.Change change) {
            Entry entry = consortium.entry(change, Optional.empty());
            consortium.take(entry);
            writer.pass(Duration.ofMinutes(1));
            writer.commit(new LogRecord.Amended(
                    HonestConsortium.kind(change),
                    consortium.consortium().entries().size() - 1,
                    writer.blob(HistoryCodec.encodeEntry(entry)),
                    consortium.digest()));
            writer.publish();
        }

        private HonestTask task(String name, List<Stages.Stage> stages) {
            Bytes initial = new StagedComputation().start(new Stages(stages).encode(), Map.of());
            Charter charter = charter(name, stages, initial);
            writer.pass(Duration.ofMinutes(5));
            return new HonestTask(
                    writer,
                    consortium,
                    consortium.approve(
                            charter,
                            options.malice().approvals(consortium.manifest().quorum())),
                    initial,
                    new HonestTask.Options(options.seed(), options.archive()));
        }

        private Charter charter(String name, List<Stages.Stage> stages, Bytes initial) {
            CharterBuilder builder = Charter.builder()
                    .consortium(consortium.consortium().id())
                    .name(options.malice().taskName(name))
                    .version(options.malice().version(name, 1))
                    .purpose("a log to check")
                    .legalBasis("no personal data")
                    .controllers(List.of("nobody"))
                    .schema("accounts-1")
                    .stages(stages.stream()
                            .map(stage -> new Stage(
                                    stage.computation(),
                                    stage.parameters(),
                                    options.malice().maxRounds(stage.label(), options.trainingRounds() + 5)))
                            .toList())
                    .minSurvivors(options.malice().charterMinSurvivors(4))
                    .minHonest(3)
                    .columns(COLUMNS)
                    .label("fraud")
                    .initialState(Hashes.blob(initial))
                    .retention(RETENTION)
                    .timing(Timing.uniform(Duration.ofSeconds(30)))
                    .notBefore(HonestWriter.BEGIN.minus(Duration.ofHours(12)))
                    .expiry(options.malice().expiry(HonestWriter.BEGIN.plus(Duration.ofDays(30))));
            options.privacy().ifPresentOrElse(builder::privacy, () -> builder.privacyWaiver("made-up numbers"));
            return builder.build(consortium.manifest().threshold());
        }

        private Stages.Stage scaling(String label) {
            ScalingPlan plan = options.isPrivate(Scaling.NAME)
                    ? HonestPrivacy.scaling(COLUMNS)
                    : new ScalingPlan(COLUMNS, 1000, 4, 2, 1);
            return new Stages.Stage(label, Scaling.NAME, plan.encode());
        }

        private List<Stages.Stage> mainStages() {
            TrainingPlan training = new TrainingPlan(
                    NetworkSpec.mlpClassifier(Activation.TANH, COLUMNS.size(), 2, 1),
                    options.isPrivate(NetworkTraining.NAME)
                            ? HonestPrivacy.steps()
                            : new LocalWork.Averaging(
                                    new LocalPlan(1, 8, LocalOptimiser.SGD, 0.1), new UpdateBounds(10, 1, 16, 1000)),
                    new FedAvg(1),
                    options.trainingRounds(),
                    100,
                    7);
            return List.of(
                    scaling("scaling"),
                    new Stages.Stage("network", NetworkTraining.NAME, training.encode()),
                    new Stages.Stage(
                            "evaluation",
                            Evaluation.NAME,
                            (options.isPrivate(Evaluation.NAME)
                                            ? HonestPrivacy.evaluation()
                                            : new EvaluationPlan(4, 1000, 100))
                                    .encode()));
        }
    }
}
