// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.EpochNumbers;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.MessageCodec;

/**
 * Where a task's members and its driver meet: the phases that are open, one lock around them, and the journal entry that
 * makes every accepted message durable before its sender hears so.
 */
final class TaskDesk {
    private final Digest session;
    private final CoordinatorStore store;
    private final InstantSource clock;
    private final OperatorLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Board board = new Board();

    private Optional<EpochIntake> epoch = Optional.empty();
    private int newestEpoch;
    private Optional<Scope> attempt = Optional.empty();
    private Optional<RoundCoordinator.ReadyPhase> ready = Optional.empty();
    private Optional<RoundCoordinator.UploadPhase> uploading = Optional.empty();
    private Optional<Uploads> uploads = Optional.empty();
    private Optional<RoundCoordinator.SurvivorsPhase> survivors = Optional.empty();
    private Optional<RevealPhase> reveal = Optional.empty();
    private Optional<RoundCoordinator.ReceiptPhase> receipts = Optional.empty();
    private Optional<Summed> summed = Optional.empty();
    private Optional<CoordinatorMessage.Published> published = Optional.empty();
    private boolean epochWanted;
    private int epochFloor;
    private boolean stopped;
    private Optional<RuntimeException> failure = Optional.empty();

    /** What serves fetches: the newest sum and the vectors it was made of. */
    record Summed(Scope scope, RingVector sum, List<Integer> survivors, Uploads uploads) {}

    TaskDesk(Digest session, CoordinatorStore store, InstantSource clock, OperatorLog log) {
        this.session = session;
        this.store = store;
        this.clock = clock;
        this.log = log;
    }

