// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cordon.member.VerifiedManifest;
import org.cordon.participant.witness.LogDisowned;
import org.cordon.suite.Digest;
import org.cordon.suite.KeyUnavailable;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.Publication;

/**
 * A member in one task: answers every step of the coordinator, and stores what the protocol calls durable before the answer
 * leaves. One thread; training and the check of sums run beside it and come back through the same mailbox.
 *
 * <p>An event that was acted on before is answered with the stored bytes, never computed again.
 */
final class RoundFollower {
    private static final int MOST_QUEUED_EVENTS = 64;

    private final SessionContext context;
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_QUEUED_EVENTS);
    private final MemberSession session;
    private final Answers answers;
    private final VectorSeal vectors;
    private final EpochFollower epochs;
    private final OpenFollower opens;
    private final StepFollower steps;
    private final SumFollower sums;

    private final AtomicBoolean grew = new AtomicBoolean();

    private boolean ended;

    RoundFollower(SessionContext context) {
        this.context = context;
        this.session = new MemberSession(context);
        this.answers = new Answers(context, mailbox::add);
        this.vectors = new VectorSeal(context.store(), context.session());
        Contributions contributions = new Contributions(context, mailbox::add, vectors);
        LogGates gates = new LogGates(context, session);
        this.epochs = new EpochFollower(context, answers);
        this.steps = new StepFollower(context, session, answers, contributions, vectors, gates);
        this.opens = new OpenFollower(context, session, answers, contributions, gates, this::resend);
        this.sums = new SumFollower(context, mailbox::add, answers, gates);
    }

    /**
     * Runs until the task ends, the thread is interrupted or the node's key is out of reach. What nobody foresaw costs the event that brought it: the member
     * goes back to what its store says.
     */
    void run() throws InterruptedException {
        session.restoreOnceReachable();
        while (!ended) {
            Runnable next = mailbox.take();
            try {
                next.run();
            } catch (ProtocolViolation violation) {
                context.log().violation(violation);
            } catch (Interruption interruption) {
                throw interruption.cause();
            } catch (LogDisowned twoLogs) {
                throw twoLogs;
            } catch (KeyUnavailable gone) {
                requireRunning();
                throw gone;
            } catch (RuntimeException unexpected) {
                requireRunning();
                context.log().failed(unexpected);
                session.restoreOnceReachable();
            }
        }
    }

    /** A stop cuts a write off in its middle, as a crash would: what the store says then is where the next start goes on. */
    private static void requireRunning() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the node was stopped");
        }
    }

    /** Queues an event; waits while too many are queued, so that a flood fills the coordinator's buffers, not ours. */
    void deliver(CoordinatorMessage message) throws InterruptedException {
        room.acquire();
        mailbox.add(() -> {
            try {
                handle(message);
            } finally {
                room.release();
            }
        });
    }

    /** The mirror holds more of the protocol log: what waited for it is looked at again. */
    void logGrew() {
        if (grew.compareAndSet(false, true)) {
            mailbox.add(() -> {
                grew.set(false);
                opens.openWaiting();
                opens.tryReady();
                steps.logGrew();
            });
        }
    }

    private void handle(CoordinatorMessage message) {
        if (message instanceof CoordinatorMessage.Open open) {
            opens.open(open.signed());
        } else if (message instanceof CoordinatorMessage.Cohort cohort) {
            steps.cohort(cohort);
        } else if (message instanceof CoordinatorMessage.Survivors survivors) {
            steps.survivors(survivors.signed());
        } else if (message instanceof CoordinatorMessage.Certificate certificate) {
            steps.reveal(certificate);
        } else if (message instanceof CoordinatorMessage.Result result) {
            result(result);
        } else if (message instanceof CoordinatorMessage.Published published) {
            published(published);
        } else if (message instanceof CoordinatorMessage.Aborted aborted) {
            context.log()
                    .aborted(
                            aborted.scope(),
                            aborted.step().name(),
                            aborted.reason().name());
        } else if (message instanceof CoordinatorMessage.Ended) {
            end();
        } else {
            epoch(message);
        }
    }

    private void epoch(CoordinatorMessage message) {
        try {
            epochs.handle(message, session.record(), session::save);
        } catch (CoordinatorLink.LinkUnavailable unavailable) {
            context.log().unavailable("the question for the consortium's history", unavailable);
            answers.again(() -> handle(message));
        }
    }

    /** Sends what the open round has to say once more. */
    private void resend() {
        session.round(MemberState.Entered.class)
                .ifPresentOrElse(entered -> opens.contribute(entered.open()), steps::resend);
    }

    /** Applies the sum, once; its check starts with it, and again after a restart, as long as its state is not published. */
    private void result(CoordinatorMessage.Result message) {
        Scope scope = message.signed().body().scope();
        boolean applied = session.record().progress().hasSummed(scope);
        if (applied && (!isUnpublished(scope) || sums.resend(scope))) {
            return;
        }
        try {
            Optional<SessionRecord> next =
                    interruptible(() -> sums.follow(message, session.record(), this::passed, this::isUnpublished));
            next.filter(any -> !applied).ifPresent(session::save);
        } catch (CoordinatorLink.LinkUnavailable unavailable) {
            context.log().unavailable("the question for a sum", unavailable);
            answers.again(() -> handle(message));
        }
        opens.openWaiting();
    }

    private boolean isUnpublished(Scope scope) {
        Progress progress = session.record().progress();
        return progress.isNewestSum(scope) && !progress.published().equals(progress.state());
    }

    private void passed(Scope scope) {
        SessionRecord record = session.record();
        if (record.progress().isNewestSum(scope)) {
            session.save(record.with(record.progress().checkedNow()));
            opens.tryReady();
        }
    }

    /** Receipts name the manifest of their epoch: how many of them publish a state follows from that one. */
    private void published(CoordinatorMessage.Published message) {
        // Spec: docs/protocol.md#result.published-under
        try {
            Optional<VerifiedManifest> manifest = interruptible(() -> manifestOf(message));
            EpochOrder.require(message.scope(), manifest, session.record());
            Publication publication = Publication.verify(context.roll(manifest.orElseThrow()), message);
            session.record()
                    .progress()
                    .publishing(publication.model(), Progress.Place.of(publication.where()))
                    .ifPresent(next -> session.save(session.record().with(next)));
        } catch (CoordinatorLink.LinkUnavailable unavailable) {
            context.log().unavailable("the question for the consortium's history", unavailable);
            answers.again(() -> handle(message));
        }
        opens.openWaiting();
        opens.tryReady();
    }

    private Optional<VerifiedManifest> manifestOf(CoordinatorMessage.Published message) throws InterruptedException {
        Optional<Digest> named = Publication.manifest(message);
        return named.isEmpty() ? Optional.empty() : context.consortium().find(named.orElseThrow());
    }

    private void end() {
        SessionRecord record = session.record();
        record.round().ifPresent(MemberState::close);
        record.keys().ifPresent(EpochKeys::close);
        session.save(record.ended());
        vectors.forget();
        context.log().ended(context.session());
        ended = true;
    }

    /** A blocking call; an interrupt leaves the mailbox loop as one. */
    static <T> T interruptible(Blocking<T> call) {
        try {
            return call.run();
        } catch (InterruptedException e) {
            throw new Interruption(e);
        }
    }

    /** What blocks. */
    interface Blocking<T> {
        T run() throws InterruptedException;
    }

    /** The task's first state is not what its charter describes. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(IllegalArgumentException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Carries an interrupt out of an event. */
    static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final InterruptedException interrupt;

        Interruption(InterruptedException cause) {
            super(cause);
            this.interrupt = cause;
        }

        InterruptedException cause() {
            return interrupt;
        }
    }
}
