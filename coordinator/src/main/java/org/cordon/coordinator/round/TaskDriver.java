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
import java.util.TreeSet;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.VerifiedManifest;
import org.cordon.record.LogRecord.TaskWithdrawn;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.task.EpochTerms;
import org.cordon.task.TaskState;
import org.cordon.task.Timing;

/**
 * Takes a task from its first epoch to its last state, on one thread: an epoch, rounds in it, and a new epoch between two
 * rounds whenever one is due.
 */
final class TaskDriver {
    private static final int EPOCH_AFTER_ROUNDS = 5;
    private static final int EPOCH_AFTER_ATTEMPTS = 10;
    private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

    private final TaskDesk desk;
    private final Setting setting;
    private final EpochDriver epochs;

    private final Digest initial;
    private TaskState state;
    private Optional<Standing> standing = Optional.empty();
    private Optional<Attempt> resumed = Optional.empty();
    private Position next = Position.FIRST;
    private int roundsOfEpoch;
    private boolean starved;

    /** What a task is driven with. */
    record Setting(
            EpochTerms.Task task,
            Assembly assembly,
            CoordinatorStore store,
            InstantSource clock,
            OperatorLog log,
            TaskListener listener) {
        Timing timing() {
            return task.charter().timing();
        }
    }

    TaskDriver(TaskDesk desk, TaskState first, Setting setting) {
        this.desk = desk;
        this.setting = setting;
        this.initial = first.digest();
        this.state = first;
        this.epochs = new EpochDriver(desk, setting);
    }

    /** Goes back to where the journal says the task was; before any member is let in. */
    void resume() {
        Replay replay = new Replay(desk, setting, state).run();
        state = replay.state();
        epochs.continueAfter(replay.newestEpoch());
        standing = replay.standing();
        resumed = replay.attempt();
        next = replay.next();
        standing.ifPresent(epoch -> desk.runsUnder(epoch.terms().manifest()));
        resumed.ifPresent(a -> setting.log()
                .resumed(
                        a.scope().epoch(),
                        a.scope().round(),
                        "of attempt " + a.scope().attempt()));
    }

    /** Runs until the computation asks for no more sums, or the task is ended or stopped; {@link #resume} comes first. */
    void run() throws InterruptedException {
        while (!desk.isStopped() && (resumed.isPresent() || goesOn())) {
            ensureEpoch();
            if (standing.isPresent()) {
                round(standing.orElseThrow());
            }
        }
        end();
    }

    private boolean goesOn() {
        return endsBecause().isEmpty() && state.query().isPresent();
    }

    /** Why the task ends before its computation does. */
    private Optional<Ending> endsBecause() {
        Instant expiry = setting.task().charter().expiry();
        return desk.ending()
                .or(() -> setting.clock().instant().isBefore(expiry)
                        ? Optional.empty()
                        : Optional.of(new Ending(TaskWithdrawn.Reason.EXPIRED, "its charter ended at " + expiry)));
    }

    /**
     * Ends the task if too few members are left who were not charged for every sum that the charter grants. A consortium that is too
     * small for other reasons waits for who is admitted next.
     */
    private void endIfSpent() {
        // Spec: docs/protocol.md#task.spent
        Manifest manifest = setting.assembly().current().manifest();
        int needed = setting.task().charter().survivors(manifest.threshold());
        Set<Integer> spent = desk.spent();
        List<Integer> members = manifest.members().stream().map(Member::index).toList();
        long left = members.stream().filter(member -> !spent.contains(member)).count();
        if (members.size() >= needed && left < needed) {
            desk.end(new Ending(
                    TaskWithdrawn.Reason.SPENT,
                    "sums that its charter grants are spent at members " + new TreeSet<>(spent) + ", and " + left
                            + " others are fewer than the " + needed
                            + " that a sum needs; submit a new version of its charter"));
        }
    }

    private void round(Standing epoch) throws InterruptedException {
        if (resumed.isEmpty() && !awaitWitnesses()) {
            return;
        }
        RoundDriver round = resumed.map(open -> RoundDriver.resume(desk, setting, state, open))
                .orElseGet(() -> RoundDriver.open(desk, setting, epoch, state, next));
        resumed = Optional.empty();
        try {
            Digest before = state.digest();
            state = round.run();
            forget(round.attempt().scope(), before);
            desk.forgetSpent();
            nextRound();
        } catch (Attempt.Aborted aborted) {
            abort(epoch, round.attempt(), aborted);
            endIfSpent();
        }
    }

    /** No member enters a round before a quorum of witnesses has seen that the task was approved; false if it ends first. */
    private boolean awaitWitnesses() throws InterruptedException {
        while (!desk.await(
                () -> desk.records().isApprovalWitnessed() || !goesOn() || isRosterOld(),
                in(setting.timing().ready()))) {
            setting.log().waiting("cosignatures of the protocol log by a quorum of the members");
        }
        return desk.records().isApprovalWitnessed() && goesOn();
    }

    /** Never within a round: the keys of the epoch before are erased with the first step of the next. */
    private void ensureEpoch() throws InterruptedException {
        // Spec: docs/protocol.md#epoch.due
        if (resumed.isPresent() || !(standing.isEmpty() || isEpochUsed() || isRosterOld() || isEpochWanted())) {
            return;
        }
        awaitPublication("receipts of the last sum, before the next epoch");
        Optional<EpochTerms> terms = terms();
        if (terms.isEmpty()) {
            return;
        }
        standing = epochs.establish(terms.orElseThrow());
        desk.compact(Optional.empty());
        next = Position.FIRST;
        roundsOfEpoch = 0;
        starved = false;
    }

