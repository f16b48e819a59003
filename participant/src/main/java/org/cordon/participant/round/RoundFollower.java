// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.cordon.computation.Query;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
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
import org.cordon.sum.round.Verdict;

/**
 * A member in one task: answers every step of the coordinator, and stores what the protocol calls durable before the answer
 * leaves. One thread; training and the check of sums run beside it and come back through the same mailbox.
 *
 * <p>An event that was acted on before is answered with the stored bytes, never computed again.
 */
final class RoundFollower {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final SessionContext context;
    private final EpochFollower epochs;
    private final SumFollower sums;
    private final VectorSeal vectors;
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();

    private SessionRecord record;
    private Optional<Contributed> contributed = Optional.empty();
    private Optional<Scope> contributing = Optional.empty();
    private volatile boolean ended;

    /** x of a round, with its hash. */
    private record Contributed(int epoch, int round, RingVector x, Digest hash) {
        boolean isFor(Scope scope) {
            return epoch == scope.epoch() && round == scope.round();
        }
    }

    RoundFollower(SessionContext context) {
        this.context = context;
        this.vectors = new VectorSeal(context.store(), context.session());
        this.epochs = new EpochFollower(context);
        this.record = restore();
        this.sums = new SumFollower(context, this::post);
    }

    private SessionRecord restore() {
        Optional<MemberStore.MemberRecord> stored = context.store().load(context.session());
        if (stored.isEmpty()) {
            return SessionRecord.first(context.charter().initialState());
        }
        SessionRecord open = SessionRecord.decode(stored.orElseThrow());
        Optional<MemberStates> states = context.holds(open.state())
                ? states(context.state(open.state()).configuration())
                : Optional.empty();
        SessionRecord whole = SessionRecord.decode(stored.orElseThrow(), states);
        context.log().resumed(context.session(), whole.round().map(MemberState::toString).orElse("idle"));
        return whole;
    }

    private Optional<MemberStates> states(Optional<RoundConfiguration> configuration) {
        return configuration.map(c -> new MemberStates(party(c)));
    }

    private RoundMember party(RoundConfiguration configuration) {
        return new RoundMember(
                context.roll(), context.self(), configuration, context.speaker(), context.randomness());
    }

    /** Runs until the task ends or the thread is interrupted. */
    void run() throws InterruptedException {
        while (!ended) {
            Runnable next = mailbox.take();
            try {
                next.run();
            } catch (ProtocolViolation violation) {
                context.log().violation(violation);
            } catch (CoordinatorLink.LinkUnavailable unavailable) {
                context.log().unavailable("an answer", unavailable);
            } catch (Interruption interruption) {
                throw interruption.cause();
            }
        }
    }

    void deliver(CoordinatorMessage message) {
        post(() -> handle(message));
    }

    private void post(Runnable event) {
        mailbox.add(event);
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
            context.log().aborted(aborted.scope(), aborted.step().name(), aborted.reason().name());
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
        if (record.round().filter(r -> r.open().equals(open)).isPresent()) {
            resend();
            return;
        }
        if (record.keys().filter(k -> k.epoch() == scope.epoch()).isEmpty()) {
            context.log().ignored("open", "no keys of epoch " + scope.epoch() + "; a new epoch is asked for");
            submit("refusal", scope, new MemberMessage.Refusal(
                    scope.from(context.self()), MemberMessage.Refusal.Reason.PROTOCOL));
            return;
        }
        adopt(open.body().model());
        EpochKeys keys = record.keys().orElseThrow();
        RoundConfiguration configuration = context.state(record.state())
                .configuration()
                .orElseThrow(() -> new IllegalStateException("the task has no more rounds"));
        Optional<Signed<RoundBody.Open>> first = record.round().flatMap(RoundFollower::firstOpen);
        RoundGuard guard = new OpenCheck(context.roll(), record.state(), configuration, keys.rosterHash())
                .check(open, record.guard(), first);
        save(entered(open, guard, keys, party(configuration)));
        context.log().step("open", scope);
        contribute(open);
    }

    /** A retry keeps the round's keys and x; a new round steps the chains and erases the earlier one. */
    private SessionRecord entered(
            Signed<RoundBody.Open> open, RoundGuard guard, EpochKeys keys, RoundMember party) {
        Scope scope = open.body().scope();
        boolean retry = record.round()
                .filter(r -> r.open().body().scope().round() == scope.round()
                        && r.open().body().scope().epoch() == scope.epoch())
                .isPresent();
        if (retry) {
            return record.with(guard).in(record.round().map(r -> party.retry(r, open)));
        }
        record.round().ifPresent(MemberState::close);
        EpochKeys.Entry entry = keys.enter(scope.round());
        return record.with(guard)
                .withKeys(Optional.of(entry.rest()))
                .withVectorKey(Optional.empty())
                .in(Optional.of(new MemberState.Entered(open, open, entry.keys())));
    }

