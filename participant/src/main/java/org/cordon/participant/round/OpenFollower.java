// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Optional;
import org.cordon.member.Consortium;
import org.cordon.member.VerifiedManifest;
import org.cordon.privacy.NoiseShare;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.OpenCheck;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundGuard;
import org.cordon.sum.round.RoundMember;
import org.cordon.task.EpochTerms;

/** A member and the first two steps of a round: it checks {@code open}, trains, and says {@code ready}. */
final class OpenFollower {
    private final SessionContext context;
    private final MemberSession session;
    private final Answers answers;
    private final Contributions contributions;
    private final LogGates gates;
    private final Runnable resend;
    private Optional<Signed<RoundBody.Open>> waiting = Optional.empty();
    private Optional<Signed<RoundBody.Open>> told = Optional.empty();
    private Optional<Scope> shut = Optional.empty();

    /** @param resend sends what the open round has to say once more */
    OpenFollower(
            SessionContext context,
            MemberSession session,
            Answers answers,
            Contributions contributions,
            LogGates gates,
            Runnable resend) {
        this.context = context;
        this.session = session;
        this.answers = answers;
        this.contributions = contributions;
        this.gates = gates;
        this.resend = resend;
    }

    void open(Signed<RoundBody.Open> open) {
        Scope scope = open.body().scope();
        SessionRecord record = session.record();
        waiting = Optional.empty();
        if (record.round().filter(r -> r.open().equals(open)).isPresent()) {
            resend.run();
            return;
        }
        if (record.keys().filter(k -> k.epoch() == scope.epoch()).isEmpty()) {
            context.log().ignored("open", "no keys of epoch " + scope.epoch() + "; a new epoch is asked for");
            refuse(scope, MemberMessage.Refusal.Reason.PROTOCOL);
            return;
        }
        Optional<String> unvouched = gates.vouch();
        if (unvouched.isPresent()) {
            await(open, unvouched.orElseThrow());
        } else if (!holds(open)) {
            waiting = Optional.of(open);
        } else {
            enter(open);
        }
    }

    private void enter(Signed<RoundBody.Open> open) {
        Scope scope = open.body().scope();
        SessionRecord record = session.record();
        EpochTerms terms = session.terms();
        EpochKeys keys = record.keys().orElseThrow();
        Optional<RoundConfiguration> configuration = session.configuration();
        boolean enters =
                isAttemptOfOpenRound(scope) || (scope.round() >= keys.nextRound() && scope.round() <= EpochKeys.ROUNDS);
        if (configuration.isEmpty() || !enters) {
            context.log().ignored("open", "this member is past round " + scope.round());
            return;
        }
        if (!gates.isOpen(scope) && !hasEndorsed(scope)) {
            refuseShut(scope);
            return;
        }
        Optional<Signed<RoundBody.Open>> first = record.round().flatMap(OpenFollower::firstOpen);
        RoundGuard guard = new OpenCheck(terms.roll(), record.state(), configuration.orElseThrow(), keys.rosterHash())
                .check(open, record.guard(), first);
        if (isOfRemoved(keys, open)) {
            return;
        }
        Optional<String> unlogged = gates.open(open);
        if (unlogged.isPresent()) {
            await(open, unlogged.orElseThrow());
            return;
        }
        Optional<Admission.Declined> no =
                context.admission().toRound(scope, record.progress().endorsed());
        if (no.isPresent()) {
            context.log().declined("round " + scope.round(), no.orElseThrow().sentence());
            refuse(scope, no.orElseThrow().code());
            return;
        }
        Optional<Admission.Declined> spent =
                context.overspent(scope, configuration.orElseThrow().noise().map(NoiseShare::release));
        if (spent.isPresent()) {
            context.log().declined("round " + scope.round(), spent.orElseThrow().sentence());
            refuse(scope, spent.orElseThrow().code());
            return;
        }
        session.save(entered(open, guard, keys, session.party(configuration.orElseThrow())));
        context.log().step("open", scope);
        contribute(open);
    }

    /** Keeps `open` until the log says more; where too few witnesses are known here to tell, it never would. */
    private void await(Signed<RoundBody.Open> open, String why) {
        if (!context.mirror().canTellQuorum()) {
            context.log().ignored("open", "too few witness keys are known here; a new epoch is asked for");
            refuse(open.body().scope(), MemberMessage.Refusal.Reason.PROTOCOL);
            return;
        }
        waiting = Optional.of(open);
        tell(open, why + "; it waits");
    }

    private void tell(Signed<RoundBody.Open> open, String why) {
        if (told.filter(open::equals).isEmpty()) {
            told = Optional.of(open);
            context.log().ignored("open", why);
        }
    }

