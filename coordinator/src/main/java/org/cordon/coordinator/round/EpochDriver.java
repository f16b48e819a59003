// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochCoordinator;
import org.cordon.sum.round.CoordinatorMessage;

/** Sets up epochs: summons, advert, roster, encapsulation, confirm, accepted. */
final class EpochDriver {
    private final TaskDesk desk;
    private final RoundDriver.Setting setting;
    private final int minSurvivors;
    private int newest;

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
        newest++;
        Scope where = new Scope(desk.session(), newest, 0, 0, Scope.COORDINATOR);
        desk.decide(Journal.EPOCH_BEGUN, where, Bytes.EMPTY);
        EpochCoordinator core = new EpochCoordinator(setting.roll(), newest, minSurvivors, setting.speaker());
        TaskDesk.EpochIntake intake = TaskDesk.EpochIntake.of(newest);

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
        intake = intake.with(encapsulations);
        desk.epoch(intake);
        desk.post(Board.Slot.EPOCH, member -> encapsulations.roster().contains(member)
                ? Optional.of(new CoordinatorMessage.Roster(encapsulations.message()))
                : Optional.empty());
        if (!desk.await(encapsulations::complete, deadline())) {
            return dropped("not every member of the roster sent its ciphertexts");
        }

        EpochCoordinator.Confirms confirms = desk.locked(encapsulations::close);
        intake = intake.with(confirms);
        desk.epoch(intake);
        SortedMap<Integer, List<EpochBody.Delivered>> ciphertexts = confirms.messages();
        desk.post(Board.Slot.EPOCH, member -> Optional.ofNullable(ciphertexts.get(member))
                .map(from -> new CoordinatorMessage.Encapsulations(where, from)));
        if (!desk.await(() -> confirms.complete() || hasComplaint(), deadline()) || hasComplaint()) {
            return dropped("not every pair agreed on a key" + complaint());
        }

        EpochCoordinator.Accepts accepts = desk.locked(confirms::close);
        intake = intake.with(accepts);
        desk.epoch(intake);
        SortedMap<Integer, List<EpochBody.Tag>> tags = accepts.messages();
        desk.post(Board.Slot.EPOCH, member -> Optional.ofNullable(tags.get(member))
                .map(from -> new CoordinatorMessage.Confirms(where, from)));
        if (!desk.await(() -> accepts.complete() || hasComplaint(), deadline()) || hasComplaint()) {
            return dropped("not every member confirmed its keys" + complaint());
        }
        EpochCoordinator.EstablishedRoster roster = desk.locked(accepts::close);
        desk.decide(Journal.EPOCH, where, encode(roster));
        setting.log().epochEstablished(roster.epoch(), roster.roster());
        return Optional.of(roster);
    }

    private boolean hasComplaint() {
        return desk.epochComplaint().isPresent();
    }

    private String complaint() {
        return desk.epochComplaint().map(m -> ", member " + m + " complains").orElse("");
    }

    private Optional<EpochCoordinator.EstablishedRoster> dropped(String why) {
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
