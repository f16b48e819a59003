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
import org.cordon.task.TaskState;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochCoordinator.EstablishedRoster;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.Step;
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

    private final TaskDesk desk;
    private final CoordinatorStore store;
    private final Roll roll;
    private final Speaker speaker;
    private final Timing timing;
    private final InstantSource clock;
    private final OperatorLog log;
    private final TaskListener listener;
    private final EpochDriver epochs;

    private TaskState state;
    private Optional<EstablishedRoster> established = Optional.empty();
    private Optional<Attempt> resumed = Optional.empty();
    private Set<Integer> leftOut = Set.of();
    private int round;
    private int attemptNumber;
    private int roundsOfEpoch;

    /** What a driver works with. */
    record Setting(
            Roll roll, Speaker speaker, Timing timing, InstantSource clock, OperatorLog log, TaskListener listener) {}

    RoundDriver(TaskDesk desk, CoordinatorStore store, TaskState first, Setting setting) {
        this.desk = desk;
        this.store = store;
        this.state = first;
        this.roll = setting.roll();
        this.speaker = setting.speaker();
        this.timing = setting.timing();
        this.clock = setting.clock();
        this.log = setting.log();
        this.listener = setting.listener();
        this.epochs = new EpochDriver(desk, setting, first.minSurvivors());
    }

    /** Runs until the computation asks for no more sums or the task is stopped. */
    void run() throws InterruptedException {
        resume();
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

    private void resume() {
        Replay replay = new Replay(desk, store, roll, speaker, state).run();
        state = replay.state();
        epochs.continueAfter(replay.newestEpoch());
        established = replay.established();
        resumed = replay.attempt();
        round = replay.nextRound();
        attemptNumber = replay.nextAttempt();
        leftOut = replay.leftOut();
        resumed.ifPresent(a -> log.resumed(a.scope().epoch(), a.scope().round(), "of attempt " + a.scope().attempt()));
    }

    private void ensureEpoch() throws InterruptedException {
        if (resumed.isPresent()) {
            return;
        }
        boolean used = round > EpochKeys.ROUNDS;
        boolean wanted = attemptNumber == 0
                && (roundsOfEpoch >= EPOCH_AFTER_ROUNDS || roundsOfEpoch == 0)
                && desk.takeEpochWanted();
        if (established.isEmpty() || used || wanted) {
            established = epochs.establish();
            round = 1;
            attemptNumber = 0;
            roundsOfEpoch = 0;
            leftOut = Set.of();
        }
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
        desk.post(Board.Slot.OPEN, toRoster(new CoordinatorMessage.Open(open)));
        log.opened(scope, roster.roster());
        return attempt;
    }

    private Attempt attempt(Signed<RoundBody.Open> open, RoundConfiguration configuration) {
        RoundCoordinator core =
                new RoundCoordinator(roll, configuration, established.orElseThrow().roster(), speaker);
        return new Attempt(open, configuration, core, leftOut, store);
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

    private Board.Notice toRoster(CoordinatorMessage message) {
        List<Integer> roster = established.orElseThrow().roster();
        return member -> roster.contains(member) ? Optional.of(message) : Optional.empty();
    }

    private static Board.Notice toMembers(List<Integer> members, CoordinatorMessage message) {
        return member -> members.contains(member) ? Optional.of(message) : Optional.empty();
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
            int present = desk.locked(attempt.ready::size);
            RoundCoordinator.UploadPhase phase = desk.locked(attempt.ready::close)
                    .orElseThrow(() -> new Attempt.Aborted(
                            Step.COHORT, Reason.TOO_FEW_MEMBERS, present + " members were ready"));
            desk.decide(Journal.COHORT, attempt.scope(), Journal.signed(phase.cohort()));
            attempt.uploading = Optional.of(phase);
        }
        RoundCoordinator.UploadPhase phase = attempt.uploading.orElseThrow();
        if (attempt.survivors.isEmpty()) {
            desk.uploading(phase, attempt.uploads);
        }
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
                toMembers(phase.members(), new CoordinatorMessage.Survivors(phase.message())));
        desk.await(phase::complete, in(timing.survivors()));
    }

    /** Shows the certificate and waits for shares. */
    private void reveal(Attempt attempt) throws InterruptedException, Attempt.Aborted {
        RoundCoordinator.SurvivorsPhase survivors = attempt.survivors.orElseThrow();
        RevealPhase phase = attempt.reveal.isPresent()
                ? attempt.reveal.orElseThrow()
                : desk.locked(survivors::close)
                        .orElseThrow(() -> new Attempt.Aborted(
                                Step.SURVIVORS, Reason.TOO_FEW_MEMBERS, "the survivors were endorsed by too few"));
        attempt.reveal = Optional.of(phase);
        desk.reveal(phase);
        desk.post(Board.Slot.CERTIFICATE, toMembers(survivors.members(), phase.message()));
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
        TaskState next = state.advance(attempt.uploads.sum());
        store.saveState(desk.session(), next.digest(), next.state());
        desk.decide(Journal.RESULT, attempt.scope(), Journal.signed(result));
        state = next;
        announce(attempt, result);
        List<Integer> survivors = attempt.survivors.orElseThrow().members();
        log.summed(attempt.scope(), attempt.cohort().size(), survivors.size(), sum, next.summary());
        listener.summed(attempt.scope(), attempt.cohort().size(), survivors.size(), next.state());
        nextRound();
    }

    private void announce(Attempt attempt, Signed<RoundBody.Result> result) {
        List<Integer> survivors = attempt.survivors.orElseThrow().members();
        desk.summed(
                new TaskDesk.Summed(attempt.scope(), attempt.uploads.sum(), survivors, attempt.uploads),
                attempt.core.receipts(result, state.digest()));
        desk.post(Board.Slot.RESULT, Results.notice(attempt, result));
        store.dropUploadsBefore(desk.session(), attempt.scope().epoch(), attempt.scope().round());
    }

    private void nextRound() {
        round++;
        roundsOfEpoch++;
        attemptNumber = 0;
        leftOut = Set.of();
    }

    private void leaveOut(Attempt attempt, List<RoundCoordinator.Pair> pairs) {
        Set<Integer> cover = Attempt.cover(pairs, roll.threshold().maxFaulty());
        Set<Integer> all = new HashSet<>(leftOut);
        for (int member : cover) {
            if (all.size() < roll.threshold().maxFaulty()) {
                all.add(member);
            }
        }
        leftOut = Set.copyOf(all);
        log.leftOut(attempt.scope(), leftOut.stream().sorted().toList(), "pairs complained of: " + pairs);
    }

    private void abort(Attempt attempt, Attempt.Aborted aborted) {
        if (desk.isStopped()) {
            return;
        }
        desk.closeAttempt();
        desk.decide(Journal.ABORTED, attempt.scope(), Bytes.EMPTY);
        String detail = String.valueOf(aborted.getMessage());
        log.aborted(attempt.scope(), aborted.step(), aborted.reason(), detail);
        listener.aborted(attempt.scope(), aborted.step() + ": " + detail);
        desk.tell(new CoordinatorMessage.Aborted(attempt.scope(), aborted.step(), aborted.reason()));
        if (attempt.survivors.isPresent()) {
            nextRound();
        } else {
            attemptNumber++;
        }
    }

    private void end() throws InterruptedException {
        while (!desk.isStopped() && !desk.await(desk::isPublished, in(timing.result()))) {
            log.aborted(
                    new Scope(desk.session(), Math.max(1, established.map(EstablishedRoster::epoch).orElse(1)), 0, 0, 0),
                    Step.RESULT,
                    Reason.TOO_FEW_MEMBERS,
                    "waiting for receipts of the last sum");
        }
        if (!desk.isStopped()) {
            store.endTask(desk.session());
            desk.post(Board.Slot.ENDED, Board.Notice.all(new CoordinatorMessage.Ended(desk.session())));
            log.taskEnded(state.summary());
            listener.ended(state.state());
        }
    }
}
