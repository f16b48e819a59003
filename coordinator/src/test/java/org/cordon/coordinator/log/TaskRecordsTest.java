// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cordon.differencing.DifferencingGuard;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Checkpoint;
import org.cordon.log.Hash;
import org.cordon.log.LogStorageFailure;
import org.cordon.log.MemoryLog;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.OpenedSecrets;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;
import org.cordon.wire.LeafCodec;
import org.cordon.wire.ProtoCodec;
import org.junit.jupiter.api.Test;

/**
 * What a restart finds at every point where the log has moved on and the journal has not: each step is recorded in the log
 * first, so the log alone says what was decided.
 */
class TaskRecordsTest {
    private static final Digest SESSION = Rounds.blob("session");
    private static final Digest CONTEXT = Rounds.blob("context");
    private static final MemberSet ALL = MemberSet.range(1, 5);

    private final MemoryLog storage = new MemoryLog();
    private TaskRecords records = restarted();

    private TaskRecords restarted() {
        return new TaskRecords(Logged.log(storage, InstantSource.system()), SESSION, true);
    }

    private List<LogRecord> leaves() {
        List<LogRecord> leaves = new ArrayList<>();
        storage.forEachLeaf(
                0,
                storage.size(),
                (index, leaf) -> leaves.add(
                        LeafCodec.decode(Bytes.wrap(leaf)).statement().record()));
        return leaves;
    }

    private static Scope scope(int round, int attempt) {
        return new Scope(SESSION, 1, round, attempt, Scope.COORDINATOR);
    }

    private static Signed<RoundBody.Open> open(Scope scope, Bytes checkpoint) {
        return new Speaker(Logged.coordinator(), new ProtoCodec())
                .say(new RoundBody.Open(
                        scope,
                        Rounds.blob("model"),
                        Rounds.blob("configuration"),
                        Rounds.blob("roster"),
                        checkpoint,
                        new RoundBody.Deadlines(1, 2, 3, 4)));
    }

    private static Signed<RoundBody.Cohort> cohort(Scope scope) {
        return new Speaker(Logged.coordinator(), new ProtoCodec())
                .say(new RoundBody.Cohort(scope, Rounds.blob("o"), List.of()));
    }

    /** Window: RoundOpened is in the log, `open` is in no journal. The same attempt is opened under the same record. */
    @Test
    void anAttemptIsOpenedUnderTheRecordThatIsThere() throws Exception {
        Bytes before = records.opened(Rounds.opened(SESSION, 1, 1, 0));
        records = restarted();

        Bytes after = records.opened(Rounds.opened(SESSION, 1, 1, 0));

        assertThat(after).isEqualTo(before);
        assertThat(Checkpoint.parse(after.toByteArray()).root()).isEqualTo(storage.root());
        assertThat(records.holdsRound(scope(1, 0))).isTrue();
    }

    /** Window: RoundOpened is in the log, and the restart goes on elsewhere, as the journal is older or the roster changed. */
    @Test
    void anAttemptThatIsNotTakenUpEndsInTheLogToo() {
        records.opened(Rounds.opened(SESSION, 1, 1, 0));
        assertThat(records.propose(scope(1, 0), CONTEXT, ALL, 1)).contains(ALL);
        records = restarted();

        records.opened(Rounds.opened(SESSION, 2, 1, 0));

        assertThat(leaves())
                .endsWith(
                        new LogRecord.RoundAborted(
                                scope(1, 0),
                                Step.OPEN,
                                CoordinatorMessage.Aborted.Reason.RESTART,
                                LogRecord.RoundAborted.End.DEAD),
                        Rounds.opened(SESSION, 2, 1, 0));
    }