    /**
     * An epoch in which somebody was removed since is over: its rounds would be sums with a stranger. By the log the coordinator knew, or
     * the removal came after `open`, which is only late then.
     */
    private boolean isOfRemoved(EpochKeys keys, Signed<RoundBody.Open> open) {
        // Spec: docs/protocol.md#open.removed
        Scope where = open.body().scope();
        Consortium consortium = context.consortium().newest();
        Optional<Integer> removed = missing(keys, consortium.current());
        VerifiedManifest known = gates.manifest(open)
                .map(manifest -> consortium.at(manifest).orElse(consortium.current()))
                .orElseGet(consortium::founding);
        missing(keys, known).ifPresent(member -> {
            refuse(where, MemberMessage.Refusal.Reason.PROTOCOL);
            throw new ProtocolViolation(
                    Violation.REMOVED_MEMBER,
                    Scope.COORDINATOR,
                    where,
                    "member " + member + " of the epoch's roster was removed from the consortium");
        });
        removed.ifPresent(member -> {
            context.log().ignored("open", "member " + member + " of its roster was removed since");
            refuse(where, MemberMessage.Refusal.Reason.PROTOCOL);
        });
        return removed.isPresent();
    }

    private static Optional<Integer> missing(EpochKeys keys, VerifiedManifest manifest) {
        return keys.roster().stream()
                .filter(member -> manifest.manifest().find(member).isEmpty())
                .findFirst();
    }

    /** Whether it is this member's own record that shuts the round: then `open` of it is an attack. */
    private boolean hasEndorsed(Scope scope) {
        return isAttemptOfOpenRound(scope)
                && (session.round(MemberState.Endorsed.class).isPresent()
                        || session.round(MemberState.Revealed.class).isPresent());
    }

    private void refuse(Scope scope, MemberMessage.Refusal.Reason reason) {
        answers.refuse(scope, reason, () -> !session.isAt(scope) || reason == MemberMessage.Refusal.Reason.DATA);
    }

    /** Once for an attempt: it is looked at again whenever the log grows. */
    private void refuseShut(Scope scope) {
        if (shut.filter(scope::equals).isEmpty()) {
            shut = Optional.of(scope);
            context.log().ignored("open", LogGates.SHUT);
            answers.refuse(
                    scope,
                    MemberMessage.Refusal.Reason.PROTOCOL,
                    () -> shut.filter(scope::equals).isPresent());
        }
    }

    private boolean isAttemptOfOpenRound(Scope scope) {
        return session.record()
                .round()
                .map(r -> r.open().body().scope())
                .filter(at -> at.round() == scope.round() && at.epoch() == scope.epoch())
                .isPresent();
    }

    /** Whether this member holds the state, or now takes it, as it is published; if not, `open` waits for either. */
    private boolean holds(Signed<RoundBody.Open> open) {
        Digest model = open.body().model();
        Optional<Progress> adopting = session.record()
                .progress()
                .adopting()
                .filter(next -> next.state().equals(model));
        if (!session.record().state().equals(model) && adopting.isPresent()) {
            try {
                var unused = RoundFollower.interruptible(() -> context.fetchState(model));
                session.save(session.record().with(adopting.orElseThrow()));
            } catch (CoordinatorLink.LinkUnavailable unavailable) {
                context.log().unavailable("the question for the published state", unavailable);
                answers.again(this::openWaiting);
            }
        }
        if (!session.record().state().equals(model)) {
            tell(open, "its state is not summed or published here yet; it waits");
        }
        return session.record().state().equals(model);
    }

    /** Looks again at an `open` whose state, or whose place in the log, was not known. */
    void openWaiting() {
        waiting.ifPresent(this::open);
    }

    /** A retry keeps the round's keys and x; a new round steps the chains and erases the earlier one. */
    private SessionRecord entered(Signed<RoundBody.Open> open, RoundGuard guard, EpochKeys keys, RoundMember party) {
        // Spec: docs/protocol.md#open.entered
        SessionRecord record = session.record();
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

    /** Makes x, unless it is there; then `ready` goes out. */
    void contribute(Signed<RoundBody.Open> open) {
        Scope scope = open.body().scope();
        contributions.begin(
                scope,
                new Contributions.Start(
                        context.state(session.record().state()),
                        session.configuration().orElseThrow(),
                        session.record().input()),
                this::tryReady,
                () -> refuse(scope, MemberMessage.Refusal.Reason.DATA));
    }

    /**
     * Sends `ready` once x is there, the last sum's own check has passed or its state is published, and the log tells of no `ready`
     * that this member may have sent before.
     */
    void tryReady() {
        // Spec: docs/protocol.md#ready.gate
        Optional<MemberState.Entered> entered = session.round(MemberState.Entered.class);
        if (entered.isEmpty()
                || !session.record().progress().isSettled()
                || gates.vouch().isPresent()) {
            return;
        }
        Scope scope = entered.orElseThrow().open().body().scope();
        if (!gates.isOpen(scope)) {
            refuseShut(scope);
            return;
        }
        contributions.of(scope).ifPresent(mine -> {
            SealedInput input = session.record()
                    .input()
                    .filter(stored -> stored.hash().equals(mine.hash()))
                    .orElseGet(() -> contributions.seal(mine));
            MemberState.Prepared prepared = session.party(session.configurationOf(entered.orElseThrow()))
                    .ready(entered.orElseThrow(), context.local(), mine.hash());
            session.save(session.record().withInput(Optional.of(input)).in(Optional.of(prepared)));
            answers.submit("ready", scope, prepared.message(), () -> session.isAt(scope));
        });
    }
}
