// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Body;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.task.TaskState;
import org.cordon.wire.MessageCodec;

/**
 * Brings a task back to where its journal says it was: messages that were accepted are accepted again, decisions are taken
 * from the journal and never made anew, so that no round is opened twice.
 */
final class Replay {
    private final TaskDesk desk;
    private final TaskDriver.Setting setting;

    private TaskState state;
    private int newestEpoch;
    private Position next = Position.FIRST;
    private Optional<Standing> standing = Optional.empty();
    private Optional<Attempt> attempt = Optional.empty();

    Replay(TaskDesk desk, TaskDriver.Setting setting, TaskState first) {
        this.desk = desk;
        this.setting = setting;
        this.state = first;
    }

    Replay run() {
        for (CoordinatorStore.Entry entry : setting.store().journal(desk.session())) {
            apply(entry);
        }
        desk.publishIfReached();
        return this;
    }

    private void apply(CoordinatorStore.Entry entry) {
        switch (entry.kind()) {
            case Journal.EPOCH_BEGUN -> begun(entry);
            case Journal.EPOCH -> epoch(entry);
            case Journal.STATE -> state = stateWith(Digest.of(entry.content().toByteArray()));
            case Journal.OPEN -> open(entry);
            case Journal.SUBMISSION -> submission(entry);
            case Journal.COHORT -> current(entry).ifPresent(a -> cohort(a, signed(entry, RoundBody.Cohort.class)));
            case Journal.UPLOADED -> current(entry).ifPresent(a -> uploaded(a, entry));
            case Journal.SURVIVORS ->
                current(entry).ifPresent(a -> survivors(a, signed(entry, RoundBody.Survivors.class)));
            case Journal.ABORTED -> aborted(entry);
            case Journal.ENDING -> desk.endingBecause(Ending.decode(entry.content()));
            case Journal.RESULT -> current(entry).ifPresent(a -> result(a, signed(entry, RoundBody.Result.class)));
            case Journal.PUBLISHED ->
                desk.published((CoordinatorMessage.Published) MessageCodec.coordinatorMessage(entry.content()));
            default ->
                throw new IllegalStateException("journal entry must be of a known kind, but was " + entry.kind()
                        + "; was it written by a newer version?");
        }
    }

    private <B extends Body> Signed<B> signed(CoordinatorStore.Entry entry, Class<B> type) {
        return Journal.signed(entry.content(), type, setting.assembly().codec());
    }

    private Optional<Attempt> current(CoordinatorStore.Entry entry) {
        return attempt.filter(a -> a.scope().epoch() == entry.epoch()
                && a.scope().round() == entry.round()
                && a.scope().attempt() == entry.attempt());
    }

    /** Members that were summoned have erased the keys of the epoch before. */
    private void begun(CoordinatorStore.Entry entry) {
        newestEpoch = Math.max(newestEpoch, entry.epoch());
        if (standing.filter(e -> e.roster().epoch() < entry.epoch()).isPresent()) {
            standing = Optional.empty();
        }
    }

    private void epoch(CoordinatorStore.Entry entry) {
        Standing read = Standing.decode(entry.content(), setting.assembly(), setting.task());
        standing = Optional.of(read);
        newestEpoch = Math.max(newestEpoch, read.roster().epoch());
        next = Position.FIRST;
        attempt = Optional.empty();
    }

    private TaskState stateWith(Digest digest) {
        return new TaskState(
                state.computation(),
                setting.store()
                        .loadState(desk.session(), digest)
                        .orElseThrow(() -> new IllegalStateException(
                                "state " + digest + " is missing in the store; restore it from a backup")));
    }

    private void open(CoordinatorStore.Entry entry) {
        Signed<RoundBody.Open> open = signed(entry, RoundBody.Open.class);
        Standing epoch = standing.orElseThrow();
        RoundConfiguration configuration = epoch.configuration(state);
        next = new Position(entry.round(), entry.attempt(), next.complained());
        Attempt again =
                new Attempt(open, configuration, epoch.round(configuration), next.leftOut(epoch), setting.store());
        attempt = Optional.of(again);
        desk.change(phases -> phases.open(open.body().scope(), again.ready));
        desk.post(
                Board.Slot.OPEN,
                Board.Notice.all(new CoordinatorMessage.Open(open))
                        .only(epoch.roster().roster()));
    }

