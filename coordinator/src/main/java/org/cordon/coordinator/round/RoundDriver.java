// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import static org.cordon.sum.round.CoordinatorMessage.Aborted.Reason;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.coordinator.log.TaskRecords;
import org.cordon.differencing.MemberSet;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.OpenedSecrets;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.Step;
import org.cordon.task.FunctionGroup;
import org.cordon.task.TaskState;
import org.cordon.task.Timing;

/**
 * Takes an attempt of a round through its steps, in the words and the order of docs/protocol.md; blocks for members and never
 * for longer than the charter's timing.
 *
 * <p>Every decision is in the journal before a member hears of it: a step that was decided before a restart is not decided
 * again.
 */
final class RoundDriver {
    private final TaskDesk desk;
    private final TaskDriver.Setting setting;
    private final TaskState state;
    private final Attempt attempt;

    private RoundDriver(TaskDesk desk, TaskDriver.Setting setting, TaskState state, Attempt attempt) {
        this.desk = desk;
        this.setting = setting;
        this.state = state;
        this.attempt = attempt;
    }

    /** Goes on with an attempt that was open before a restart. */
    static RoundDriver resume(TaskDesk desk, TaskDriver.Setting setting, TaskState state, Attempt attempt) {
        return new RoundDriver(desk, setting, state, attempt);
    }

    /** Opens the attempt to the epoch's roster. */
    static RoundDriver open(TaskDesk desk, TaskDriver.Setting setting, Standing epoch, TaskState state, Position at) {
        RoundConfiguration configuration = epoch.configuration(state);
        Scope scope = new Scope(desk.session(), epoch.roster().epoch(), at.round(), at.attempt(), Scope.COORDINATOR);
        Bytes checkpoint = desk.records()
                .opened(new LogRecord.RoundOpened(
                        scope,
                        state.digest(),
                        configuration.digest(),
                        FunctionGroup.of(setting.task().charter(), state),
                        MemberSet.of(at.leftOut(epoch))));
        Signed<RoundBody.Open> open = epoch.terms()
                .speaker()
                .say(new RoundBody.Open(
                        scope,
                        state.digest(),
                        configuration.digest(),
                        epoch.roster().rosterHash(),
                        checkpoint,
                        deadlines(setting.clock().instant(), setting.timing())));
        Attempt attempt =
                new Attempt(open, configuration, epoch.round(configuration), at.leftOut(epoch), setting.store());
        desk.decide(Journal.OPEN, scope, Journal.signed(open));
        desk.change(phases -> phases.open(scope, attempt.ready));
        desk.post(
                Board.Slot.OPEN,
                Board.Notice.all(new CoordinatorMessage.Open(open))
                        .only(epoch.roster().roster()));
        desk.records().ahead(open);
        setting.log().opened(scope, epoch.roster().roster());
        return new RoundDriver(desk, setting, state, attempt);
    }

    private static RoundBody.Deadlines deadlines(Instant now, Timing timing) {
        Instant ready = now.plus(timing.ready());
        Instant upload = ready.plus(timing.upload());
        Instant survivors = upload.plus(timing.survivors());
        return new RoundBody.Deadlines(
                ready.toEpochMilli(),
                upload.toEpochMilli(),
                survivors.toEpochMilli(),
                survivors.plus(timing.reveal()).toEpochMilli());
    }

    /** The state after the round's sum, or why there is none. */
    TaskState run() throws InterruptedException, Attempt.Aborted {
        open();
        ready();
        cohort();
        upload();
        survivors();
        reveal();
        return result();
    }

    Attempt attempt() {
        return attempt;
    }

    /** After a restart: the log was written first, so it says whether the attempt goes on. */
    private void open() throws Attempt.Aborted {
        if (!records().holdsRound(attempt.scope())) {
            throw new Attempt.Aborted(
                    Step.OPEN,
                    Reason.RESTART,
                    "the protocol log does not hold the attempt; was it put back from a copy?");
        }
        Optional<LogRecord.RoundAborted> ended = records().abortOf(attempt.scope());
        if (ended.isPresent()) {
            throw Attempt.Aborted.again(ended.get(), desk.locked(this::complaints));
        }
    }

    private List<RoundCoordinator.Pair> complaints() {
        return attempt.uploading.map(RoundCoordinator.UploadPhase::complaints).orElseGet(attempt.ready::mismatches);
    }

