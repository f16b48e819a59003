// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.MemberStates;
import org.cordon.sum.round.OpenCheck;
import org.cordon.sum.round.Publication;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundGuard;
import org.cordon.sum.round.RoundMember;
import org.cordon.task.PolicyDecision;

/**
 * A member in one task: answers every step of the coordinator, and stores what the protocol calls durable before the answer
 * leaves. One thread; training and the check of sums run beside it and come back through the same mailbox.
 *
 * <p>An event that was acted on before is answered with the stored bytes, never computed again.
 */
final class RoundFollower {
    private static final int MOST_QUEUED_EVENTS = 64;

    private final SessionContext context;
    private final EpochFollower epochs;
    private final SumFollower sums;
    private final VectorSeal vectors;
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_QUEUED_EVENTS);
    private final Answers answers;
    private final Contributions contributions;

    private final Function<Scope, PolicyDecision> policy;

    private SessionRecord record;
    private Optional<Signed<RoundBody.Open>> waiting = Optional.empty();
    private boolean ended;

    /** @param policy asked before each round and attempt is entered */
    RoundFollower(SessionContext context, Function<Scope, PolicyDecision> policy) {
        this.context = context;
        this.policy = policy;
        this.vectors = new VectorSeal(context.store(), context.session());
        this.answers = new Answers(context, mailbox::add);
        this.epochs = new EpochFollower(context, answers);
        this.contributions = new Contributions(context, mailbox::add, vectors);
        this.sums = new SumFollower(context, mailbox::add, answers);
        this.record = SessionRecord.first(context.charter().initialState());
    }

    /** Goes back to where the store says this member was; a new one takes the task's first state from the coordinator. */
    private void restore() throws InterruptedException {
        Optional<MemberStore.MemberRecord> stored = context.store().load(context.session());
        if (stored.isEmpty()) {
            try {
                context.fetchInitialState();
            } catch (IllegalArgumentException e) {
                throw new Unfit(e);
            }
            return;
        }
        context.fetchState(SessionRecord.decode(stored.orElseThrow()).state());
        record = SessionRecord.decode(
                stored.orElseThrow(),
                model -> context.holds(model) ? states(context.state(model).configuration()) : Optional.empty());
        context.log()
                .resumed(
                        context.session(),
                        record.round().map(MemberState::toString).orElse("idle"));
    }

    private Optional<MemberStates> states(Optional<RoundConfiguration> configuration) {
        return configuration.map(c -> new MemberStates(party(c)));
    }

    private RoundMember party(RoundConfiguration configuration) {
        return new RoundMember(context.roll(), context.self(), configuration, context.speaker(), context.randomness());
    }

    private void restoreOnceReachable() throws InterruptedException {
        boolean restored = false;
        while (!restored) {
            try {
                restore();
                restored = true;
            } catch (CoordinatorLink.LinkUnavailable unavailable) {
                context.log().unavailable("the question for the task's state", unavailable);
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /**
     * Runs until the task ends or the thread is interrupted. What nobody foresaw costs the event that brought it: the member
     * goes back to what its store says.
     */
    void run() throws InterruptedException {
        restoreOnceReachable();
        while (!ended) {
            Runnable next = mailbox.take();
            try {
                next.run();
            } catch (ProtocolViolation violation) {
                context.log().violation(violation);
            } catch (Interruption interruption) {
                throw interruption.cause();
            } catch (RuntimeException unexpected) {
                requireRunning();
                context.log().failed(unexpected);
                restoreOnceReachable();
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

    private void handle(CoordinatorMessage message) {
        if (message instanceof CoordinatorMessage.Open open) {
            open(open.signed());
        } else if (message instanceof CoordinatorMessage.Cohort cohort) {
            cohort(cohort);
        } else if (message instanceof CoordinatorMessage.Survivors survivors) {
            survivors(survivors.signed());
        } else if (message instanceof CoordinatorMessage.Certificate certificate) {
            reveal(certificate);
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
            record = epochs.handle(message, record, this::save);
        }
    }

    /** Durable when it returns. */
    private void save(SessionRecord next) {
        Optional<MemberStates> states = next.round()
                .flatMap(r -> states(context.state(r.open().body().model()).configuration()));
        context.store().save(context.session(), next.encode(states));
        record = next;
    }

    private boolean isAt(Scope scope) {
        return record.round()
                .filter(r -> r.open().body().scope().from(0).equals(scope.from(0)))
                .isPresent();
    }

    private void open(Signed<RoundBody.Open> open) {
        Scope scope = open.body().scope();
        waiting = Optional.empty();
        if (record.round().filter(r -> r.open().equals(open)).isPresent()) {
            resend();
            return;
        }
        if (record.keys().filter(k -> k.epoch() == scope.epoch()).isEmpty()) {
            context.log().ignored("open", "no keys of epoch " + scope.epoch() + "; a new epoch is asked for");
            refuse(scope, MemberMessage.Refusal.Reason.PROTOCOL);
            return;
        }
        if (!holds(open.body().model())) {
            waiting = Optional.of(open);
            return;
        }
        EpochKeys keys = record.keys().orElseThrow();
        Optional<RoundConfiguration> configuration = configuration();
        boolean enters =
                isAttemptOfOpenRound(scope) || (scope.round() >= keys.nextRound() && scope.round() <= EpochKeys.ROUNDS);
        if (configuration.isEmpty() || !enters) {
            context.log().ignored("open", "this member is past round " + scope.round());
            return;
        }
        Optional<Signed<RoundBody.Open>> first = record.round().flatMap(RoundFollower::firstOpen);
        RoundGuard guard = new OpenCheck(context.roll(), record.state(), configuration.orElseThrow(), keys.rosterHash())
                .check(open, record.guard(), first);
        PolicyDecision decision = policy.apply(scope);
        if (!(decision instanceof PolicyDecision.Allowed)) {
            context.log().ignored("open", String.valueOf(decision));
            refuse(scope, MemberMessage.Refusal.Reason.POLICY);
            return;
        }
        save(entered(open, guard, keys, party(configuration.orElseThrow())));
        context.log().step("open", scope);
        contribute(open);
    }

    private Optional<RoundConfiguration> configuration() {
        return context.state(record.state()).configuration();
    }

    /** Shape and bounds of the round that is open: they follow from the state it started from, not from a later one. */
    private RoundConfiguration configurationOf(MemberState state) {
        return context.state(state.open().body().model()).configuration().orElseThrow();
    }

    private void refuse(Scope scope, MemberMessage.Refusal.Reason reason) {
        answers.submit(
                "refusal",
                scope,
                new MemberMessage.Refusal(scope.from(context.self()), reason),
                () -> !isAt(scope) || reason == MemberMessage.Refusal.Reason.DATA);
    }

    private boolean isAttemptOfOpenRound(Scope scope) {
        return record.round()
                .map(r -> r.open().body().scope())
                .filter(at -> at.round() == scope.round() && at.epoch() == scope.epoch())
                .isPresent();
    }

    /** Whether this member holds the state, or now takes it, as it is published; if not, `open` waits for either. */
    private boolean holds(Digest model) {
        Optional<SessionRecord> adopting =
                record.adopting().filter(next -> next.state().equals(model));
        if (!record.state().equals(model) && adopting.isPresent()) {
            try {
                interruptible(() -> context.fetchState(model));
                save(adopting.orElseThrow());
            } catch (CoordinatorLink.LinkUnavailable unavailable) {
                context.log().unavailable("the question for the published state", unavailable);
                answers.again(this::openWaiting);
            }
        }
        if (!record.state().equals(model)) {
            context.log().ignored("open", "its state is not summed or published here yet; it waits");
        }
        return record.state().equals(model);
    }

    private void openWaiting() {
        waiting.ifPresent(this::open);
    }

    /** A retry keeps the round's keys and x; a new round steps the chains and erases the earlier one. */
    private SessionRecord entered(Signed<RoundBody.Open> open, RoundGuard guard, EpochKeys keys, RoundMember party) {
        // Spec: docs/protocol.md#open.entered
        Scope scope = open.body().scope();
        if (isAttemptOfOpenRound(scope)) {
            return record.with(guard).in(record.round().map(r -> party.retry(r, open)));
        }
        record.round().ifPresent(MemberState::close);
        EpochKeys.Entry entry = keys.enter(scope.round());
        return record.with(guard)
                .withKeys(Optional.of(entry.rest()))
                .withInput(Optional.empty())
                .in(Optional.of(new MemberState.Entered(open, open, entry.keys())));
    }

    private static Optional<Signed<RoundBody.Open>> firstOpen(MemberState state) {
        if (state instanceof MemberState.Entered entered) {
            return Optional.of(entered.first());
        } else if (state instanceof MemberState.Complained complained) {
            return Optional.of(complained.entered().first());
        } else if (state instanceof MemberState.Prepared prepared) {
            return Optional.of(prepared.entered().first());
        } else if (state instanceof MemberState.Uploaded uploaded) {
            return Optional.of(uploaded.entered().first());
        }
        return Optional.empty();
    }

    private void contribute(Signed<RoundBody.Open> open) {
        Scope scope = open.body().scope();
        contributions.begin(
                scope,
                context.state(record.state()),
                record.input(),
                this::tryReady,
                () -> refuse(scope, MemberMessage.Refusal.Reason.DATA));
    }

    /** Sends `ready` once x is there and the last sum's own check has passed, or its state is published. */
    private void tryReady() {
        // Spec: docs/protocol.md#ready.gate
        boolean settled = record.checked() || record.published().equals(record.state());
        Optional<MemberState.Entered> entered = record.round().flatMap(r -> r.as(MemberState.Entered.class));
        if (entered.isEmpty() || !settled) {
            return;
        }
        Scope scope = entered.orElseThrow().open().body().scope();
        contributions.of(scope).ifPresent(mine -> {
            SealedInput input = record.input()
                    .filter(stored -> stored.hash().equals(mine.hash()))
                    .orElseGet(() -> contributions.seal(mine));
            MemberState.Prepared prepared = party(configurationOf(entered.orElseThrow()))
                    .ready(entered.orElseThrow(), context.local(), mine.hash());
            save(record.withInput(Optional.of(input)).in(Optional.of(prepared)));
            submit("ready", scope, prepared.message());
        });
    }

    private void cohort(CoordinatorMessage.Cohort message) {
        // Spec: docs/protocol.md#upload.durable
        Scope scope = message.signed().body().scope();
        if (!isAt(scope)) {
            return;
        }
        Optional<MemberState.Prepared> prepared = record.round().flatMap(r -> r.as(MemberState.Prepared.class));
        if (prepared.isEmpty()) {
            resend();
            return;
        }
        RoundConfiguration configuration = configurationOf(prepared.orElseThrow());
        RoundMember party = party(configuration);
        MemberState.CohortAnswer answer = party.cohort(prepared.orElseThrow(), message, record.published());
        if (answer instanceof MemberState.CohortAnswer.Complain complain) {
            save(record.in(Optional.of(complain.state())));
            submit("complaint", scope, new MemberMessage.Complaint(complain.message()));
            return;
        }
        MemberState.Joined joined = ((MemberState.CohortAnswer.Join) answer).joined();
        Optional<RingVector> x =
                contributions.load(scope, configuration, prepared.orElseThrow().input(), record.input());
        if (x.isEmpty()) {
            context.log().ignored("cohort", "the stored contribution is gone; this round goes on without us");
            return;
        }
        RingVector y = x.orElseThrow().copy();
        MemberState.Uploaded uploaded = party.upload(joined, y);
        save(record.in(Optional.of(uploaded)));
        upload(uploaded, y.asReadOnlyBuffer());
    }

    /** x and every mask seed are durable and the statement fixes y: it is made again and must have the signed root. */
    private void reupload(MemberState.Uploaded uploaded) {
        RoundConfiguration configuration = configurationOf(uploaded);
        Optional<RingVector> y = contributions
                .load(uploaded.open().body().scope(), configuration, uploaded.input(), record.input())
                .map(RingVector::copy)
                .filter(x -> party(configuration).remask(uploaded, x));
        if (y.isEmpty()) {
            context.log().ignored("upload", "the stored contribution is gone; this round goes on without us");
            return;
        }
        upload(uploaded, y.orElseThrow().asReadOnlyBuffer());
    }

    private void upload(MemberState.Uploaded uploaded, ByteBuffer content) {
        Scope scope = uploaded.open().body().scope();
        answers.upload(
                uploaded,
                content,
                () -> isAt(scope)
                        && record.round()
                                .flatMap(r -> r.as(MemberState.Uploaded.class))
                                .isPresent());
    }

    private void survivors(Signed<RoundBody.Survivors> proposal) {
        Scope scope = proposal.body().scope();
        if (!isAt(scope)) {
            return;
        }
        Optional<MemberState.Uploaded> uploaded = record.round().flatMap(r -> r.as(MemberState.Uploaded.class));
        if (uploaded.isEmpty()) {
            resend();
            return;
        }
        RoundGuard guard = record.guard()
                .mayEndorse(scope)
                .orElseThrow(() -> new IllegalStateException("the round was endorsed already"));
        MemberState.Endorsed endorsed =
                party(configurationOf(uploaded.orElseThrow())).survivors(uploaded.orElseThrow(), proposal);
        save(record.with(guard).in(Optional.of(endorsed)));
        submit("survivors", scope, new MemberMessage.Endorsement(endorsed.message()));
    }

    private void reveal(CoordinatorMessage.Certificate certificate) {
        // Spec: docs/protocol.md#reveal.erase
        Scope scope = certificate.scope();
        if (!isAt(scope)) {
            return;
        }
        Optional<MemberState.Endorsed> endorsed = record.round().flatMap(r -> r.as(MemberState.Endorsed.class));
        if (endorsed.isEmpty()) {
            resend();
            return;
        }
        MemberState.Revealed revealed =
                party(configurationOf(endorsed.orElseThrow())).reveal(endorsed.orElseThrow(), certificate);
        save(record.withInput(Optional.empty()).in(Optional.of(revealed)));
        vectors.forget();
        contributions.forget();
        submit("reveal", scope, new MemberMessage.Reveal(revealed.message()));
    }

    /** Sends what the current state has to say once more, byte for byte. */
    private void resend() {
        // Spec: docs/protocol.md#durable.resend
        MemberState state = record.round().orElseThrow();
        Scope scope = state.open().body().scope();
        if (state instanceof MemberState.Entered entered) {
            contribute(entered.open());
        } else if (state instanceof MemberState.Prepared prepared) {
            submit("ready", scope, prepared.message());
        } else if (state instanceof MemberState.Complained complained) {
            submit("complaint", scope, new MemberMessage.Complaint(complained.message()));
        } else if (state instanceof MemberState.Uploaded uploaded) {
            reupload(uploaded);
        } else if (state instanceof MemberState.Endorsed endorsed) {
            submit("survivors", scope, new MemberMessage.Endorsement(endorsed.message()));
        } else if (state instanceof MemberState.Revealed revealed) {
            submit("reveal", scope, new MemberMessage.Reveal(revealed.message()));
        }
    }

    /** Applies the sum, once; its check starts with it, and again after a restart, as long as its state is not published. */
    private void result(CoordinatorMessage.Result message) {
        Scope scope = message.signed().body().scope();
        boolean applied = record.hasSummed(scope.epoch(), scope.round());
        if (applied && (!isUnpublished(scope) || sums.resend(scope))) {
            return;
        }
        try {
            Optional<SessionRecord> next =
                    interruptible(() -> sums.follow(message, record, this::passed, this::isUnpublished));
            next.filter(any -> !applied).ifPresent(this::save);
        } catch (CoordinatorLink.LinkUnavailable unavailable) {
            context.log().unavailable("the question for a sum", unavailable);
            answers.again(() -> handle(message));
        }
        openWaiting();
    }

    private boolean isUnpublished(Scope scope) {
        return record.isNewestSum(scope) && !record.published().equals(record.state());
    }

    private void passed(Scope scope) {
        if (record.isNewestSum(scope)) {
            save(record.summed(scope.epoch(), scope.round(), true));
            tryReady();
        }
    }

    private void published(CoordinatorMessage.Published message) {
        Publication publication = Publication.verify(context.roll(), message);
        record.publishing(
                        publication.model(),
                        publication.where().epoch(),
                        publication.where().round())
                .ifPresent(this::save);
        openWaiting();
        tryReady();
    }

    private void end() {
        record.round().ifPresent(MemberState::close);
        record.keys().ifPresent(EpochKeys::close);
        save(record.in(Optional.empty()).withKeys(Optional.empty()).withInput(Optional.empty()));
        vectors.forget();
        context.log().ended(context.session());
        ended = true;
    }

    private void submit(String step, Scope scope, MemberMessage message) {
        answers.submit(step, scope, message, () -> isAt(scope));
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
