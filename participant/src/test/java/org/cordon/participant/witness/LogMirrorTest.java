// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.log.Hash;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.HeadCosignature;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.record.Witnesses;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.CoordinatorMessage.LogUpdate;
import org.cordon.sum.round.RoundBody;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.ProtoCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks of a coordinator on what a member mirrors and cosigns. */
class LogMirrorTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Digest SESSION = Hashes.blob(new byte[] {1});

    private final ScriptedLog log = new ScriptedLog().append(incident(1), incident(2), incident(3));
    private final MirrorStore store = MirrorStore.inMemory();

    private static LogRecord incident(int number) {
        return new LogRecord.Incident(LogRecord.Incident.Event.RESTORED, Hashes.blob(new byte[] {(byte) number}));
    }

    private static LogMirror mirror(MirrorStore store) {
        return mirror(store, 1);
    }

    private static LogMirror mirror(MirrorStore store, int member) {
        return new LogMirror(
                new LogMirror.Self(member, ScriptedLog.local(member), () -> ScriptedLog.CONSORTIUM, () -> NOW), store);
    }

    private static Violation refused(LogMirror mirror, LogUpdate update) {
        return catchThrowableOfType(ProtocolViolation.class, () -> mirror.take(update))
                .kind();
    }

    @Test
    void growsUpdateByUpdateAndKnowsItAfterARestart(@TempDir Path directory) throws Exception {
        try (MirrorStore disk = MirrorStore.open(directory)) {
            LogMirror mirror = mirror(disk);
            mirror.take(log.update(0));
            log.append(incident(4));
            mirror.take(log.update(3));
            mirror.take(log.update(2));
            mirror.take(log.update(4));
            assertThat(mirror.size()).isEqualTo(4);
        }
        try (MirrorStore disk = MirrorStore.open(directory)) {
            LogMirror again = mirror(disk);
            assertThat(again.size()).isEqualTo(4);
            assertThat(again.<Long>ask(view -> view.size())).isEqualTo(4);
            assertThat(again.prefix(log.text(4))).isEqualTo(4);
            assertThat(again.cosignature().map(HeadCosignature::size)).contains(4L);
        }
    }

    @Test
    void cosignsEachHeadOnceAndAgainForANewStream() throws Exception {
        LogMirror mirror = mirror(store);
        assertThat(mirror.cosignature()).isEmpty();
        mirror.take(log.update(0));
        HeadCosignature given = mirror.cosignature().orElseThrow();
        assertThat(mirror.cosignature()).isEmpty();

        Witnesses known =
                Witnesses.none(log.origin()).with(ScriptedLog.roster(SESSION, 1).body());
        SignedCheckpoint head = SignedCheckpoint.parse(log.note(3).toByteArray());
        assertThat(given.atSeconds()).isEqualTo(NOW.getEpochSecond());
        assertThat(known.line(1, given, head.checkpoint(), NoteKeys.verifier())).isPresent();
        assertThat(known.line(2, given, head.checkpoint(), NoteKeys.verifier())).isEmpty();

        assertThat(mirror.attending()).isEqualTo(3);
        assertThat(mirror.cosignature()).contains(given);
    }

    @Test
    void twoCheckpointsOfOneSizeAreKeptAsEvidenceAndEndIt(@TempDir Path directory) throws Exception {
        ScriptedLog other = new ScriptedLog().append(incident(1), incident(2), incident(9));
        try (MirrorStore disk = MirrorStore.open(directory)) {
            LogMirror mirror = mirror(disk);
            mirror.take(log.update(0));
            assertThat(refused(mirror, new LogUpdate(3, List.of(), other.note(3), Bytes.EMPTY)))
                    .isEqualTo(Violation.LOG_FORKED);
            assertThatThrownBy(() -> mirror.take(log.update(3))).isInstanceOf(LogDisowned.class);
            assertThatThrownBy(() -> mirror.ask(view -> view.size())).isInstanceOf(LogDisowned.class);
            assertThat(mirror.cosignature()).isEmpty();
        }
        assertThat(notes(directory)).containsExactly("3-held.note", "3-shown.note");
        Path evidence = directory.resolve("evidence");
        assertThat(Files.readAllBytes(evidence.resolve("3-held.note")))
                .isEqualTo(log.note(3).toByteArray());
        assertThat(Files.readAllBytes(evidence.resolve("3-shown.note")))
                .isEqualTo(other.note(3).toByteArray());
        try (MirrorStore disk = MirrorStore.open(directory)) {
            assertThatThrownBy(() -> mirror(disk))
                    .isInstanceOf(LogDisowned.class)
                    .hasMessageContaining("3-shown.note");
        }
        try (Stream<Path> files = Files.list(evidence)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThat(new EvidenceFiles(evidence).found()).isEmpty();
    }

    private static List<String> notes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("evidence"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aLogThatIsForkedBetweenTwoMembersCannotBeJoinedAgain() {
        ScriptedLog other = new ScriptedLog().append(incident(1), incident(2), incident(9));
        LogMirror first = mirror(store);
        LogMirror second = mirror(MirrorStore.inMemory(), 2);
        first.take(log.update(0));
        second.take(other.update(0));
        log.append(incident(4));
        assertThat(refused(second, log.update(3))).isEqualTo(Violation.LOG_FORKED);
        assertThat(refused(first, new LogUpdate(3, List.of(), log.note(3), other.cosigned(3, NOW, 2, 3, 4))))
                .isEqualTo(Violation.LOG_FORKED);
    }

    @Test
    void aLogRolledBack() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0));
        assertThat(refused(mirror, log.update(1, 2, Bytes.EMPTY))).isEqualTo(Violation.LOG_ROLLED_BACK);
        assertThat(store.evidence().found()).isPresent();
    }

    @Test
    void aLeafOmitted() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0, 1, Bytes.EMPTY));
        assertThat(refused(mirror, new LogUpdate(1, log.leaves(2, 3), log.note(2), Bytes.EMPTY)))
                .isEqualTo(Violation.LOG_FORKED);
    }

    @Test
    void leavesReordered() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0, 1, Bytes.EMPTY));
        List<Bytes> swapped = new ArrayList<>(log.leaves(1, 3));
        swapped.add(swapped.remove(0));
        assertThat(refused(mirror, new LogUpdate(1, swapped, log.note(3), Bytes.EMPTY)))
                .isEqualTo(Violation.LOG_FORKED);
    }

    @Test
    void aLeafChangedAfterwards() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0));
        List<Bytes> changed = new ArrayList<>(log.leaves(1, 3));
        changed.set(0, log.leaf(log.origin().hash(), 1, incident(7)));
        assertThat(refused(mirror, new LogUpdate(1, changed, log.note(3), Bytes.EMPTY)))
                .isEqualTo(Violation.LOG_FORKED);
    }

    @Test
    void leavesOfAnotherLogOfAnotherPlaceOrOfAnEarlierTimeEvenUnderAGoodCheckpoint() {
        Hash other = new Origin(SESSION).hash();
        assertThat(refusedAfterThree(log.leaf(other, 3, incident(4)))).isEqualTo(Violation.LOG_FORKED);
        assertThat(refusedAfterThree(log.leaf(log.origin().hash(), 4, incident(4))))
                .isEqualTo(Violation.LOG_FORKED);
        assertThat(refusedAfterThree(
                        log.at(NOW.minusMillis(1)).leaf(log.origin().hash(), 3, incident(4))))
                .isEqualTo(Violation.LOG_FORKED);
        assertThat(refusedAfterThree(Bytes.of(new byte[] {1, 2, 3}))).isEqualTo(Violation.LOG_UNREADABLE);
    }

    /** A record that only a newer version knows is no fork: nothing is signed until that is installed, and then all goes on. */
    @Test
    void aLeafThatCannotBeReadEndsTheMemberWithoutEvidence() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0));
        ScriptedLog newer = new ScriptedLog().append(incident(1), incident(2), incident(3));
        newer.appendLeaf(Bytes.of(new byte[] {1, 2, 3}));
        assertThat(refused(mirror, newer.update(3))).isEqualTo(Violation.LOG_UNREADABLE);
        assertThat(store.evidence().found()).isEmpty();
        assertThatThrownBy(() -> mirror.take(log.update(3)))
                .isInstanceOf(LogDisowned.class)
                .hasMessageContaining("leaf 3")
                .hasMessageContaining("newer version of Cordon");
        assertThat(mirror.cosignature()).isEmpty();
        assertThat(mirror(store).size()).isEqualTo(3);
    }

    /** The attack: a leaf that nobody can read under a checkpoint of its own, then another leaf in its place. */
    @Test
    void aLeafThatCannotBeReadThenAnotherInItsPlaceAreTwoLogs(@TempDir Path directory) throws Exception {
        ScriptedLog other = new ScriptedLog().append(incident(1), incident(2), incident(3));
        other.appendLeaf(Bytes.of(new byte[] {1, 2, 3}));
        try (MirrorStore disk = MirrorStore.open(directory)) {
            LogMirror mirror = mirror(disk);
            mirror.take(log.update(0));
            assertThat(refused(mirror, other.update(3))).isEqualTo(Violation.LOG_UNREADABLE);
        }
        try (MirrorStore disk = MirrorStore.open(directory)) {
            LogMirror again = mirror(disk);
            log.append(incident(4), incident(5));
            assertThat(refused(again, log.update(3))).isEqualTo(Violation.LOG_FORKED);
            assertThat(disk.evidence().found()).isPresent();
            assertThat(Files.readAllBytes(directory.resolve("evidence/4-held.note")))
                    .isEqualTo(other.note(4).toByteArray());
            assertThat(again.cosignature()).isEmpty();
        }
    }

    /** The attack: receipts that the member never gave, so that it believes to have signed in rounds that it has not seen. */
    @Test
    void aStatementThatThisMemberNeverSignedCountsForNothingAndIsToldOnce() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0));
        Scope far = new Scope(SESSION, 9, 100, 0, 1);
        Scope near = new Scope(SESSION, 1, 1, 0, 1);
        log.append(new LogRecord.UploadReceipt(upload(near, 1)), new LogRecord.UploadReceipt(upload(far, 2)));
        assertThat(refused(mirror, log.update(3))).isEqualTo(Violation.STATEMENT_FORGED);
        assertThat(mirror.<Optional<Scope>>ask(view -> view.said(SESSION, 1))).contains(near);
        log.append(incident(5));
        mirror.take(log.update(5));
        assertThat(mirror(store).<Optional<Scope>>ask(view -> view.said(SESSION, 1)))
                .contains(near);
    }

    private static Signed<RoundBody.Upload> upload(Scope where, int signer) {
        return new Speaker(ScriptedLog.identity(signer), new ProtoCodec())
                .say(new RoundBody.Upload(where, SESSION, SESSION));
    }

    /** Who starts again waits for cosignatures that are made since; members are asked for them once more. */
    @Test
    void theSameHeadIsCosignedAgainOnceTheLastTimeIsLongAgo() {
        List<Instant> clock = new ArrayList<>(List.of(NOW));
        LogMirror mirror = new LogMirror(
                new LogMirror.Self(1, ScriptedLog.local(1), () -> ScriptedLog.CONSORTIUM, () -> clock.get(0)), store);
        mirror.take(log.update(0));
        assertThat(mirror.cosignature().map(HeadCosignature::atSeconds)).contains(NOW.getEpochSecond());
        clock.set(0, NOW.plusSeconds(9));
        assertThat(mirror.cosignature()).isEmpty();
        clock.set(0, NOW.plusSeconds(10));
        assertThat(mirror.cosignature().map(HeadCosignature::atSeconds)).contains(NOW.getEpochSecond() + 10);
        assertThat(mirror.cosignature()).isEmpty();
    }

    @Test
    void aRosterWhoseEpochNeverStoodIsForgottenWithTheNext() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0));
        List<Hash> rosters = new ArrayList<>();
        for (int epoch = 1; epoch <= 3; epoch++) {
            Signed<EpochBody.Roster> roster = ScriptedLog.roster(SESSION, epoch);
            rosters.add(Hash.ofContent(BlobCodec.roster(roster).toByteArray()));
            mirror.learn(roster);
            if (epoch == 2) {
                log.append(new LogRecord.EpochOpened(SESSION, epoch, SESSION, SESSION, rosters.get(1)));
                mirror.take(log.update(3));
            }
        }
        assertThat(rosters.stream().map(store.log()::hasBlob)).containsExactly(false, true, true);
    }

    private static Violation refusedAfterThree(Bytes leaf) {
        ScriptedLog bad = new ScriptedLog().append(incident(1), incident(2), incident(3));
        LogMirror mirror = mirror(MirrorStore.inMemory());
        mirror.take(bad.update(0));
        bad.appendLeaf(leaf);
        return refused(mirror, bad.update(3));
    }

    @Test
    void aCheckpointSignedByAnotherKeyOrOfAnotherOriginChangesNothing() {
        LogMirror mirror = mirror(store);
        ScriptedLog stranger = new ScriptedLog(log.origin(), ScriptedLog.stranger()).append(incident(1));
        ScriptedLog member = new ScriptedLog(log.origin(), ScriptedLog.identity(2)).append(incident(1));
        ScriptedLog other = new ScriptedLog(new Origin(SESSION), ScriptedLog.identity(0)).append(incident(1));
        assertThat(List.of(
                        refused(mirror, stranger.update(0)),
                        refused(mirror, member.update(0)),
                        refused(mirror, other.update(0)),
                        refused(mirror, new LogUpdate(0, log.leaves(0, 3), Bytes.of(new byte[] {'x'}), Bytes.EMPTY)),
                        refused(mirror, new LogUpdate(0, log.leaves(0, 2), log.note(3), Bytes.EMPTY))))
                .containsOnly(Violation.LOG_UNSIGNED);
        assertThat(mirror.size()).isZero();
    }

    @Test
    void aGapIsNotTaken() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0, 1, Bytes.EMPTY));
        assertThat(refused(mirror, log.update(2))).isEqualTo(Violation.GATE_MISSING);
        mirror.take(log.update(1));
        assertThat(mirror.size()).isEqualTo(3);
    }

    @Test
    void aQuorumIsOfDistinctMembersWhoseKeysAreKnown() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0, 3, log.cosigned(3, NOW, 1, 2, 3, 4)));
        assertThat(mirror.canTellQuorum()).isFalse();
        assertThat(mirror.cosigned()).isEmpty();
        mirror.learn(ScriptedLog.roster(SESSION, 1));
        assertThat(mirror.canTellQuorum()).isTrue();
        assertThat(mirror.cosigned().map(CosignedHead::size)).contains(3L);
        assertThat(mirror.cosigned().orElseThrow().times()).containsOnlyKeys(1, 2, 3, 4);
    }

    @Test
    void quorumsThatAreNone() {
        LogMirror mirror = mirror(store);
        mirror.take(log.update(0));
        mirror.learn(ScriptedLog.roster(SESSION, 1));
        List<Bytes> forged = List.of(
                log.cosigned(3, NOW, 1, 2, 3),
                log.cosigned(3, NOW, 1, 2, 3, 3, 3),
                log.forged(3, NOW, 1, 1, 2, 3, 4, 5),
                log.cosigned(3, 2, NOW, 1, 2, 3, 4));
        for (Bytes note : forged) {
            mirror.take(new LogUpdate(3, List.of(), log.note(3), note));
            assertThat(mirror.cosigned()).isEmpty();
        }
        mirror.take(new LogUpdate(3, List.of(), log.note(3), log.cosigned(3, NOW, 2, 3, 4, 5)));
        assertThat(mirror.cosigned()).isPresent();
    }

    @Test
    void oneKeyUnderTwoMembersCountsOnce() {
        List<Bytes> keys = new ArrayList<>();
        for (int member : new int[] {1, 2, 3, 3, 3}) {
            keys.add(Bytes.wrap(ScriptedLog.witness(member).verifyKey().toByteArray()));
        }
        LogMirror mirror = mirror(store);
        mirror.learn(ScriptedLog.roster(SESSION, 1, keys));
        mirror.take(log.update(0, 3, log.forged(3, NOW, 3, 3, 4, 5)));
        assertThat(mirror.cosigned()).isEmpty();
        assertThat(mirror.canTellQuorum()).isFalse();
        assertThat(mirror.isAnothers(keys.get(4), 5)).isTrue();
        assertThat(mirror.isAnothers(keys.get(4), 3)).isFalse();
    }

    @Test
    void theNewestQuorumStaysWhenFewerCosignWhatFollows() {
        LogMirror mirror = mirror(store);
        mirror.learn(ScriptedLog.roster(SESSION, 1));
        mirror.take(log.update(0, 2, log.cosigned(2, NOW, 1, 2, 3, 4)));
        assertThat(mirror.cosigned().map(CosignedHead::size)).contains(2L);
        mirror.take(log.update(2, 3, log.cosigned(3, NOW, 1, 2)));
        assertThat(mirror.cosigned().map(CosignedHead::size)).contains(2L);
        mirror.take(log.update(3, 3, log.cosigned(2, NOW.plusSeconds(9), 1, 2, 3, 4)));
        assertThat(mirror.cosigned().orElseThrow().isFresh(4, NOW.plusSeconds(1)))
                .isFalse();
    }

    @Test
    void witnessKeysOutliveARestartOnceTheirEpochIsLogged() {
        var roster = ScriptedLog.roster(SESSION, 1);
        LogMirror mirror = mirror(store);
        mirror.learn(roster);
        log.append(new LogRecord.EpochOpened(
                SESSION,
                1,
                ScriptedLog.CONSORTIUM.current().digest(),
                SESSION,
                Hash.ofContent(BlobCodec.roster(roster).toByteArray())));
        mirror.take(log.update(0));
        assertThat(mirror(store).canTellQuorum()).isTrue();
    }
}