    private void submission(CoordinatorStore.Entry entry) {
        MemberMessage message = MessageCodec.memberMessage(entry.content());
        if (message instanceof MemberMessage.Reveal) {
            current(entry).ifPresent(a -> reveal(a));
        }
        if (desk.phases(phases -> phases.offer(entry.sender(), message)).equals(Optional.of(Intake.ACCEPTED))) {
            desk.said(message);
        }
    }

    private void cohort(Attempt current, Signed<RoundBody.Cohort> cohort) {
        RoundCoordinator.UploadPhase phase = current.ready.resume(cohort);
        current.uploading = Optional.of(phase);
        desk.change(phases -> phases.uploading(phase, current.uploads));
    }

    private void uploaded(Attempt current, CoordinatorStore.Entry entry) {
        RoundCoordinator.UploadPhase phase = current.uploading.orElseThrow();
        phase.accept(entry.sender(), signed(entry, RoundBody.Upload.class));
        phase.uploaded(entry.sender());
        desk.records().uploaded(phase.statement(entry.sender()).orElseThrow());
        current.uploads.add(entry.sender());
    }

    private void survivors(Attempt current, Signed<RoundBody.Survivors> proposal) {
        RoundCoordinator.SurvivorsPhase phase = current.uploading.orElseThrow().resume(proposal);
        current.survivors = Optional.of(phase);
        desk.change(phases -> phases.survivors(phase));
    }

    private void aborted(CoordinatorStore.Entry entry) {
        Journal.End end = Journal.end(entry.content());
        next = end.dead()
                ? new Position(entry.round() + 1, 0, List.of())
                : new Position(entry.round(), entry.attempt() + 1, end.complained());
        attempt = Optional.empty();
        desk.change(OpenPhases::close);
    }

    /** The sum is made again from the stored vectors and secrets: its hash must be the one that was announced. */
    private void result(Attempt current, Signed<RoundBody.Result> result) {
        // Spec: docs/protocol.md#durable.replay
        RevealPhase phase = reveal(current);
        RevealPhase.Opening.Opened opened = new RevealPhase.Opening.Opened(
                result.body().selfMasks(), result.body().dropped());
        current.uploads.keepOnly(current.survivors.orElseThrow().members());
        phase.unmask(current.uploads.sum(), opened);
        if (!Hashes.blob(current.uploads.sum().toByteArray())
                .equals(result.body().sum())) {
            throw new IllegalStateException(
                    "the stored vectors of round " + current.scope().round()
                            + " do not give the sum that was announced; restore the uploads directory from a backup");
        }
        TaskState after = state.advance(current.uploads.sum());
        Results.announce(
                desk, current, result, new Results.Advance(setting.task().charter(), state, after));
        state = after;
        next = new Position(current.scope().round() + 1, 0, List.of());
        attempt = Optional.empty();
    }

    /** Endorsements are in the journal: the certificate can be shown again. */
    private RevealPhase reveal(Attempt current) {
        if (current.reveal.isEmpty()) {
            RevealPhase phase = current.survivors.orElseThrow().close().orElseThrow();
            current.reveal = Optional.of(phase);
            desk.change(phases -> phases.reveal(phase));
        }
        return current.reveal.orElseThrow();
    }

    TaskState state() {
        return state;
    }

    int newestEpoch() {
        return newestEpoch;
    }

    /** The epoch that stands, if the protocol log says so too: members enter no other. */
    Optional<Standing> standing() {
        return standing.filter(epoch -> desk.records().holdsEpoch(epoch.roster().epoch()));
    }

    Optional<Attempt> attempt() {
        return attempt.filter(open -> standing().isPresent());
    }

    /** The attempt that is next, or that was open. */
    Position next() {
        return next;
    }
}