    private static Optional<Signed<RoundBody.Open>> firstOpen(MemberState state) {
        if (state instanceof MemberState.Entered entered) {
            return Optional.of(entered.first());
        } else if (state instanceof MemberState.Prepared prepared) {
            return Optional.of(prepared.entered().first());
        } else if (state instanceof MemberState.Uploaded uploaded) {
            return Optional.of(uploaded.entered().first());
        }
        return Optional.empty();
    }

    /** Takes the published state that {@code model} names, if this member missed it. */
    private void adopt(Digest model) {
        if (!record.state().equals(model) && record.published().equals(model)) {
            interruptible(() -> context.fetchState(model));
            save(record.holding(model));
        }
    }

    private void contribute(Signed<RoundBody.Open> open) {
        Scope scope = open.body().scope();
        if (contributed.filter(c -> c.isFor(scope)).isPresent()) {
            tryReady();
            return;
        }
        if (contributing.filter(c -> c.epoch() == scope.epoch() && c.round() == scope.round()).isPresent()) {
            return;
        }
        contributing = Optional.of(scope);
        RoundConfiguration configuration =
                context.state(record.state()).configuration().orElseThrow();
        Query query = context.state(record.state()).query().orElseThrow();
        context.training().execute(() -> {
            try {
                RingVector x = vector(configuration, query, context.contribute(query, record.state()));
                Digest hash = Hashes.blob(x.toByteArray());
                post(() -> {
                    contributed = Optional.of(new Contributed(scope.epoch(), scope.round(), x, hash));
                    tryReady();
                });
            } catch (RuntimeException e) {
                context.log().dataRefused(e);
                post(() -> submit("refusal", scope, new MemberMessage.Refusal(
                        scope.from(context.self()), MemberMessage.Refusal.Reason.DATA)));
            } finally {
                post(() -> contributing = contributing.filter(c -> !c.equals(scope)));
            }
        });
    }

    private static RingVector vector(RoundConfiguration configuration, Query query, long[] words) {
        if (words.length != configuration.length()) {
            throw new IllegalArgumentException("contribution must have " + configuration.length()
                    + " words, but has " + words.length);
        }
        for (int i = 0; i < words.length; i++) {
            if (words[i] > query.maxAbs(i) || words[i] < -query.maxAbs(i)) {
                throw new IllegalArgumentException(
                        "word " + i + " of the contribution must be within " + query.maxAbs(i));
            }
        }
        long[] counted = Arrays.copyOf(words, words.length + 1);
        counted[words.length] = 1;
        RingVector x = RingVector.ofSigned(configuration.ring(), counted, configuration.maxAbs());
        Arrays.fill(counted, 0);
        return x;
    }

    /** Sends `ready` once x is there and the last sum's own check has passed, or its state is published. */
    private void tryReady() {
        boolean settled = record.checked() || record.published().equals(record.state());
        Optional<MemberState.Entered> entered =
                record.round().flatMap(r -> r.as(MemberState.Entered.class));
        if (entered.isEmpty() || !settled) {
            return;
        }
        Scope scope = entered.orElseThrow().open().body().scope();
        contributed.filter(c -> c.isFor(scope)).ifPresent(mine -> {
            Secret vectorKey = record.vectorKey().orElseGet(() -> {
                Secret fresh = Secret.random(context.randomness());
                vectors.saveInput(mine.x(), fresh);
                return fresh;
            });
            RoundConfiguration configuration =
                    context.state(record.state()).configuration().orElseThrow();
            MemberState.Prepared prepared =
                    party(configuration).ready(entered.orElseThrow(), context.local(), mine.hash());
            save(record.withVectorKey(Optional.of(vectorKey)).in(Optional.of(prepared)));
            submit("ready", scope, prepared.message());
        });
    }

    private void cohort(CoordinatorMessage.Cohort message) {
        Scope scope = message.signed().body().scope();
        if (!isAt(scope)) {
            return;
        }
        Optional<MemberState.Prepared> prepared =
                record.round().flatMap(r -> r.as(MemberState.Prepared.class));
        if (prepared.isEmpty()) {
            resend();
            return;
        }
        RoundMember party = party(context.state(record.state()).configuration().orElseThrow());
        MemberState.CohortAnswer answer = party.cohort(prepared.orElseThrow(), message, record.published());
        if (answer instanceof MemberState.CohortAnswer.Complain complain) {
            submit("complaint", scope, new MemberMessage.Complaint(complain.message()));
            return;
        }
        MemberState.Joined joined = ((MemberState.CohortAnswer.Join) answer).joined();
        Optional<RingVector> x = input(prepared.orElseThrow());
        if (x.isEmpty()) {
            context.log().ignored("cohort", "the stored contribution is gone; this round goes on without us");
            return;
        }
        RingVector y = x.orElseThrow().copy();
        MemberState.Uploaded uploaded = party.upload(joined, y);
        vectors.saveMasked(y);
        save(record.in(Optional.of(uploaded)));
        upload(uploaded, y.asReadOnlyBuffer());
    }

