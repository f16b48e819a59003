// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochCoordinator;
import org.cordon.sum.round.CoordinatorMessage;

/** Sets up epochs: summons, advert, roster, encapsulation, confirm, accepted. */
final class EpochDriver {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final TaskDesk desk;
    private final RoundDriver.Setting setting;
    private final int minSurvivors;
    private int newest;
    private Duration pause = Duration.ZERO;

    EpochDriver(TaskDesk desk, RoundDriver.Setting setting, int minSurvivors) {
        this.desk = desk;
        this.setting = setting;
        this.minSurvivors = minSurvivors;
    }

    /** Epoch numbers up to this one are used. */
    void continueAfter(int epoch) {
        newest = epoch;
    }

    /** One try at the next epoch; empty if it was dropped, which the operator is told. */
    Optional<EpochCoordinator.EstablishedRoster> establish() throws InterruptedException {
        // Spec: docs/protocol.md#epoch.dropped
        backOff();
        newest = Math.max(newest + 1, desk.epochFloor());
        Scope where = new Scope(desk.session(), newest, 0, 0, Scope.COORDINATOR);
        desk.decide(Journal.EPOCH_BEGUN, where, Bytes.EMPTY);
        EpochCoordinator core = new EpochCoordinator(setting.roll(), newest, minSurvivors, setting.speaker());
        EpochIntake intake = EpochIntake.of(newest);

        EpochCoordinator.Adverts adverts = core.summon();
        intake = intake.with(adverts);
        desk.epoch(intake);
        desk.post(Board.Slot.EPOCH, Board.Notice.all(new CoordinatorMessage.Summons(adverts.message())));
        desk.await(adverts::complete, deadline());
        Optional<EpochCoordinator.Encapsulations> gathered = desk.locked(adverts::close);
        if (gathered.isEmpty()) {
            return dropped("fewer than " + minSurvivors + " members sent an advert");
        }

        EpochCoordinator.Encapsulations encapsulations = gathered.orElseThrow();
        intake = intake.with(encapsulations, setting.roll());
        desk.epoch(intake);
        desk.post(
                Board.Slot.EPOCH,
                member -> encapsulations.roster().contains(member)
                        ? Optional.of(new CoordinatorMessage.Roster(encapsulations.message()))
                        : Optional.empty());
        if (!desk.await(() -> encapsulations.complete() || hasComplaint(), deadline()) || hasComplaint()) {
            return dropped("not every member of the roster sent its ciphertexts" + complaint());
        }

        EpochCoordinator.Confirms confirms = desk.locked(encapsulations::close);
        intake = intake.with(confirms);
        desk.epoch(intake);
        SortedMap<Integer, List<EpochBody.Delivered>> ciphertexts = confirms.messages();
        desk.post(
                Board.Slot.EPOCH,
                member -> Optional.ofNullable(ciphertexts.get(member))
                        .map(from -> new CoordinatorMessage.Encapsulations(where, from)));
        if (!desk.await(() -> confirms.complete() || hasComplaint(), deadline()) || hasComplaint()) {
            return dropped("not every pair agreed on a key" + complaint());
        }

        EpochCoordinator.Accepts accepts = desk.locked(confirms::close);
        intake = intake.with(accepts);
        desk.epoch(intake);
        SortedMap<Integer, List<EpochBody.Tag>> tags = accepts.messages();
        desk.post(
                Board.Slot.EPOCH,
                member -> Optional.ofNullable(tags.get(member))
                        .map(from -> new CoordinatorMessage.Confirms(where, from)));
        if (!desk.await(() -> accepts.complete() || hasComplaint(), deadline()) || hasComplaint()) {
            return dropped("not every member confirmed its keys" + complaint());
        }
        EpochCoordinator.EstablishedRoster roster = desk.locked(accepts::close);
        desk.decide(Journal.EPOCH, where, encode(roster));
        desk.epoch(intake.established());
        pause = Duration.ZERO;
        setting.log().epochEstablished(roster.epoch(), roster.roster());
        return Optional.of(roster);
    }

    /** Epochs that are dropped at once must not follow each other at the speed of a processor. */
    private void backOff() throws InterruptedException {
        if (!pause.isZero()) {
            desk.await(() -> false, setting.clock().instant().plus(pause));
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean hasComplaint() {
        return !desk.epochComplaints().isEmpty();
    }

    private String complaint() {
        return desk.epochComplaints().stream()
                .map(pair -> ", member " + pair.one() + " complains of member " + pair.other())
                .collect(Collectors.joining());
    }

    private Optional<EpochCoordinator.EstablishedRoster> dropped(String why) {
        desk.dropEpoch();
        pause = pause.isZero() ? SHORTEST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
        if (!desk.isStopped()) {
            setting.log().epochDropped(newest, why);
        }
        return Optional.empty();
    }

    private Instant deadline() {
        return setting.clock().instant().plus(setting.timing().ready());
    }

    static Bytes encode(EpochCoordinator.EstablishedRoster roster) {
        Transcript out = new Transcript()
                .u32(roster.epoch())
                .raw(roster.rosterHash())
                .u16(roster.roster().size());
        roster.roster().forEach(out::u16);
        return out.toBytes();
    }
}