    /** Window: CohortFixed is in the log, the cohort is in no journal. It must be the very cohort, whoever was ready since. */
    @Test
    void theCohortIsTheOneThatTheLogHolds() {
        Bytes checkpoint = records.opened(Rounds.opened(SESSION, 1, 1, 0));
        Signed<RoundBody.Cohort> cohort = cohort(scope(1, 0));
        records.cohort(open(scope(1, 0), checkpoint), cohort, CONTEXT, MemberSet.EMPTY);
        long size = storage.size();
        records = restarted();

        assertThat(records.fixedCohort(scope(1, 0))).contains(cohort);
        assertThat(records.fixedCohort(scope(1, 1))).isEmpty();
        records.cohort(open(scope(1, 0), checkpoint), cohort, CONTEXT, MemberSet.EMPTY);
        assertThat(storage.size()).isEqualTo(size);
    }

    /** Window: SurvivorsProposed is in the log, the proposal is in no journal. Just that set is proposed. */
    @Test
    void theSurvivorsAreThoseThatTheLogHolds() throws Exception {
        records.opened(Rounds.opened(SESSION, 1, 1, 0));
        assertThat(records.propose(scope(1, 0), CONTEXT, MemberSet.of(1, 2, 3, 4), 1))
                .contains(MemberSet.of(1, 2, 3, 4));
        long size = storage.size();
        records = restarted();

        assertThat(records.proposed(scope(1, 0)).orElseThrow().members()).isEqualTo(MemberSet.of(1, 2, 3, 4));
        assertThat(records.propose(scope(1, 0), CONTEXT, ALL, 1)).contains(MemberSet.of(1, 2, 3, 4));
        assertThat(Checkpoint.parse(records.checkpoint().toByteArray()).size()).isEqualTo(size);
    }

    /** Window: the sum is released by the log, the result is in no journal. It is made again, and released once. */
    @Test
    void aSumIsReleasedOnce() {
        records.opened(Rounds.opened(SESSION, 1, 1, 0));
        Bytes first = release(Rounds.blob("sum"));
        long size = storage.size();
        records = restarted();

        assertThat(release(Rounds.blob("sum"))).isEqualTo(first);
        assertThat(storage.size()).isEqualTo(size);
    }

    private Bytes release(Digest sum) {
        return records.released(
                scope(1, 0),
                CONTEXT,
                sum,
                Bytes.wrap(new byte[] {1, 2}),
                new OpenedSecrets(List.of(), List.of()),
                Optional.empty());
    }

    /** Window: RoundAborted is in the log, the end is in no journal. The attempt is not taken up again. */
    @Test
    void anAttemptThatTheLogEndedStaysEnded() {
        records.opened(Rounds.opened(SESSION, 1, 1, 0));
        records.aborted(scope(1, 0), Step.READY, CoordinatorMessage.Aborted.Reason.TOO_FEW_MEMBERS);
        records = restarted();

        assertThat(records.abortOf(scope(1, 0)).orElseThrow().end()).isEqualTo(LogRecord.RoundAborted.End.ATTEMPT);
    }

    /** Window the other way: the journal knows an attempt or an epoch of a log that was lost. */
    @Test
    void whatTheLogDoesNotHoldIsNotTakenUp() {
        assertThat(records.holdsRound(scope(1, 0))).isFalse();
        assertThat(records.holdsEpoch(1)).isFalse();
        long size = storage.size();
        records.aborted(scope(1, 0), Step.OPEN, CoordinatorMessage.Aborted.Reason.RESTART);
        assertThat(storage.size()).isEqualTo(size);
    }

    /** Window: EpochOpened is in the log, the epoch is in no journal; its number is used up, its keys stay bound. */
    @Test
    void keysOfAnEpochThatWasLoggedStayBound() {
        ProtocolLog log = Logged.log(storage, InstantSource.system());
        Rounds.open(log, SESSION, 1);
        records = restarted();

        assertThat(records.holdsEpoch(1)).isTrue();
        assertThat(records.isAnothersKey(
                        Rounds.roster(SESSION, 2).body().adverts().get(0).body()))
                .isFalse();
        assertThat(records.isAnothersKey(Rounds.advert(SESSION, 2, 2, Rounds.witness(1))))
                .isTrue();
    }

