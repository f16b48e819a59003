// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cordon.log.Checkpoint;
import org.cordon.log.MemoryLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.HeadCosignature;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signature;
import org.cordon.sum.round.CoordinatorMessage.LogUpdate;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.LeafCodec;
import org.junit.jupiter.api.Test;

class ProtocolLogTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Digest SESSION = Hashes.blob(new byte[] {1});

    private final MemoryLog storage = new MemoryLog();
    private Instant now = NOON;

    private ProtocolLog open() {
        return Logged.log(storage, () -> now);
    }

    private List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        storage.forEachLeaf(0, storage.size(), (index, leaf) -> leaves.add(LeafCodec.decode(Bytes.wrap(leaf))));
        return leaves;
    }

    private static LogRecord.Incident incident(int number) {
        return new LogRecord.Incident(
                LogRecord.Incident.Event.RESTORED, Hashes.blob(new byte[] {(byte) number, (byte) (number >> 8)}));
    }

    @Test
    void theFirstLeafSaysWhoseLogItIsOnce() {
        open().close();
        open().close();

        assertThat(leaves()).singleElement().satisfies(leaf -> {
            assertThat(leaf.statement().record()).isInstanceOf(LogRecord.Genesis.class);
            assertThat(((LogRecord.Genesis) leaf.statement().record()).consortium())
                    .isEqualTo(Logged.CONSORTIUM.id());
            assertThat(leaf.statement().log()).isEqualTo(new Origin(Logged.CONSORTIUM.id()).hash());
        });
        assertThat(storage.hasBlob(
                        ((LogRecord.Genesis) leaves().get(0).statement().record()).entry()))
                .isTrue();
    }

    @Test
    void theCheckpointIsOfTheTreeWithTheRecordAndSignedByTheCoordinator() throws Exception {
        ProtocolLog log = open();

        SignedCheckpoint signed = log.append(List.of(incident(1)));

        assertThat(signed.checkpoint().size()).isEqualTo(2);
        assertThat(signed.checkpoint().root()).isEqualTo(storage.root());
        Checkpoint verified = signed.verify(
                NoteKeys.log(
                        new Origin(Logged.CONSORTIUM.id()), Logged.coordinator().verifyKey()),
                NoteKeys.verifier());
        assertThat(log.checkpoint()).isEqualTo(Bytes.wrap(verified.toBytes()));
    }

    @Test
    void aRecordIsSaidOnceOverAllStarts() {
        LogRecord.RoundOpened opened = Rounds.opened(SESSION, 1, 1, 0);
        ProtocolLog log = open();
        log.append(List.of(opened, opened));
        log.append(List.of(opened));
        ProtocolLog again = open();
        again.append(List.of(opened));

        assertThat(storage.size()).isEqualTo(2);
        again.append(List.of(Rounds.opened(SESSION, 1, 1, 1)));
        assertThat(storage.size()).isEqualTo(3);
    }

    @Test
    void whatIsSaidLaterComesAheadOfTheNextRecord() {
        ProtocolLog log = open();
        log.later(incident(1));
        assertThat(storage.size()).isEqualTo(1);

        log.append(List.of(incident(2)));

        assertThat(leaves().stream().map(leaf -> leaf.statement().record()))
                .containsSubsequence(incident(1), incident(2));
    }

    @Test
    void whatIsSaidLaterIsNotLostWhenTheLogIsClosed() {
        ProtocolLog log = open();
        log.later(incident(1));
        log.close();

        assertThat(storage.size()).isEqualTo(2);
    }

    @Test
    void timesNeverGoBack() {
        ProtocolLog log = open();
        now = NOON.minusSeconds(3600);
        log.append(List.of(incident(1)));
        ProtocolLog again = open();
        again.append(List.of(incident(2)));
        now = NOON.plusSeconds(1);
        again.append(List.of(incident(3)));

        assertThat(leaves().stream().map(leaf -> leaf.statement().at()))
                .containsExactly(NOON, NOON, NOON, NOON.plusSeconds(1));
    }

    @Test
    void anotherConsortiumsLogIsRefused() {
        storage.append(List.of(
                LeafCodec.leaf(new org.cordon.record.Statement(new Origin(SESSION).hash(), 0, NOON, incident(1)))
                        .exact()
                        .toByteArray()));

        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name the log directory of this consortium");
    }

    @Test
    void aQuorumIsTDistinctMembersWithBoundKeys() {
        ProtocolLog log = open();
        Rounds.open(log, SESSION, 1);
        long size = log.size();

        assertThat(log.cosign(1, cosignature(log, 1, size))).isEqualTo(Verdict.ACCEPTED);
        assertThat(log.cosign(1, cosignature(log, 1, size))).isEqualTo(Verdict.DUPLICATE);
        assertThat(log.cosign(2, cosignature(log, 2, size))).isEqualTo(Verdict.ACCEPTED);
        assertThat(log.cosign(3, cosignature(log, 3, size))).isEqualTo(Verdict.ACCEPTED);
        assertThat(log.newestCosigned()).isEmpty();
        assertThat(log.cosign(4, cosignature(log, 4, size))).isEqualTo(Verdict.ACCEPTED);

        SignedCheckpoint cosigned = log.newestCosigned().orElseThrow();
        assertThat(cosigned.checkpoint().size()).isEqualTo(size);
        assertThat(cosigned.note().signatures()).hasSize(5);
        assertThat(log.cosigners(size).keySet()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void cosignaturesThatDoNotHoldCountForNobody() {
        ProtocolLog log = open();
        Rounds.open(log, SESSION, 1);
        long size = log.size();

        assertThat(log.cosign(9, cosignature(log, 1, size))).isEqualTo(Verdict.NOT_A_MEMBER);
        assertThat(log.cosign(2, cosignature(log, 1, size))).isEqualTo(Verdict.BAD_SIGNATURE);
        assertThat(log.cosign(1, new HeadCosignature(size + 1, 1, Signature.of(new byte[64]))))
                .isEqualTo(Verdict.LATE);
        assertThat(log.cosign(1, new HeadCosignature(size, 1, Signature.of(new byte[64]))))
                .isEqualTo(Verdict.BAD_SIGNATURE);
        assertThat(log.cosigners(size)).isEmpty();
    }

    @Test
    void whoAdvertisesItsKeyLaterCountsThen() {
        ProtocolLog log = open();
        log.append(List.of(incident(1)));
        long size = log.size();
        for (int member = 1; member <= 4; member++) {
            assertThat(log.cosign(member, cosignature(log, member, size))).isEqualTo(Verdict.ACCEPTED);
        }
        assertThat(log.newestCosigned()).isEmpty();

        log.learn(Rounds.roster(SESSION, 1).body());

        assertThat(log.cosignedSize()).isEqualTo(size);
    }

    @Test
    void aQuorumOutlivesTheProcess() {
        ProtocolLog log = open();
        Rounds.open(log, SESSION, 1);
        long size = log.size();
        IntStream.rangeClosed(1, 4).forEach(member -> log.cosign(member, cosignature(log, member, size)));
        log.close();

        ProtocolLog again = open();

        assertThat(again.cosignedSize()).isEqualTo(size);
        assertThat(again.cosigners(size).keySet()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void updatesAreCutAndEachHasACheckpointOfJustItsLeaves() throws Exception {
        ProtocolLog log = open();
        log.append(IntStream.rangeClosed(1, 600)
                .<LogRecord>mapToObj(ProtocolLogTest::incident)
                .toList());

        List<LogUpdate> updates = log.updates(1, Integer.MAX_VALUE);

        assertThat(updates.stream().map(update -> update.leaves().size())).containsExactly(192, 192, 192, 24);
        long next = 1;
        for (LogUpdate update : updates) {
            assertThat(update.from()).isEqualTo(next);
            next += update.leaves().size();
            SignedCheckpoint note = SignedCheckpoint.parse(update.checkpoint().toByteArray());
            assertThat(note.checkpoint().size()).isEqualTo(next);
            assertThat(note.checkpoint().root()).isEqualTo(storage.rootAt(next));
        }
        assertThat(log.updates(1, 2)).hasSize(2);
        assertThat(log.updates(601, 9))
                .singleElement()
                .satisfies(update -> assertThat(update.leaves()).isEmpty());
        assertThat(log.updates(700, 9))
                .singleElement()
                .satisfies(update -> assertThat(update.from()).isEqualTo(601));
    }

    private static HeadCosignature cosignature(ProtocolLog log, int member, long size) {
        return Rounds.cosignature(log, member, size, NOON.getEpochSecond());
    }
}
