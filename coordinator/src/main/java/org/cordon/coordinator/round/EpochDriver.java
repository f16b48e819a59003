// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochCoordinator;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.task.EpochTerms;

/** Sets up epochs: summons, advert, roster, encapsulation, confirm, accepted. */
final class EpochDriver {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final TaskDesk desk;
    private final TaskDriver.Setting setting;
    private int newest;
    private EpochIntake intake = EpochIntake.of(0);
    private Duration pause = Duration.ZERO;

    EpochDriver(TaskDesk desk, TaskDriver.Setting setting) {
        this.desk = desk;
        this.setting = setting;
    }

    /** Epoch numbers up to this one are used. */
    void continueAfter(int epoch) {
        newest = epoch;
    }

    /** One try at the next epoch; empty if it was dropped, which the operator is told. */
    Optional<Standing> establish(EpochTerms terms) throws InterruptedException {
        // Spec: docs/protocol.md#epoch.dropped
        backOff();
        newest = Math.max(newest + 1, desk.epochFloor());
        Scope where = new Scope(desk.session(), newest, 0, 0, Scope.COORDINATOR);
        desk.decide(Journal.EPOCH_BEGUN, where, Bytes.EMPTY);
        try {
            EpochCoordinator.Encapsulations encapsulations = adverts(terms);
            desk.records().roster(encapsulations.message());
            EpochCoordinator.Confirms confirms = encapsulations(terms, encapsulations);
            EpochCoordinator.Accepts accepts = confirms(terms, where, confirms);
            Standing standing = new Standing(accepts(terms, where, accepts), terms);
            desk.records()
                    .epoch(
                            encapsulations.message(),
                            terms.manifest().digest(),
                            standing.roster().rosterHash());
            desk.decide(Journal.EPOCH, where, standing.encode());
            desk.established(intake.established(), terms.manifest());
            pause = Duration.ZERO;
            setting.log().epochEstablished(newest, standing.roster().roster(), terms.manifest());
            setting.listener()
                    .epochEstablished(newest, standing.roster().roster().size());
            return Optional.of(standing);
        } catch (Dropped dropped) {
            return dropped(String.valueOf(dropped.getMessage()));
        }
    }

    /** Summons and advert: who sends one in time is in the roster. */
    private EpochCoordinator.Encapsulations adverts(EpochTerms terms) throws InterruptedException, Dropped {
        int least = terms.crowd().minSurvivors();
        EpochCoordinator.Adverts adverts = new EpochCoordinator(terms.roll(), newest, least, terms.speaker())
                .summon(desk.records()::isAnothersKey);
        intake = EpochIntake.of(newest).with(adverts);
        desk.change(phases -> phases.epoch(intake));
        desk.post(Board.Slot.EPOCH, Board.Notice.all(new CoordinatorMessage.Summons(adverts.message())));
        await(terms, () -> desk.phases(phases -> adverts.completeBut(phases.absent())));
        return desk.locked(adverts::close)
                .orElseThrow(() -> new Dropped("fewer than " + least + " members sent an advert"));
    }

    /** Roster and encapsulation. */
    private EpochCoordinator.Confirms encapsulations(EpochTerms terms, EpochCoordinator.Encapsulations phase)
            throws InterruptedException, Dropped {
        intake = intake.with(phase, terms.roll());
        desk.change(phases -> phases.epoch(intake));
        desk.post(
                Board.Slot.EPOCH,
                Board.Notice.all(new CoordinatorMessage.Roster(phase.message())).only(phase.roster()));
        demand(terms, phase::complete, "not every member of the roster sent its ciphertexts");
        return desk.locked(phase::close);
    }

    /** Ciphertexts go out, tags come in. */
    private EpochCoordinator.Accepts confirms(EpochTerms terms, Scope where, EpochCoordinator.Confirms phase)
            throws InterruptedException, Dropped {
        intake = intake.with(phase);
        desk.change(phases -> phases.epoch(intake));
        SortedMap<Integer, List<EpochBody.Delivered>> ciphertexts = phase.messages();
        desk.post(
                Board.Slot.EPOCH,
                member -> Optional.ofNullable(ciphertexts.get(member))
                        .map(from -> new CoordinatorMessage.Encapsulations(where, from)));
        demand(terms, phase::complete, "not every pair agreed on a key");
        return desk.locked(phase::close);
    }

    /** Tags go out; every member of the roster accepts. */
    private EpochCoordinator.EstablishedRoster accepts(EpochTerms terms, Scope where, EpochCoordinator.Accepts phase)
            throws InterruptedException, Dropped {
        intake = intake.with(phase);
        desk.change(phases -> phases.epoch(intake));
        SortedMap<Integer, List<EpochBody.Tag>> tags = phase.messages();
        desk.post(
                Board.Slot.EPOCH,
                member -> Optional.ofNullable(tags.get(member))
                        .map(from -> new CoordinatorMessage.Confirms(where, from)));
        demand(terms, phase::complete, "not every member confirmed its keys");
        return desk.locked(phase::close);
    }

    private void demand(EpochTerms terms, BooleanSupplier complete, String otherwise)
            throws InterruptedException, Dropped {
        if (!await(terms, () -> complete.getAsBoolean() || hasComplaint()) || hasComplaint()) {
            throw new Dropped(otherwise + complaint());
        }
    }

    /** A set-up under a manifest that is not the newest is of no use: members advert under the newest they know. */
    private boolean await(EpochTerms terms, BooleanSupplier done) throws InterruptedException, Dropped {
        BooleanSupplier old = () -> !setting.assembly().isCurrent(terms.manifest());
        boolean met = desk.await(() -> done.getAsBoolean() || old.getAsBoolean(), deadline());
        if (old.getAsBoolean()) {
            throw new Dropped("the consortium has changed meanwhile");
        }
        return met;
    }

    /** Set-up cannot go on. */
    private static final class Dropped extends Exception {
        private static final long serialVersionUID = 1L;

        Dropped(String why) {
            super(why);
        }
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
        return !desk.phases(OpenPhases::epochComplaints).isEmpty();
    }

    private String complaint() {
        return desk.phases(OpenPhases::epochComplaints).stream()
                .map(pair -> ", member " + pair.one() + " complains of member " + pair.other())
                .collect(Collectors.joining());
    }

    private Optional<Standing> dropped(String why) {
        desk.change(OpenPhases::dropEpoch);
        pause = pause.isZero() ? SHORTEST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
        if (!desk.isStopped()) {
            desk.records().epochDropped();
            setting.log().epochDropped(newest, why);
            setting.listener().epochDropped(newest);
        }
        return Optional.empty();
    }

    private Instant deadline() {
        return setting.clock().instant().plus(setting.timing().ready());
    }
}