    /** Waits for everybody's header, or the deadline; and for the last state to be published. */
    private void ready() throws InterruptedException, Attempt.Aborted {
        setting.listener().step(attempt.scope(), Step.READY);
        if (attempt.uploading.isPresent()
                || records().fixedCohort(attempt.scope()).isPresent()) {
            return;
        }
        desk.await(this::isEverybodyReady, in(timing().ready()));
        if (!desk.await(() -> desk.phases(OpenPhases::isPublished), in(timing().result()))) {
            throw new Attempt.Aborted(Step.READY, Reason.TOO_FEW_MEMBERS, "the last state is not published");
        }
        List<RoundCoordinator.Pair> mismatches = desk.locked(attempt.ready::mismatches);
        if (!mismatches.isEmpty()) {
            throw new Attempt.Aborted(Step.READY, "premasks differ in pairs " + mismatches, mismatches);
        }
    }

    /** Nobody waits for who has declined; but an attempt that gives no sum that way lasts until its deadline. */
    private boolean isEverybodyReady() {
        return desk.phases(phases -> attempt.ready.completeBut(phases.absent()))
                && fit(attempt.ready.members()).isPresent();
    }

    /** Fixes U1. */
    private void cohort() throws Attempt.Aborted {
        setting.listener().step(attempt.scope(), Step.COHORT);
        if (attempt.uploading.isEmpty()) {
            attempt.uploading = desk.phases(phases -> {
                Optional<RoundCoordinator.UploadPhase> fixed = fixed();
                fixed.ifPresent(phase -> {
                    records().cohort(attempt.open, phase.cohort(), phase.context(), declined(phase, phases));
                    desk.decide(Journal.COHORT, attempt.scope(), Journal.signed(phase.cohort()));
                    phases.uploading(phase, attempt.uploads);
                });
                return fixed;
            });
        }
        RoundCoordinator.UploadPhase phase = attempt.uploading.orElseThrow(() -> new Attempt.Aborted(
                Step.COHORT,
                Reason.TOO_FEW_MEMBERS,
                attempt.ready.size() + " members were ready, and no sum of them may be opened"));
        SortedMap<Integer, CoordinatorMessage.Cohort> messages = phase.messages();
        desk.post(Board.Slot.COHORT, member -> Optional.ofNullable(messages.get(member)));
    }

    /** The cohort that the log holds since before a restart, else everybody who is ready. */
    private Optional<RoundCoordinator.UploadPhase> fixed() {
        return records()
                .fixedCohort(attempt.scope())
                .map(attempt.ready::resume)
                .or(() -> fit(attempt.ready.members()).flatMap(any -> attempt.ready.close()));
    }

    private MemberSet declined(RoundCoordinator.UploadPhase phase, OpenPhases phases) {
        return MemberSet.of(phases.absent())
                .intersection(MemberSet.of(attempt.core.roster()))
                .minus(MemberSet.of(phase.members()));
    }

    /** The survivors that the guard lets into a sum, if these are there. */
    private Optional<MemberSet> fit(MemberSet available) {
        return records().fit(attempt.scope(), available, attempt.configuration.minSurvivors());
    }

    /** Waits for everybody's vector, or the deadline. */
    private void upload() throws InterruptedException, Attempt.Aborted {
        setting.listener().step(attempt.scope(), Step.UPLOAD);
        if (attempt.survivors.isPresent() || records().proposed(attempt.scope()).isPresent()) {
            return;
        }
        RoundCoordinator.UploadPhase phase = attempt.uploading.orElseThrow();
        desk.await(
                () -> desk.phases(phases -> phase.completeBut(phases.absent()))
                        && (!phase.complaints().isEmpty()
                                || fit(phase.completed()).isPresent()),
                in(timing().upload()));
        List<RoundCoordinator.Pair> complaints = desk.locked(phase::complaints);
        if (!complaints.isEmpty()) {
            throw new Attempt.Aborted(Step.UPLOAD, "complaints about pairs " + complaints, complaints);
        }
    }

    /** Proposes U2; from here on the round has no other attempt. Waits for t endorsements. */
    private void survivors() throws InterruptedException, Attempt.Aborted {
        setting.listener().step(attempt.scope(), Step.SURVIVORS);
        if (attempt.survivors.isEmpty()) {
            RoundCoordinator.UploadPhase uploading = attempt.uploading.orElseThrow();
            attempt.survivors = desk.phases(phases -> {
                Optional<RoundCoordinator.SurvivorsPhase> proposed = propose(uploading);
                proposed.ifPresent(phase -> {
                    desk.decide(Journal.SURVIVORS, attempt.scope(), Journal.signed(phase.message()));
                    phases.survivors(phase);
                });
                return proposed;
            });
        }
        RoundCoordinator.SurvivorsPhase phase = attempt.survivors.orElseThrow(() -> new Attempt.Aborted(
                Step.UPLOAD,
                Reason.TOO_FEW_MEMBERS,
                attempt.uploading.map(RoundCoordinator.UploadPhase::size).orElse(0)
                        + " vectors are complete, and no sum of them may be opened"));
        desk.post(
                Board.Slot.SURVIVORS,
                Board.Notice.all(new CoordinatorMessage.Survivors(phase.message()))
                        .only(phase.members()));
        desk.await(phase::complete, in(timing().survivors()));
    }