    Digest session() {
        return session;
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

    /**
     * Waits until {@code done} holds (true) or the deadline has passed (false); a task that was stopped is interrupted, and
     * one whose journal failed fails.
     */
    boolean await(BooleanSupplier done, Instant deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireJournal();
            while (!done.getAsBoolean()) {
                if (stopped) {
                    throw new InterruptedException("the task was stopped");
                }
                long nanos = Duration.between(clock.instant(), deadline).toNanos();
                if (nanos <= 0) {
                    return false;
                }
                changed.awaitNanos(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(200)));
                requireJournal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        locked(() -> stopped = true);
    }

    boolean isStopped() {
        return locked(() -> stopped);
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
        return () -> locked(() -> board.leave(member, sink));
    }

    void leave(int member, Desk.EventSink sink) {
        locked(() -> board.leave(member, sink));
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

    void epoch(EpochIntake intake) {
        locked(() -> {
            epoch = Optional.of(intake);
            newestEpoch = intake.number();
        });
    }

    /** Set-up was given up: whatever is sent for it now is late. */
    void dropEpoch() {
        locked(() -> epoch = Optional.empty());
    }

    /** The pairs complained of in the set-up that runs. */
    List<RoundCoordinator.Pair> epochComplaints() {
        return locked(() -> epoch.flatMap(EpochIntake::complaints)
                .map(EpochIntake.Complaints::pairs)
                .orElse(List.of()));
    }

    void open(Scope scope, RoundCoordinator.ReadyPhase phase) {
        locked(() -> {
            attempt = Optional.of(scope);
            ready = Optional.of(phase);
            uploading = Optional.empty();
            uploads = Optional.empty();
            survivors = Optional.empty();
            reveal = Optional.empty();
        });
    }

    void uploading(RoundCoordinator.UploadPhase phase, Uploads vectors) {
        locked(() -> {
            ready = Optional.empty();
            uploading = Optional.of(phase);
            uploads = Optional.of(vectors);
        });
    }

    void survivors(RoundCoordinator.SurvivorsPhase phase) {
        locked(() -> {
            uploading = Optional.empty();
            survivors = Optional.of(phase);
        });
    }

    void reveal(RevealPhase phase) {
        locked(() -> {
            survivors = Optional.empty();
            reveal = Optional.of(phase);
        });
    }

    void summed(Summed newest, RoundCoordinator.ReceiptPhase phase) {
        locked(() -> {
            reveal = Optional.empty();
            summed = Optional.of(newest);
            receipts = Optional.of(phase);
            published = Optional.empty();
        });
    }

    /** What was published before a restart. */
    void published(CoordinatorMessage.Published publication) {
        locked(() -> {
            published = Optional.of(publication);
            board.post(Board.Slot.PUBLISHED, Board.Notice.all(publication));
        });
    }

    /** Closes the attempt: whatever is sent for it now is late. */
    void closeAttempt() {
        locked(() -> {
            ready = Optional.empty();
            uploading = Optional.empty();
            survivors = Optional.empty();
            reveal = Optional.empty();
        });
    }

    Optional<Summed> summed() {
        return locked(() -> summed);
    }

    Optional<Uploads> uploads(Scope scope) {
        return locked(() -> uploads.filter(u -> u.scope().from(0).equals(scope.from(0))));
    }

    Optional<RoundCoordinator.UploadPhase> uploadPhase(Scope scope) {
        return locked(() -> uploading.filter(
                p -> attempt.filter(a -> a.from(0).equals(scope.from(0))).isPresent()));
    }

    /** Takes a message in; what is accepted is in the journal when this returns. */
    Verdict submit(int member, MemberMessage message) {
        // Spec: docs/protocol.md#durable.accepted
        if (message.scope().sender() != member) {
            return Verdict.MALFORMED;
        }
        return locked(() -> {
            requireJournal();
            Optional<Intake> intake = offer(member, message);
            if (intake.isEmpty()) {
                return isLate(message.scope()) ? Verdict.LATE : Verdict.UNEXPECTED;
            }
            Intake taken = intake.orElseThrow();
            if (taken == Intake.ACCEPTED && isJournalled(message)) {
                journal(member, message);
                publishIfReached();
            }
            return verdict(taken);
        });
    }

    /** Once t receipts are in, the state is published, durably before anybody hears so. */
    void publishIfReached() {
        locked(() -> receipts.filter(p -> published.isEmpty())
                .flatMap(RoundCoordinator.ReceiptPhase::close)
                .ifPresent(publication -> {
                    decide(Journal.PUBLISHED, publication.scope(), MessageCodec.encode(publication));
                    published = Optional.of(publication);
                    board.post(Board.Slot.PUBLISHED, Board.Notice.all(publication));
                    log.published(
                            publication.scope(),
                            publication.receipts().get(0).body().model());
                }));
    }

    /** Whether the newest sum's state is published; true before the first sum. */
    boolean isPublished() {
        return locked(() -> summed.isEmpty() || published.isPresent());
    }

    private static boolean isJournalled(MemberMessage message) {
        return message instanceof MemberMessage.Ready
                || (message instanceof MemberMessage.Complaint
                        && message.scope().round() > 0)
                || message instanceof MemberMessage.Endorsement
                || message instanceof MemberMessage.Reveal
                || message instanceof MemberMessage.Receipt;
    }

    private void journal(int member, MemberMessage message) {
        Scope scope = message.scope();
        append(new CoordinatorStore.Entry(
                Journal.SUBMISSION,
                scope.epoch(),
                scope.round(),
                scope.attempt(),
                member,
                MessageCodec.encode(message)));
    }

    /** Hands the message to the phase that waits for it; empty if none does. Guarded by the lock. */
    Optional<Intake> offer(int member, MemberMessage message) {
        if (message instanceof MemberMessage.Advert m) {
            return intake(m.scope()).flatMap(EpochIntake::adverts).map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Encapsulation m) {
            return intake(m.scope()).flatMap(EpochIntake::encapsulations).map(p -> p.accept(member, m.batch()));
        } else if (message instanceof MemberMessage.Confirm m) {
            return intake(m.scope()).flatMap(EpochIntake::confirms).map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Accepted m) {
            return intake(m.scope()).flatMap(EpochIntake::accepts).map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Ready m) {
            return current(m.scope(), ready).map(p -> p.accept(member, m));
        } else if (message instanceof MemberMessage.Complaint m) {
            if (m.scope().round() == 0) {
                return intake(m.scope()).flatMap(EpochIntake::complaints).map(c -> complain(c, member, m));
            }
            return current(m.scope(), uploading).map(p -> p.complain(member, m.signed()));
        } else if (message instanceof MemberMessage.Endorsement m) {
            return current(m.scope(), survivors).map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Reveal m) {
            return current(m.scope(), reveal).map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Receipt m) {
            return receipts.filter(p -> isNewestSum(m.scope())).map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Refusal m) {
            log.refused(member, m.reason());
            epochWanted |= m.reason() == MemberMessage.Refusal.Reason.PROTOCOL;
            if (m.scope().round() == 0 && m.scope().epoch() <= newestEpoch) {
                epochFloor = EpochNumbers.at(clock.instant());
            }
            return Optional.of(Intake.ACCEPTED);
        }
        return Optional.empty();
    }

    private Intake complain(EpochIntake.Complaints complaints, int member, MemberMessage.Complaint message) {
        Intake intake = complaints.accept(member, message.signed());
        if (intake == Intake.ACCEPTED) {
            log.complained(
                    message.scope().epoch(),
                    member,
                    message.signed().body().accused(),
                    message.signed().body().reason());
        }
        return intake;
    }

    private Optional<EpochIntake> intake(Scope scope) {
        return epoch.filter(e -> e.number() == scope.epoch() && scope.round() == 0);
    }

    private boolean isNewestSum(Scope scope) {
        return summed.filter(s -> s.scope().from(0).equals(scope.from(0))).isPresent();
    }

    private <P> Optional<P> current(Scope scope, Optional<P> phase) {
        return attempt.filter(a -> a.from(0).equals(scope.from(0))).isPresent() ? phase : Optional.empty();
    }

    boolean isLate(Scope scope) {
        if (scope.round() == 0) {
            return scope.epoch() <= newestEpoch;
        }
        return attempt.filter(a -> scope.epoch() < a.epoch()
                        || (scope.epoch() == a.epoch()
                                && (scope.round() < a.round()
                                        || (scope.round() == a.round() && scope.attempt() <= a.attempt()))))
                .isPresent();
    }

    static Verdict verdict(Intake intake) {
        return Verdict.valueOf(intake.name());
    }

    /**
     * Appends to the journal. A failure ends the task until the next start: a phase may have counted what is not durable, and
     * its repetition must not be answered as held.
     */
    private void append(CoordinatorStore.Entry entry) {
        locked(() -> {
            requireJournal();
            try {
                store.append(session, entry);
            } catch (RuntimeException failed) {
                failure = Optional.of(failed);
                throw failed;
            }
        });
    }

    private void requireJournal() {
        failure.ifPresent(failed -> {
            throw new IllegalStateException("the task's journal cannot be written; start again once it can", failed);
        });
    }

    /** Makes a decision of the coordinator durable. */
    void decide(String kind, Scope where, Bytes content) {
        // Spec: docs/protocol.md#durable.decide
        append(new CoordinatorStore.Entry(
                kind, where.epoch(), where.round(), where.attempt(), Scope.COORDINATOR, content));
    }

    /**
     * Forgets what no restart needs any more.
     *
     * @param before the state from which the newest sum's round started, where that sum is new
     */
    void compact(Optional<Digest> before) {
        locked(() -> store.compact(session, Compaction.of(store.journal(session), before)));
    }

    /** The member's vector is durable and fits: counts it in, unless the phase is over. */
    Verdict completed(int member, Uploads vectors) {
        return locked(() -> {
            Optional<RoundCoordinator.UploadPhase> phase = uploadPhase(vectors.scope());
            if (phase.isEmpty()) {
                return Verdict.LATE;
            }
            RoundCoordinator.UploadPhase open = phase.orElseThrow();
            if (open.isUploaded(member)) {
                return Verdict.DUPLICATE;
            }
            Scope scope = vectors.scope();
            append(new CoordinatorStore.Entry(
                    Journal.UPLOADED,
                    scope.epoch(),
                    scope.round(),
                    scope.attempt(),
                    member,
                    Journal.signed(open.statement(member).orElseThrow())));
            vectors.add(member);
            open.uploaded(member);
            return Verdict.ACCEPTED;
        });
    }

    /** The packed newest sum, if it is that of {@code scope}. */
    Summed summedAt(Scope scope) {
        return summed().filter(s -> s.scope().from(0).equals(scope.from(0)))
                .orElseThrow(() -> new Desk.NotServed("no sum of round " + scope.round() + ", attempt "
                        + scope.attempt() + " is served; ask for the newest state instead"));
    }
}
