// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.cordon.coordinator.log.TaskRecords;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.EpochNumbers;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.MessageCodec;

/**
 * Where a task's members and its driver meet: the phases that are open, one lock around them, and the journal entry that
 * makes every accepted message durable before its sender hears so.
 */
final class TaskDesk {
    private final Digest session;
    private final TaskJournal journal;
    private final InstantSource clock;
    private final OperatorLog log;
    private final TaskListener listener;
    private final TaskRecords records;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Board board = new Board();
    private final OpenPhases phases = new OpenPhases();
    private final Set<Integer> askedForEpoch = new HashSet<>();
    private final Set<Integer> spent = new HashSet<>();

    private IntPredicate members = any -> true;
    private boolean epochWanted;
    private int epochFloor;
    private boolean stopped;
    private Optional<Ending> ending = Optional.empty();
    private Optional<VerifiedManifest> manifest = Optional.empty();

    TaskDesk(
            Digest session,
            CoordinatorStore store,
            InstantSource clock,
            OperatorLog log,
            TaskListener listener,
            TaskRecords records) {
        this.session = session;
        this.journal = new TaskJournal(session, store);
        this.clock = clock;
        this.log = log;
        this.listener = listener;
        this.records = records;
    }

    Digest session() {
        return session;
    }

    /** What the task says in the protocol log. */
    TaskRecords records() {
        return records;
    }

    /** Runs under the task's lock and wakes who waits. */
    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    void locked(Runnable action) {
        locked(() -> {
            action.run();
            return true;
        });
    }

    /** Something that the driver may wait for has changed elsewhere. */
    void wake() {
        locked(() -> {});
    }

    /** Reads or changes what takes messages. */
    <T> T phases(Function<OpenPhases, T> action) {
        return locked(() -> action.apply(phases));
    }

    void change(Consumer<OpenPhases> action) {
        locked(() -> action.accept(phases));
    }

