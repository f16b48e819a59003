// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import static org.cordon.sum.round.CoordinatorMessage.Aborted.Reason;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochCoordinator.EstablishedRoster;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.Step;
import org.cordon.task.TaskState;
import org.cordon.task.Timing;

/**
 * Takes a task from its first epoch to its last state; one thread, which blocks for members and never for longer than the
 * charter's timing.
 *
 * <p>{@link #run} is the protocol: open, ready, cohort, upload, survivors, reveal, result, round after round. Every decision
 * is in the journal before a member hears of it, so that a restart goes on where it was.
 */
final class RoundDriver {
    private static final int EPOCH_AFTER_ROUNDS = 5;
    private static final int EPOCH_AFTER_ATTEMPTS = 10;

    private final TaskDesk desk;
    private final CoordinatorStore store;
    private final Roll roll;
    private final Speaker speaker;
    private final Timing timing;
    private final InstantSource clock;
    private final OperatorLog log;
    private final TaskListener listener;
    private final EpochDriver epochs;

    private final Digest initial;
    private TaskState state;
    private Optional<EstablishedRoster> established = Optional.empty();
    private Optional<Attempt> resumed = Optional.empty();
    private List<RoundCoordinator.Pair> complained = List.of();
    private int round;
    private int attemptNumber;
    private int roundsOfEpoch;
    private boolean starved;

    /** What a driver works with. */
    record Setting(
            Roll roll, Speaker speaker, Timing timing, InstantSource clock, OperatorLog log, TaskListener listener) {}

    RoundDriver(TaskDesk desk, CoordinatorStore store, TaskState first, Setting setting) {
        this.desk = desk;
        this.store = store;
        this.initial = first.digest();
        this.state = first;
        this.roll = setting.roll();
        this.speaker = setting.speaker();
        this.timing = setting.timing();
        this.clock = setting.clock();
        this.log = setting.log();
        this.listener = setting.listener();
        this.epochs = new EpochDriver(desk, setting, first.minSurvivors());
    }

    /** Runs until the computation asks for no more sums or the task is stopped; {@link #resume} comes first. */
    void run() throws InterruptedException {
        while (!desk.isStopped() && state.configuration().isPresent()) {
            ensureEpoch();
            if (established.isEmpty()) {
                continue;
            }
            Attempt attempt = resumed.orElseGet(this::open);
            resumed = Optional.empty();
            try {
                ready(attempt);
                cohort(attempt);
                upload(attempt);
                survivors(attempt);
                reveal(attempt);
                result(attempt);
            } catch (Attempt.Aborted aborted) {
                abort(attempt, aborted);
            }
        }
        end();
    }

    /** Goes back to where the journal says the task was; before any member is let in. */
    void resume() {
        Replay replay = new Replay(desk, store, roll, speaker, state).run();
        state = replay.state();
        epochs.continueAfter(replay.newestEpoch());
        established = replay.established();
        resumed = replay.attempt();
        round = replay.nextRound();
        attemptNumber = replay.nextAttempt();
        complained = replay.complained();
        resumed.ifPresent(a -> log.resumed(
                a.scope().epoch(), a.scope().round(), "of attempt " + a.scope().attempt()));
    }

    private void ensureEpoch() throws InterruptedException {
        if (resumed.isPresent() || !(established.isEmpty() || isEpochUsed() || isEpochWanted())) {
            return;
        }
        while (!desk.await(desk::isPublished, in(timing.result()))) {
            log.waiting("receipts of the last sum, before the next epoch");
        }
        established = epochs.establish();
        desk.compact(Optional.empty());
        round = 1;
        attemptNumber = 0;
        roundsOfEpoch = 0;
        starved = false;
        complained = List.of();
    }

    private boolean isEpochUsed() {
        return round > EpochKeys.ROUNDS || attemptNumber >= EPOCH_AFTER_ATTEMPTS;
    }