    private Optional<RingVector> input(MemberState.Prepared prepared) {
        Optional<RingVector> held = contributed
                .filter(c -> c.isFor(prepared.open().body().scope()) && c.hash().equals(prepared.input()))
                .map(Contributed::x);
        return held.isPresent()
                ? held
                : record.vectorKey()
                        .flatMap(key -> vectors.loadInput(
                                context.state(record.state())
                                        .configuration()
                                        .orElseThrow()
                                        .ring(),
                                key,
                                prepared.input()));
    }

    private void upload(MemberState.Uploaded uploaded, ByteBuffer content) {
        Scope scope = uploaded.open().body().scope();
        Verdict verdict =
                interruptible(() -> context.link().upload(uploaded.message(), content, ANSWER_WITHIN));
        context.log().answered("upload", scope, verdict);
    }

    private void survivors(Signed<RoundBody.Survivors> proposal) {
        Scope scope = proposal.body().scope();
        if (!isAt(scope)) {
            return;
        }
        Optional<MemberState.Uploaded> uploaded =
                record.round().flatMap(r -> r.as(MemberState.Uploaded.class));
        if (uploaded.isEmpty()) {
            resend();
            return;
        }
        RoundGuard guard = record.guard()
                .mayEndorse(scope)
                .orElseThrow(() -> new IllegalStateException("the round was endorsed already"));
        MemberState.Endorsed endorsed = party(
                        context.state(record.state()).configuration().orElseThrow())
                .survivors(uploaded.orElseThrow(), proposal);
        save(record.with(guard).in(Optional.of(endorsed)));
        submit("survivors", scope, new MemberMessage.Endorsement(endorsed.message()));
    }

    private void reveal(CoordinatorMessage.Certificate certificate) {
        Scope scope = certificate.scope();
        if (!isAt(scope)) {
            return;
        }
        Optional<MemberState.Endorsed> endorsed =
                record.round().flatMap(r -> r.as(MemberState.Endorsed.class));
        if (endorsed.isEmpty()) {
            resend();
            return;
        }
        MemberState.Revealed revealed = party(
                        context.state(record.state()).configuration().orElseThrow())
                .reveal(endorsed.orElseThrow(), certificate);
        save(record.withVectorKey(Optional.empty()).in(Optional.of(revealed)));
        vectors.forget();
        contributed = Optional.empty();
        submit("reveal", scope, new MemberMessage.Reveal(revealed.message()));
    }

    /** Sends what the current state has to say once more, byte for byte. */
    private void resend() {
        MemberState state = record.round().orElseThrow();
        Scope scope = state.open().body().scope();
        if (state instanceof MemberState.Entered entered) {
            contribute(entered.open());
        } else if (state instanceof MemberState.Prepared prepared) {
            submit("ready", scope, prepared.message());
        } else if (state instanceof MemberState.Uploaded uploaded) {
            vectors.loadMasked().ifPresent(y -> upload(uploaded, y));
        } else if (state instanceof MemberState.Endorsed endorsed) {
            submit("survivors", scope, new MemberMessage.Endorsement(endorsed.message()));
        } else if (state instanceof MemberState.Revealed revealed) {
            submit("reveal", scope, new MemberMessage.Reveal(revealed.message()));
        }
    }

    private void result(CoordinatorMessage.Result message) {
        Scope scope = message.signed().body().scope();
        if (record.hasSummed(scope.epoch(), scope.round())) {
            sums.resend(scope);
            return;
        }
        Optional<SessionRecord> next = interruptible(() -> sums.apply(message, record, passed -> post(() -> {
            if (record.summedEpoch() == passed.epoch() && record.summedRound() == passed.round()) {
                save(record.summed(passed.epoch(), passed.round(), true));
                tryReady();
            }
        })));
        next.ifPresent(this::save);
    }

    private void published(CoordinatorMessage.Published message) {
        Publication publication = Publication.verify(context.roll(), message);
        record = record.publishing(publication.model());
        tryReady();
    }

    private void end() {
        record.round().ifPresent(MemberState::close);
        record.keys().ifPresent(EpochKeys::close);
        save(record.in(Optional.empty()).withKeys(Optional.empty()).withVectorKey(Optional.empty()));
        vectors.forget();
        context.log().ended(context.session());
        ended = true;
    }

    private void submit(String step, Scope scope, MemberMessage message) {
        Verdict verdict = interruptible(() -> context.link().submit(message, ANSWER_WITHIN));
        context.log().answered(step, scope, verdict);
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
