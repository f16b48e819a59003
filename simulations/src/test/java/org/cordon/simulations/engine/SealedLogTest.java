// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cordon.computation.DataFunction;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.log.BundleOutcome;
import org.cordon.log.BundleReader;
import org.cordon.log.DirectoryLog;
import org.cordon.log.Hash;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.TrustPolicy;
import org.cordon.record.InputList;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.suite.Bytes;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.LeafCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole task of real participants, whose inputs are archived, and its log: sealed, cosigned, and held for as long as agreed. */
@Timeout(400)
class SealedLogTest {
    private static final int ROUNDS = 2;

    @TempDir
    Path directory;

    /** The sum of vectors, as the evaluation that a task ends with. */
    private static final class Evaluated implements FederatedComputation {
        private final VectorSum sum = new VectorSum();

        @Override
        public String name() {
            return Evaluation.NAME;
        }

        @Override
        public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
            return sum.start(parameters, inputs);
        }

        @Override
        public Optional<Query> query(Bytes state) {
            return sum.query(state);
        }

        @Override
        public DataFunction function(Bytes state) {
            return sum.function(state);
        }

        @Override
        public Bytes advance(Bytes state, OpenedSum opened) {
            return sum.advance(state, opened);
        }

        @Override
        public Report report(Bytes state) {
            return sum.report(state);
        }
    }

    private static <R extends LogRecord> List<R> all(Class<R> kind, List<LogRecord> records) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<LogRecord> records(DirectoryLog log) {
        List<LogRecord> records = new ArrayList<>();
        log.forEachLeaf(
                0,
                log.size(),
                (index, leaf) -> records.add(
                        LeafCodec.decode(Bytes.wrap(leaf)).statement().record()));
        return records;
    }

    @Test
    void whatATaskLeavesOnDisk() throws Exception {
        Path bundle = directory.resolve("log");
        List<LogRecord> records;
        Hash root;
        try (DirectoryLog log = DirectoryLog.open(bundle);
                SqliteCoordinatorStore store = SqliteCoordinatorStore.open(directory.resolve("coordinator"));
                LocalConsortium consortium =
                        new LocalConsortium(new Evaluated(), ROUNDS, store, LogPlace.in(log, true))) {
            consortium.start();
            var unused = consortium.submit(TaskListener.SILENT).get(180, TimeUnit.SECONDS);
            consortium.seal();
            records = records(log);
            root = log.root();
            requireArchived(log, records);
            requireExpires(consortium, log, records);
        }
        assertThat(records).last().isInstanceOf(LogRecord.LogSealed.class);
        assertThat(all(LogRecord.EvaluationReleased.class, records))
                .singleElement()
                .satisfies(released -> assertThat(released.model())
                        .isEqualTo(all(LogRecord.ModelPublished.class, records)
                                .get(ROUNDS - 1)
                                .model()));
        requireCosigned(bundle, records.size(), root);
    }

    /** Each sum's list names the masked vector of each survivor. */
    private static void requireArchived(DirectoryLog log, List<LogRecord> records) {
        List<LogRecord.SurvivorsFixed> fixed = all(LogRecord.SurvivorsFixed.class, records);
        List<LogRecord.AggregateReleased> released = all(LogRecord.AggregateReleased.class, records);
        assertThat(released).hasSize(ROUNDS).hasSameSizeAs(fixed);
        for (int sum = 0; sum < ROUNDS; sum++) {
            InputList inputs = inputs(log, released.get(sum)).orElseThrow();
            assertThat(inputs.inputs())
                    .extracting(InputList.Input::member)
                    .isEqualTo(fixed.get(sum).members().stream().boxed().toList());
            assertThat(inputs.inputs()).allMatch(input -> log.hasBlob(input.content()));
        }
    }

    private static Optional<InputList> inputs(DirectoryLog log, LogRecord.AggregateReleased released) {
        return log.blob(released.inputs().orElseThrow()).map(list -> BlobCodec.inputs(Bytes.wrap(list)));
    }

    /** The charter agrees on no retention: sums and inputs go, what proves the rounds stays. */
    private static void requireExpires(LocalConsortium consortium, DirectoryLog log, List<LogRecord> records) {
        List<LogRecord.AggregateReleased> released = all(LogRecord.AggregateReleased.class, records);
        List<Hash> gone = released.stream()
                .flatMap(sum -> Stream.concat(
                        Stream.of(sum.content(), sum.opened(), sum.inputs().orElseThrow()),
                        inputs(log, sum).orElseThrow().inputs().stream().map(InputList.Input::content)))
                .distinct()
                .toList();
        assertThat(gone).hasSizeGreaterThanOrEqualTo(ROUNDS * 4).allMatch(log::hasBlob);
        assertThat(consortium.log().expire()).isEqualTo(gone.size() + 1);
        assertThat(gone).noneMatch(log::hasBlob);
        assertThat(all(LogRecord.TaskApproved.class, records)).singleElement().satisfies(approved -> {
            assertThat(log.hasBlob(approved.charter())).isTrue();
            assertThat(log.hasBlob(approved.initialState())).isFalse();
        });
        assertThat(all(LogRecord.CohortFixed.class, records))
                .isNotEmpty()
                .allMatch(cohort -> log.hasBlob(cohort.cohort()));
        assertThat(all(LogRecord.EpochOpened.class, records))
                .isNotEmpty()
                .allMatch(epoch -> log.hasBlob(epoch.roster()));
    }

    /** The bundle stands at the log's end, under cosignatures of a quorum by the policy that lies with it. */
    private static void requireCosigned(Path bundle, int size, Hash root) throws Exception {
        BundleReader reader = new BundleReader(bundle);
        SignedCheckpoint checkpoint = SignedCheckpoint.parse(reader.checkpoint().orElseThrow());
        assertThat(checkpoint.checkpoint().size()).isEqualTo(size);
        assertThat(checkpoint.checkpoint().root()).isEqualTo(root);
        TrustPolicy policy = TrustPolicy.parse(Files.readAllBytes(bundle.resolve("trust-policy")));
        assertThat(policy.evaluate(checkpoint, NoteKeys.verifier()).isQuorum()).isTrue();
        assertThat(reader.rebuild(size, root)).isInstanceOf(BundleOutcome.Rebuilt.class);
    }
}