    /** Members are back without keys: now and then, or as there are too few without them. The last state comes first. */
    private boolean isEpochWanted() {
        boolean due = starved || (attemptNumber == 0 && roundsOfEpoch >= EPOCH_AFTER_ROUNDS);
        return due
                && desk.isPublished()
                && desk.takeEpochWanted(established.orElseThrow().roster());
    }

    private Attempt open() {
        EstablishedRoster roster = established.orElseThrow();
        RoundConfiguration configuration = state.configuration().orElseThrow();
        Instant now = clock.instant();
        Scope scope = new Scope(desk.session(), roster.epoch(), round, attemptNumber, Scope.COORDINATOR);
        Signed<RoundBody.Open> open = speaker.say(new RoundBody.Open(
                scope, state.digest(), configuration.digest(), roster.rosterHash(), Bytes.EMPTY, deadlines(now)));
        Attempt attempt = attempt(open, configuration);
        desk.decide(Journal.OPEN, scope, Journal.signed(open));
        desk.open(scope, attempt.ready);
        desk.post(
                Board.Slot.OPEN,
                Board.Notice.all(new CoordinatorMessage.Open(open)).only(roster.roster()));
        log.opened(scope, roster.roster());
        return attempt;
    }

    private Attempt attempt(Signed<RoundBody.Open> open, RoundConfiguration configuration) {
        RoundCoordinator core = new RoundCoordinator(
                roll, configuration, established.orElseThrow().roster(), speaker);
        return new Attempt(open, configuration, core, leftOut(), store);
    }

    private RoundBody.Deadlines deadlines(Instant now) {
        Instant ready = now.plus(timing.ready());
        Instant upload = ready.plus(timing.upload());
        Instant survivors = upload.plus(timing.survivors());
        return new RoundBody.Deadlines(
                ready.toEpochMilli(),
                upload.toEpochMilli(),
                survivors.toEpochMilli(),
                survivors.plus(timing.reveal()).toEpochMilli());
    }

    private Instant in(Duration duration) {
        return clock.instant().plus(duration);
    }

    /** Waits for everybody's header, or the deadline; and for the last state to be published. */
    private void ready(Attempt attempt) throws InterruptedException, Attempt.Aborted {
        if (attempt.uploading.isPresent()) {
            return;
        }
        desk.await(attempt.ready::complete, in(timing.ready()));
        if (!desk.await(desk::isPublished, in(timing.result()))) {
            throw new Attempt.Aborted(Step.READY, Reason.TOO_FEW_MEMBERS, "the last state is not published");
        }
        List<RoundCoordinator.Pair> mismatches = desk.locked(attempt.ready::mismatches);
        if (!mismatches.isEmpty()) {
            leaveOut(attempt, mismatches);
            throw new Attempt.Aborted(Step.READY, Reason.COMPLAINTS, "premasks differ in pairs " + mismatches);
        }
    }

    /** Fixes U1. */
    private void cohort(Attempt attempt) throws Attempt.Aborted {
        if (attempt.uploading.isEmpty()) {
            attempt.uploading = desk.locked(() -> {
                Optional<RoundCoordinator.UploadPhase> fixed = attempt.ready.close();
                fixed.ifPresent(phase -> {
                    desk.decide(Journal.COHORT, attempt.scope(), Journal.signed(phase.cohort()));
                    desk.uploading(phase, attempt.uploads);
                });
                return fixed;
            });
        }
        RoundCoordinator.UploadPhase phase = attempt.uploading.orElseThrow(() ->
                new Attempt.Aborted(Step.COHORT, Reason.TOO_FEW_MEMBERS, attempt.ready.size() + " members were ready"));
        SortedMap<Integer, CoordinatorMessage.Cohort> messages = phase.messages();
        desk.post(Board.Slot.COHORT, member -> Optional.ofNullable(messages.get(member)));
    }