    /**
     * Waits until {@code done} holds (true) or the deadline has passed (false); a task that was stopped is interrupted, and
     * one whose journal failed fails.
     */
    boolean await(BooleanSupplier done, Instant deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            journal.require();
            while (!done.getAsBoolean()) {
                if (stopped) {
                    throw new InterruptedException("the task was stopped");
                }
                long nanos = Duration.between(clock.instant(), deadline).toNanos();
                if (nanos <= 0) {
                    return false;
                }
                changed.awaitNanos(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(200)));
                journal.require();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the task where it is: the process ends, and goes on from here when it starts again. */
    void stop() {
        locked(() -> stopped = true);
    }

    boolean isStopped() {
        return locked(() -> stopped);
    }

    /** Ends the task for good once no round is open; durable when this returns. */
    void end(Ending why) {
        locked(() -> {
            if (ending.isEmpty()) {
                journal.append(new CoordinatorStore.Entry(Journal.ENDING, 0, 0, 0, Scope.COORDINATOR, why.encode()));
                ending = Optional.of(why);
            }
        });
    }

    /** It was decided before a restart that the task ends. */
    void endingBecause(Ending why) {
        locked(() -> ending = Optional.of(why));
    }

    /**
     * Who said, since the last sum, that it was charged for all sums of its kind that the charter grants; whoever is back after a
     * restart says so again.
     */
    Set<Integer> spent() {
        return locked(() -> Set.copyOf(spent));
    }

    /** A sum is there: the next may be of another kind, and who has nothing left for it says so again. */
    void forgetSpent() {
        locked(spent::clear);
    }

    /** Why the task is to end before its computation does. */
    Optional<Ending> ending() {
        return locked(() -> ending);
    }

    void post(Board.Slot slot, Board.Notice notice) {
        locked(() -> board.post(slot, notice));
    }

    /** What newcomers get may say more: {@link Board#post(Board.Slot, Board.Notice, Board.Notice)}. */
    void post(Board.Slot slot, Board.Notice notice, Board.Notice repeated) {
        locked(() -> board.post(slot, notice, repeated));
    }

    void tell(CoordinatorMessage message) {
        locked(() -> board.tell(message));
    }

    Desk.Attendance attend(int member, Desk.EventSink sink) {
        locked(() -> board.attend(member, sink));
        return () -> leave(member, sink);
    }

    void leave(int member, Desk.EventSink sink) {
        locked(() -> board.leave(member, sink));
    }

    /** Who is no member any more cannot speak, and nobody waits for it. */
    void members(IntPredicate isMember) {
        locked(() -> {
            members = isMember;
            phases.removed(isMember);
        });
    }

    /** Whether a member of the roster has said since the last call that it holds no keys, or one outside it attends. */
    boolean takeEpochWanted(List<Integer> roster) {
        return locked(() -> {
            boolean wanted = epochWanted || board.attending().stream().anyMatch(member -> !roster.contains(member));
            epochWanted = false;
            return wanted;
        });
    }

    /** The next epoch must not be below: a member was restored from a backup and joins none that was there before. */
    int epochFloor() {
        return locked(() -> epochFloor);
    }

    /** A member may ask for an epoch once in each: one that asks always does not make its peers agree on keys always. */
    private void wantsEpoch(int member) {
        epochWanted |= askedForEpoch.add(member);
    }

    /** The manifest of the epoch in which rounds run, if one stands. */
    Optional<VerifiedManifest> manifest() {
        return locked(() -> manifest);
    }

    /** Rounds run under this manifest from now on. */
    void runsUnder(VerifiedManifest now) {
        locked(() -> manifest = Optional.of(now));
    }

    /** An epoch stands. */
    void established(EpochIntake intake, VerifiedManifest now) {
        locked(() -> {
            phases.epoch(intake);
            manifest = Optional.of(now);
            askedForEpoch.clear();
            epochWanted = false;
        });
    }

    /** What was published before a restart. */
    void published(CoordinatorMessage.Published publication) {
        locked(() -> {
            phases.published(publication);
            board.post(Board.Slot.PUBLISHED, Board.Notice.all(publication));
        });
    }

    /** Takes a message in; what is accepted is in the journal when this returns. */
    Verdict submit(int member, MemberMessage message) {
        // Spec: docs/protocol.md#durable.accepted
        if (message.scope().sender() != member) {
            return Verdict.MALFORMED;
        }
        return locked(() -> {
            journal.require();
            if (message instanceof MemberMessage.Refusal refusal) {
                declined(member, refusal);
                return Verdict.ACCEPTED;
            }
            Optional<Intake> intake = phases.offer(member, message);
            if (intake.isEmpty()) {
                return phases.isLate(message.scope()) ? Verdict.LATE : Verdict.UNEXPECTED;
            }
            Intake taken = intake.orElseThrow();
            if (taken == Intake.ACCEPTED) {
                accepted(member, message);
            }
            return verdict(taken);
        });
    }

    private void declined(int member, MemberMessage.Refusal refusal) {
        boolean asked = phases.declined(member, refusal.scope());
        log.refused(member, refusal.reason());
        listener.refused(member, refusal.reason());
        if (asked && refusal.reason() == MemberMessage.Refusal.Reason.SPENT) {
            spent.add(member);
        }
        if (refusal.reason() == MemberMessage.Refusal.Reason.PROTOCOL) {
            wantsEpoch(member);
            if (refusal.scope().round() == 0 && phases.hasBegun(refusal.scope().epoch())) {
                epochFloor = EpochNumbers.at(clock.instant());
            }
        }
    }

    private void accepted(int member, MemberMessage message) {
        Scope scope = message.scope();
        if (scope.round() > 0) {
            journal.append(member, message);
            said(message);
            publishIfReached();
        } else if (message instanceof MemberMessage.Complaint complaint) {
            log.complained(
                    scope.epoch(),
                    member,
                    complaint.signed().body().accused(),
                    complaint.signed().body().reason());
        }
    }

    /** Goes into the protocol log with the coordinator's next record. */
    void said(MemberMessage message) {
        if (message instanceof MemberMessage.Reveal reveal) {
            records.revealed(reveal);
        } else if (message instanceof MemberMessage.Receipt receipt) {
            records.received(receipt.signed());
        } else if (message instanceof MemberMessage.Complaint complaint) {
            records.complained(complaint.signed());
        }
    }

    /** Once t receipts are in, the state is published, durably before anybody hears so. */
    void publishIfReached() {
        locked(() -> phases.publication().ifPresent(publication -> {
            records.published(publication);
            decide(Journal.PUBLISHED, publication.scope(), MessageCodec.encode(publication));
            published(publication);
            log.published(
                    publication.scope(), publication.receipts().get(0).body().model());
        }));
    }

    static Verdict verdict(Intake intake) {
        return Verdict.valueOf(intake.name());
    }

    /** Makes a decision of the coordinator durable. */
    void decide(String kind, Scope where, Bytes content) {
        // Spec: docs/protocol.md#durable.decide
        locked(() -> journal.append(new CoordinatorStore.Entry(
                kind, where.epoch(), where.round(), where.attempt(), Scope.COORDINATOR, content)));
    }

    /** Forgets what no restart needs any more: {@link TaskJournal#compact}. */
    void compact(Optional<Digest> before) {
        locked(() -> journal.compact(before));
    }

    /** The member's vector is durable and fits: counts it in, unless the phase is over. */
    Verdict completed(int member, Uploads vectors) {
        return locked(() -> {
            if (!members.test(member)) {
                return Verdict.NOT_A_MEMBER;
            }
            Scope scope = vectors.scope();
            Optional<RoundCoordinator.UploadPhase> phase = phases.uploadPhase(scope);
            if (phase.isEmpty()) {
                return Verdict.LATE;
            }
            RoundCoordinator.UploadPhase open = phase.orElseThrow();
            if (open.isUploaded(member)) {
                return Verdict.DUPLICATE;
            }
            journal.append(new CoordinatorStore.Entry(
                    Journal.UPLOADED,
                    scope.epoch(),
                    scope.round(),
                    scope.attempt(),
                    member,
                    Journal.signed(open.statement(member).orElseThrow())));
            records.uploaded(open.statement(member).orElseThrow());
            vectors.add(member);
            open.uploaded(member);
            return Verdict.ACCEPTED;
        });
    }
}
