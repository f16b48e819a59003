// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.log.Hash;
import org.cordon.log.MemoryLog;
import org.cordon.member.Approvals;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.sum.round.OpenedSecrets;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final MemoryLog storage = new MemoryLog();
    private Instant now = BEGIN;
    private final ProtocolLog log = Logged.log(storage, () -> now);

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Hash name(String text) {
        return Hash.ofText(text);
    }

    private static OfferedCharter charter(String name, Duration retention) {
        Charter charter = Charter.builder()
                .consortium(Logged.CONSORTIUM.id())
                .controllers(List.of("nobody"))
                .schema("none")
                .retention(retention)
                .name(name)
                .purpose("test")
                .legalBasis("test")
                .stages(List.of(new Stage("sum", Bytes.EMPTY, 1)))
                .minSurvivors(4)
                .minHonest(3)
                .columns(List.of("a"))
                .initialState(Hashes.blob(text("first state of " + name)))
                .privacyWaiver("test")
                .timing(Timing.uniform(Duration.ofSeconds(5)))
                .notBefore(Instant.EPOCH)
                .expiry(Instant.parse("2100-01-01T00:00:00Z"))
                .build(Logged.CONSORTIUM.current().manifest().threshold());
        Approvals none = new Approvals(Logged.CONSORTIUM.current().digest(), List.of());
        return new OfferedCharter(charter, CharterCodec.encode(charter), none);
    }

    /** Approves a task, releases one sum of it with an input of member 1, and returns its records. */
    private TaskRecords released(String name, Duration retention, String sum) {
        OfferedCharter offered = charter(name, retention);
        Digest session = Hashes.blob(offered.exact());
        TaskRecords records = new TaskRecords(log, session, true);
        records.approved(offered, text("first state of " + name));
        records.opened(Rounds.opened(session, 1, 1, 0));
        InputArchive archive = new InputArchive(log);
        archive.add(1, text("input of " + name));
        records.released(
                new Scope(session, 1, 1, 0, Scope.COORDINATOR),
                Rounds.blob("context"),
                Rounds.blob("sum"),
                text(sum),
                new OpenedSecrets(List.of(), List.of()),
                Optional.of(archive.list()));
        return records;
    }

    /** The thread that publishes may have been first, so how many went here says nothing; what is there does. */
    private void expire() {
        int unused = log.expire();
    }

    @Test
    void whatHasOutlivedItsCharterGoesAndTheRestStays() {
        released("a", DAY, "sum of a").withdrawn(LogRecord.TaskWithdrawn.Reason.COMPLETED);
        TaskRecords running = released("b", Duration.ZERO, "sum of b");

        assertThat(log.expire()).isZero();
        now = BEGIN.plus(DAY).minusMillis(1);
        assertThat(log.expire()).isZero();
        now = BEGIN.plus(DAY);
        expire();

        assertThat(storage.hasBlob(name("sum of a"))).isFalse();
        assertThat(storage.hasBlob(name("input of a"))).isFalse();
        assertThat(storage.hasBlob(name("first state of a"))).isFalse();
        assertThat(storage.blob(Hash.ofContent(
                        CharterCodec.encodeOffered(charter("a", DAY)).toByteArray())))
                .isPresent();
        assertThat(storage.hasBlob(name("sum of b"))).isTrue();
        assertThat(storage.hasBlob(name("input of b"))).isTrue();
        running.withdrawn(LogRecord.TaskWithdrawn.Reason.COMPLETED);
        expire();
        assertThat(storage.hasBlob(name("sum of b"))).isFalse();
    }

    @Test
    void aBlobThatAnotherTaskNamesStays() {
        released("a", DAY, "the same sum").withdrawn(LogRecord.TaskWithdrawn.Reason.COMPLETED);
        released("b", DAY.multipliedBy(9), "the same sum").withdrawn(LogRecord.TaskWithdrawn.Reason.COMPLETED);

        now = BEGIN.plus(DAY.multipliedBy(2));
        expire();

        assertThat(storage.hasBlob(name("the same sum"))).isTrue();
        assertThat(storage.hasBlob(name("input of a"))).isFalse();
        assertThat(storage.hasBlob(name("input of b"))).isTrue();
    }

    @Test
    void aRestartKnowsWhatMayGo() {
        released("a", DAY, "sum of a").withdrawn(LogRecord.TaskWithdrawn.Reason.EXPIRED);
        now = BEGIN.plus(DAY);

        ProtocolLog again = Logged.log(storage, () -> now);
        int unused = again.expire(); // also run by the start itself
        assertThat(storage.hasBlob(name("sum of a"))).isFalse();
    }
}