    /** Waits for everybody's vector, or the deadline. */
    private void upload(Attempt attempt) throws InterruptedException, Attempt.Aborted {
        if (attempt.survivors.isPresent()) {
            return;
        }
        RoundCoordinator.UploadPhase phase = attempt.uploading.orElseThrow();
        desk.await(phase::complete, in(timing.upload()));
        List<RoundCoordinator.Pair> complaints = desk.locked(phase::complaints);
        if (!complaints.isEmpty()) {
            leaveOut(attempt, complaints);
            throw new Attempt.Aborted(Step.UPLOAD, Reason.COMPLAINTS, "complaints about pairs " + complaints);
        }
    }

    /** Proposes U2; from here on the round has no other attempt. Waits for t endorsements. */
    private void survivors(Attempt attempt) throws InterruptedException, Attempt.Aborted {
        if (attempt.survivors.isEmpty()) {
            RoundCoordinator.UploadPhase uploading = attempt.uploading.orElseThrow();
            attempt.survivors = desk.locked(() -> {
                Optional<RoundCoordinator.SurvivorsPhase> proposed = uploading.close(Bytes.EMPTY);
                proposed.ifPresent(phase -> {
                    desk.decide(Journal.SURVIVORS, attempt.scope(), Journal.signed(phase.message()));
                    desk.survivors(phase);
                });
                return proposed;
            });
        }
        RoundCoordinator.SurvivorsPhase phase = attempt.survivors.orElseThrow(() -> new Attempt.Aborted(
                Step.UPLOAD,
                Reason.TOO_FEW_MEMBERS,
                attempt.uploading.map(RoundCoordinator.UploadPhase::size).orElse(0) + " vectors are complete"));
        desk.post(
                Board.Slot.SURVIVORS,
                Board.Notice.all(new CoordinatorMessage.Survivors(phase.message()))
                        .only(phase.members()));
        desk.await(phase::complete, in(timing.survivors()));
    }

    /** Shows the certificate and waits for shares. */
    private void reveal(Attempt attempt) throws InterruptedException, Attempt.Aborted {
        RoundCoordinator.SurvivorsPhase survivors = attempt.survivors.orElseThrow();
        if (attempt.reveal.isEmpty()) {
            attempt.reveal = desk.locked(() -> {
                Optional<RevealPhase> certified = survivors.close();
                certified.ifPresent(desk::reveal);
                return certified;
            });
        }
        RevealPhase phase = attempt.reveal.orElseThrow(() ->
                new Attempt.Aborted(Step.SURVIVORS, Reason.TOO_FEW_MEMBERS, "the survivors were endorsed by too few"));
        desk.post(Board.Slot.CERTIFICATE, Board.Notice.all(phase.message()).only(survivors.members()));
        desk.await(phase::complete, in(timing.reveal()));
        if (!desk.locked(phase::canOpen)) {
            throw new Attempt.Aborted(
                    Step.REVEAL, Reason.TOO_FEW_MEMBERS, desk.locked(phase::size) + " members revealed");
        }
    }

    /** Takes the masks off, advances the state and tells everybody. */
    private void result(Attempt attempt) throws Attempt.Aborted {
        RevealPhase phase = attempt.reveal.orElseThrow();
        RevealPhase.Opening opening = desk.locked(phase::open);
        if (opening instanceof RevealPhase.Opening.Dead dead) {
            throw new Attempt.Aborted(
                    Step.REVEAL, Reason.BAD_SECRETS, "member " + dead.member() + ": " + dead.sentence());
        }
        RevealPhase.Opening.Opened opened = (RevealPhase.Opening.Opened) opening;
        phase.unmask(attempt.uploads.sum(), opened);
        Digest sum = Hashes.blob(attempt.uploads.sum().toByteArray());
        Signed<RoundBody.Result> result = phase.result(sum, opened, Bytes.EMPTY);
        Digest before = state.digest();
        TaskState next = advanced(attempt);
        store.saveState(desk.session(), next.digest(), next.state());
        desk.decide(Journal.RESULT, attempt.scope(), Journal.signed(result));
        state = next;
        announce(attempt, result);
        forget(attempt, before);
        List<Integer> survivors = attempt.survivors.orElseThrow().members();
        log.summed(attempt.scope(), attempt.cohort().size(), survivors.size(), sum, next.summary());
        listener.summed(attempt.scope(), attempt.cohort().size(), survivors.size(), next.state());
        nextRound();
    }