    /** In the log before any member hears of it. */
    private Optional<RoundCoordinator.SurvivorsPhase> propose(RoundCoordinator.UploadPhase uploading) {
        return records()
                .propose(
                        attempt.scope(),
                        uploading.context(),
                        uploading.completed(),
                        attempt.configuration.minSurvivors())
                .map(members -> uploading.propose(members, records().checkpoint()));
    }

    /** Shows the certificate and waits for shares. */
    private void reveal() throws InterruptedException, Attempt.Aborted {
        setting.listener().step(attempt.scope(), Step.REVEAL);
        RoundCoordinator.SurvivorsPhase survivors = attempt.survivors.orElseThrow();
        if (attempt.reveal.isEmpty()) {
            attempt.reveal = desk.phases(phases -> {
                Optional<RevealPhase> certified = survivors.close();
                certified.ifPresent(phases::reveal);
                return certified;
            });
        }
        RevealPhase phase = attempt.reveal.orElseThrow(() ->
                new Attempt.Aborted(Step.SURVIVORS, Reason.TOO_FEW_MEMBERS, "the survivors were endorsed by too few"));
        records().certified(survivors.message(), phase.message());
        attempt.configuration
                .noise()
                .ifPresent(share -> records()
                        .charged(LogRecord.BudgetCharged.of(
                                attempt.scope(),
                                attempt.uploading.orElseThrow().context(),
                                share,
                                survivors.members().size())));
        desk.post(Board.Slot.CERTIFICATE, Board.Notice.all(phase.message()).only(survivors.members()));
        attempt.inputs = records().archive().map(archive -> attempt.uploads.archive(survivors.members(), archive));
        desk.await(phase::complete, in(timing().reveal()));
        if (!desk.locked(phase::canOpen)) {
            throw new Attempt.Aborted(
                    Step.REVEAL, Reason.TOO_FEW_MEMBERS, desk.locked(phase::size) + " members revealed");
        }
    }

    /** Takes the masks off, advances the state and tells everybody. */
    private TaskState result() throws Attempt.Aborted {
        setting.listener().step(attempt.scope(), Step.RESULT);
        RevealPhase phase = attempt.reveal.orElseThrow();
        RevealPhase.Opening opening = desk.locked(phase::open);
        if (opening instanceof RevealPhase.Opening.Dead dead) {
            throw new Attempt.Aborted(
                    Step.REVEAL, Reason.BAD_SECRETS, "member " + dead.member() + ": " + dead.sentence());
        }
        RevealPhase.Opening.Opened opened = (RevealPhase.Opening.Opened) opening;
        attempt.uploads.keepOnly(attempt.survivors.orElseThrow().members());
        phase.unmask(attempt.uploads.sum(), opened);
        TaskState next = advanced();
        Bytes content = Bytes.wrap(attempt.uploads.sum().toByteArray());
        Digest sum = Hashes.blob(content);
        Bytes checkpoint = records()
                .released(
                        attempt.scope(),
                        attempt.uploading.orElseThrow().context(),
                        sum,
                        content,
                        new OpenedSecrets(opened.selfMasks(), opened.dropped()),
                        attempt.inputs);
        Signed<RoundBody.Result> result = phase.result(sum, opened, checkpoint);
        setting.store().saveState(desk.session(), next.digest(), next.state());
        desk.decide(Journal.RESULT, attempt.scope(), Journal.signed(result));
        Results.announce(
                desk, attempt, result, new Results.Advance(setting.task().charter(), state, next));
        int survivors = attempt.survivors.orElseThrow().members().size();
        setting.log().summed(attempt.scope(), attempt.cohort().size(), survivors, sum, next.summary());
        setting.listener().summed(attempt.scope(), attempt.cohort().size(), survivors, next.state());
        return next;
    }

    /** A member can upload what wraps or breaks the sum: then nothing of it is announced and the round is dead. */
    private TaskState advanced() throws Attempt.Aborted {
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

    private TaskRecords records() {
        return desk.records();
    }

    private Timing timing() {
        return setting.timing();
    }

    private Instant in(Duration duration) {
        return setting.clock().instant().plus(duration);
    }
}