    /** Nothing has changed if the disk fails: the record is appended by the next start. */
    @Test
    void aFailedWriteLeavesTheRecordForTheNextStart() {
        storage.close();
        try {
            records.opened(Rounds.opened(SESSION, 1, 1, 0));
            throw new AssertionError("the closed storage must refuse");
        } catch (LogStorageFailure expected) {
            assertThat(records.holdsRound(scope(1, 0))).isFalse();
        }
    }

    @Test
    void theGuardAdmitsEverybodyOrAnEarlierSetAndElseWaits() {
        records.opened(Rounds.opened(SESSION, 1, 1, 0));
        assertThat(records.fit(scope(1, 0), ALL, 4)).contains(ALL);
        assertThat(records.propose(scope(1, 0), CONTEXT, ALL, 1)).contains(ALL);

        records.opened(Rounds.opened(SESSION, 1, 2, 0));
        assertThat(records.fit(scope(2, 0), MemberSet.range(1, 4), 4)).isEmpty();
        assertThat(records.fit(scope(2, 0), ALL, 4)).contains(ALL);
        assertThat(records.fit(scope(2, 0), MemberSet.range(1, 3), 3)).contains(MemberSet.range(1, 3));
        assertThat(records.fit(scope(2, 0), MemberSet.range(1, 3), 4)).isEmpty();
    }

    /**
     * The race: two tasks of one function group whose members differ by one fix their survivors at the same moment. Each alone is fine,
     * both would tell of that member.
     */
    @Test
    void twoTasksOfOneGroupNeverProposeSetsThatExposeAMember() throws Exception {
        Digest other = Rounds.blob("another session");
        for (int trial = 0; trial < 100; trial++) {
            ProtocolLog log = Logged.log(new MemoryLog(), InstantSource.system());
            TaskRecords one = new TaskRecords(log, SESSION, true);
            TaskRecords two = new TaskRecords(log, other, true);
            one.opened(Rounds.opened(SESSION, 1, 1, 0));
            two.opened(Rounds.opened(other, 1, 1, 0));
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Optional<MemberSet>> first = CompletableFuture.supplyAsync(() -> {
                await(together);
                return one.propose(scope(1, 0), CONTEXT, ALL, 4);
            });
            await(together);
            Scope where = new Scope(other, 1, 1, 0, Scope.COORDINATOR);
            Optional<MemberSet> second = two.propose(where, CONTEXT, MemberSet.range(1, 4), 4);

            List<MemberSet> sets = Stream.of(first.get(30, TimeUnit.SECONDS), second)
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(sets).isNotEmpty();
            assertThat(new DifferencingGuard().exposure(sets)).isEmpty();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            int unused = barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void maskedInputsOfAnAttemptWithoutASumAreForgotten() {
        records.opened(Rounds.opened(SESSION, 1, 1, 0));
        InputArchive archive = new InputArchive(Logged.log(storage, InstantSource.system()));
        archive.add(1, Bytes.of(new byte[] {1}));
        archive.add(2, Bytes.of(new byte[] {2}));
        Hash list = archive.list();
        Hash one = Hash.ofContent(new byte[] {1});
        assertThat(storage.hasBlob(list) && storage.hasBlob(one)).isTrue();

        records.forget(scope(1, 0), list);

        assertThat(storage.hasBlob(list) || storage.hasBlob(one)).isFalse();
    }

    @Test
    void tasksWithDifferentialPrivacyAreExemptFromTheGuard() {
        TaskRecords exempt = new TaskRecords(Logged.log(storage, InstantSource.system()), SESSION, false);
        exempt.opened(Rounds.opened(SESSION, 1, 1, 0));
        assertThat(exempt.propose(scope(1, 0), CONTEXT, ALL, 1)).contains(ALL);
        exempt.opened(Rounds.opened(SESSION, 1, 2, 0));

        assertThat(exempt.fit(scope(2, 0), MemberSet.range(1, 4), 4)).contains(MemberSet.range(1, 4));
    }
}