    /** A member can upload what wraps or breaks the sum: then nothing of it is announced and the round is dead. */
    private TaskState advanced(Attempt attempt) throws Attempt.Aborted {
        RingVector sum = attempt.uploads.sum();
        if (sum.signed(sum.length() - 1)
                != attempt.survivors.orElseThrow().members().size()) {
            throw unusable();
        }
        try {
            return state.advance(sum);
        } catch (IllegalArgumentException | ArithmeticException outOfBounds) {
            throw unusable();
        }
    }

    /** The figures of the sum are in no log. */
    private static Attempt.Aborted unusable() {
        return new Attempt.Aborted(
                Step.RESULT,
                Reason.BAD_SECRETS,
                "the sum cannot be used: a survivor's contribution must be out of bounds; ask the members for a check");
    }

    private void announce(Attempt attempt, Signed<RoundBody.Result> result) {
        List<Integer> survivors = attempt.survivors.orElseThrow().members();
        desk.summed(
                new TaskDesk.Summed(attempt.scope(), attempt.uploads.sum(), survivors, attempt.uploads),
                attempt.core.receipts(result, state.digest()));
        Results.post(desk, attempt, result);
    }

    /** Everything before the newest sum: nobody asks for it any more, and no restart needs it. */
    private void forget(Attempt attempt, Digest before) {
        desk.compact(Optional.of(before));
        store.dropUploadsBefore(
                desk.session(), attempt.scope().epoch(), attempt.scope().round());
        store.keepStates(desk.session(), new HashSet<>(List.of(initial, before, state.digest())));
    }

    private void nextRound() {
        round++;
        roundsOfEpoch++;
        attemptNumber = 0;
        starved = false;
        complained = List.of();
    }

    /** Pairs add up over the attempts of a round: who spoils another peer each time is found in the end. */
    private void leaveOut(Attempt attempt, List<RoundCoordinator.Pair> pairs) {
        complained = Attempt.union(complained, pairs);
        log.leftOut(attempt.scope(), leftOut().stream().sorted().toList(), "pairs complained of: " + complained);
    }

    private Set<Integer> leftOut() {
        return Attempt.cover(complained, roll.threshold().maxFaulty());
    }

    private void abort(Attempt attempt, Attempt.Aborted aborted) {
        // Spec: docs/protocol.md#abort.rule
        if (desk.isStopped()) {
            return;
        }
        boolean dead = attempt.survivors.isPresent();
        desk.closeAttempt();
        desk.decide(
                Journal.ABORTED, attempt.scope(), Journal.end(new Journal.End(dead, dead ? List.of() : complained)));
        desk.compact(Optional.empty());
        String detail = String.valueOf(aborted.getMessage());
        log.aborted(attempt.scope(), aborted.step(), aborted.reason(), detail);
        listener.aborted(attempt.scope(), aborted.step() + ": " + detail);
        desk.tell(new CoordinatorMessage.Aborted(attempt.scope(), aborted.step(), aborted.reason()));
        if (dead) {
            nextRound();
        } else {
            attemptNumber++;
        }
        starved = aborted.reason() == Reason.TOO_FEW_MEMBERS;
    }

    private void end() throws InterruptedException {
        while (!desk.isStopped() && !desk.await(desk::isPublished, in(timing.result()))) {
            log.waiting("receipts of the last sum");
        }
        if (!desk.isStopped()) {
            store.endTask(desk.session());
            desk.post(Board.Slot.ENDED, Board.Notice.all(new CoordinatorMessage.Ended(desk.session())));
            log.taskEnded(state.summary());
            listener.ended(state.state());
        }
    }
}
