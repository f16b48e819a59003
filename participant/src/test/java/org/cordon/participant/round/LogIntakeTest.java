// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.cordon.participant.witness.LogDisowned;
import org.cordon.participant.witness.LogMirror;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.participant.witness.ScriptedLog;
import org.cordon.record.HeadCosignature;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.CoordinatorMessage.LogUpdate;
import org.junit.jupiter.api.Test;

/** Cosignatures ride on messages; one that nothing took along goes on its own. */
class LogIntakeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Digest SESSION = Hashes.blob(new byte[] {1});

    private final ScriptedLog log = new ScriptedLog().append(incident(1));
    private Instant now = NOW;
    private final ScriptedLink link = new ScriptedLink();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final NodeLog operator = new NodeLog("m1", () -> NOW, NodeListener.SILENT);
    private final LogMirror mirror = new LogMirror(
            new LogMirror.Self(1, ScriptedLog.local(1), () -> ScriptedLog.CONSORTIUM, () -> NOW),
            MirrorStore.inMemory());
    private final LogIntake intake = new LogIntake(
            mirror,
            link,
            new KnownConsortium(ScriptedLog.CONSORTIUM, link, ConsortiumFile.NONE, operator, any -> {}),
            operator,
            () -> now,
            later::add);

    private static LogRecord incident(int number) {
        return new LogRecord.Incident(LogRecord.Incident.Event.RESTORED, Hashes.blob(new byte[] {(byte) number}));
    }

    private void runLater() {
        List<Runnable> due = new ArrayList<>(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void whatNoMessageTookAlongGoesOnItsOwn() throws Exception {
        intake.hears(log.update(0));
        runLater();
        assertThat(link.cosigned).extracting(HeadCosignature::size).containsExactly(1L);
        runLater();
        assertThat(link.cosigned).hasSize(1);
    }

    @Test
    void whatAMessageTookAlongDoesNot() throws Exception {
        intake.hears(log.update(0));
        assertThat(intake.cosignature()).isPresent();
        runLater();
        assertThat(link.cosigned).isEmpty();
    }

    @Test
    void isTriedAgainWhileItIsOfTheNewestHead() throws Exception {
        link.reachable = false;
        intake.hears(log.update(0));
        runLater();
        link.reachable = true;
        runLater();
        assertThat(link.cosigned).hasSize(1);

        link.reachable = false;
        log.append(incident(2));
        intake.hears(log.update(1));
        runLater();
        log.append(incident(3));
        mirror.take(log.update(2));
        link.reachable = true;
        runLater();
        assertThat(later).isEmpty();
    }

    @Test
    void aForgedUpdateIsPassedOverAndAForkIsNot() throws Exception {
        intake.hears(log.update(0));
        intake.hears(new LogUpdate(1, List.of(), Bytes.of(new byte[] {'x'}), Bytes.EMPTY));
        assertThat(mirror.size()).isEqualTo(1);
        ScriptedLog other = new ScriptedLog().append(incident(9));
        assertThatThrownBy(() -> intake.hears(new LogUpdate(1, List.of(), other.note(1), Bytes.EMPTY)))
                .isInstanceOf(LogDisowned.class);
    }

    /** What follows would not fit what is held, for ever: the coordinator is told once more how much that is, but not in a loop. */
    @Test
    void anUpdateThatDoesNotFitMakesTheMemberAttendAgainNowAndThen() throws Exception {
        log.append(incident(2));
        intake.hears(log.update(1));
        assertThat(mirror.size()).isZero();
        assertThat(link.attendances).hasValue(1);
        intake.hears(log.update(1));
        assertThat(link.attendances).hasValue(1);
        later();
        intake.hears(log.update(1));
        assertThat(link.attendances).hasValue(2);
        intake.hears(log.update(intake.logSize()));
        assertThat(mirror.size()).isEqualTo(2);
    }

    private void later() {
        now = now.plusSeconds(10);
    }

    @Test
    void aWitnessKeyThatIsAnothersOrAnIdentityKeyIsRefused() {
        var manifest = ScriptedLog.CONSORTIUM.current().manifest();
        WitnessKeys.bind(ScriptedLog.roster(SESSION, 1), manifest, mirror);
        List<Bytes> keys = new ArrayList<>();
        for (int member = 1; member <= 4; member++) {
            keys.add(Bytes.wrap(ScriptedLog.witness(member).verifyKey().toByteArray()));
        }
        Bytes fresh = Bytes.wrap(ScriptedLog.stranger().verifyKey().toByteArray());
        Bytes identity = Bytes.wrap(ScriptedLog.identity(2).verifyKey().toByteArray());
        Bytes coordinator = Bytes.wrap(ScriptedLog.identity(0).verifyKey().toByteArray());
        for (Bytes bad : List.of(keys.get(2), identity, coordinator)) {
            List<Bytes> with = new ArrayList<>(keys);
            with.add(bad);
            assertThat(catchThrowableOfType(
                                    ProtocolViolation.class,
                                    () -> WitnessKeys.bind(ScriptedLog.roster(SESSION, 2, with), manifest, mirror))
                            .kind())
                    .isEqualTo(Violation.DUPLICATE_KEY);
        }
        keys.add(fresh);
        WitnessKeys.bind(ScriptedLog.roster(SESSION, 3, keys), manifest, mirror);
        assertThat(mirror.isAnothers(fresh, 4)).isTrue();
    }
}