    private boolean isEpochUsed() {
        return next.round() > EpochKeys.ROUNDS || next.attempt() >= EPOCH_AFTER_ATTEMPTS;
    }

    private boolean isRosterOld() {
        return !setting.assembly().isCurrent(standing.orElseThrow().terms().manifest());
    }

    /** Members are back without keys: now and then, or as there are too few without them. The last state comes first. */
    private boolean isEpochWanted() {
        boolean due = starved || (next.attempt() == 0 && roundsOfEpoch >= EPOCH_AFTER_ROUNDS);
        return due
                && desk.phases(OpenPhases::isPublished)
                && desk.takeEpochWanted(standing.orElseThrow().roster().roster());
    }

    /** What the next epoch runs under; waits for a manifest that the charter fits, and is empty if the task ends first. */
    private Optional<EpochTerms> terms() throws InterruptedException {
        // Spec: docs/protocol.md#epoch.waits
        while (goesOn()) {
            VerifiedManifest manifest = setting.assembly().current();
            Optional<EpochTerms> terms = setting.assembly().terms(setting.task(), manifest);
            Optional<String> unfit = early().or(
                            () -> EpochTerms.unfit(setting.task().charter(), manifest))
                    .or(() -> terms.isPresent()
                            ? Optional.empty()
                            : Optional.of("this node does not hold the coordinator's key of the newest manifest; put it"
                                    + " into the node directory"));
            if (unfit.isEmpty()) {
                return terms;
            }
            standing = Optional.empty();
            setting.log().waiting("the next epoch: " + unfit.orElseThrow());
            boolean wasEarly = early().isPresent();
            desk.await(
                    () -> !setting.assembly().isCurrent(manifest) || !goesOn() || (wasEarly && early().isEmpty()),
                    in(SAY_AGAIN));
        }
        return Optional.empty();
    }

    private Optional<String> early() {
        Instant begin = setting.task().charter().notBefore();
        return setting.clock().instant().isBefore(begin)
                ? Optional.of("its charter begins at " + begin)
                : Optional.empty();
    }

    private void awaitPublication(String what) throws InterruptedException {
        while (!desk.await(
                () -> desk.phases(OpenPhases::isPublished) || !goesOn(),
                in(setting.timing().result()))) {
            setting.log().waiting(what);
        }
    }

    private Instant in(Duration duration) {
        return setting.clock().instant().plus(duration);
    }

    /** Everything before the newest sum: nobody asks for it any more, and no restart needs it. */
    private void forget(Scope summed, Digest before) {
        desk.compact(Optional.of(before));
        setting.store().dropUploadsBefore(desk.session(), summed.epoch(), summed.round());
        setting.store().keepStates(desk.session(), new HashSet<>(List.of(initial, before, state.digest())));
    }

    private void nextRound() {
        next = next.nextRound();
        roundsOfEpoch++;
        starved = false;
    }

    private void abort(Standing epoch, Attempt attempt, Attempt.Aborted aborted) {
        // Spec: docs/protocol.md#abort.rule
        if (desk.isStopped()) {
            return;
        }
        boolean dead = attempt.survivors.isPresent()
                || desk.records().proposed(attempt.scope()).isPresent();
        Position retry = next.nextAttempt(aborted.pairs());
        if (!aborted.pairs().isEmpty()) {
            List<Integer> leftOut = retry.leftOut(epoch).stream().sorted().toList();
            setting.log().leftOut(attempt.scope(), leftOut, "pairs complained of: " + retry.complained());
        }
        desk.change(OpenPhases::close);
        attempt.inputs.ifPresent(inputs -> desk.records().forget(attempt.scope(), inputs));
        desk.records().aborted(attempt.scope(), aborted.step(), aborted.reason());
        desk.decide(
                Journal.ABORTED,
                attempt.scope(),
                Journal.end(new Journal.End(dead, dead ? List.of() : retry.complained())));
        desk.compact(Optional.empty());
        String detail = String.valueOf(aborted.getMessage());
        setting.log().aborted(attempt.scope(), aborted.step(), aborted.reason(), detail);
        setting.listener().aborted(attempt.scope(), aborted.step() + ": " + detail);
        desk.tell(new CoordinatorMessage.Aborted(attempt.scope(), aborted.step(), aborted.reason()));
        if (dead) {
            nextRound();
        } else {
            next = retry;
        }
        starved = aborted.reason() == Reason.TOO_FEW_MEMBERS;
    }

    /** A task that ran to its end waits for its last state to be published; one that was ended does not. */
    private void end() throws InterruptedException {
        Optional<Ending> early = state.query().isPresent() ? endsBecause() : Optional.empty();
        while (!desk.isStopped()
                && early.isEmpty()
                && !desk.await(
                        () -> desk.phases(OpenPhases::isPublished)
                                || desk.ending().isPresent(),
                        in(setting.timing().result()))) {
            setting.log().waiting("receipts of the last sum");
        }
        if (desk.isStopped()) {
            return;
        }
        desk.records().withdrawn(early.map(Ending::reason).orElse(TaskWithdrawn.Reason.COMPLETED));
        setting.store().endTask(desk.session());
        desk.post(Board.Slot.ENDED, Board.Notice.all(new CoordinatorMessage.Ended(desk.session())));
        if (early.isPresent()) {
            String why = early.orElseThrow().sentence();
            setting.log().taskEndedEarly(why);
            setting.listener().stopped(why);
        } else {
            setting.log().taskEnded(state.summary());
            setting.listener().ended(state.state());
        }
    }
}
