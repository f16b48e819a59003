// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.cordon.differencing.MemberSet;
import org.cordon.privacy.NoiseShare;
import org.cordon.privacy.Release;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundGuard;
import org.cordon.sum.round.RoundMember;
import org.cordon.sum.round.VerifiedCohort;

/** A member and the steps of a round that follow `ready`: cohort, upload, survivors, reveal. */
final class StepFollower {
    private final SessionContext context;
    private final MemberSession session;
    private final Answers answers;
    private final Contributions contributions;
    private final VectorSeal vectors;
    private final LogGates gates;
    private Optional<CoordinatorMessage> waiting = Optional.empty();

    StepFollower(
            SessionContext context,
            MemberSession session,
            Answers answers,
            Contributions contributions,
            VectorSeal vectors,
            LogGates gates) {
        this.context = context;
        this.session = session;
        this.answers = answers;
        this.contributions = contributions;
        this.vectors = vectors;
        this.gates = gates;
    }

    void cohort(CoordinatorMessage.Cohort message) {
        // Spec: docs/protocol.md#upload.durable
        Scope scope = message.signed().body().scope();
        waiting = Optional.empty();
        if (!session.isAt(scope)) {
            return;
        }
        Optional<MemberState.Prepared> prepared = session.round(MemberState.Prepared.class);
        if (prepared.isEmpty()) {
            resend();
            return;
        }
        if (!mayTake(message, scope)) {
            return;
        }
        SessionRecord record = session.record();
        if (record.progress().isPublishedSince(scope)) {
            context.log().ignored("cohort", "the state after its round is published already");
            return;
        }
        gates.cohort(prepared.orElseThrow().open());
        RoundConfiguration configuration = session.configurationOf(prepared.orElseThrow());
        RoundMember party = session.party(configuration);
        MemberState.CohortAnswer answer =
                party.cohort(prepared.orElseThrow(), message, record.progress().published());
        if (answer instanceof MemberState.CohortAnswer.Complain complain) {
            session.save(record.in(Optional.of(complain.state())));
            submit("complaint", scope, new MemberMessage.Complaint(complain.message()));
            return;
        }
        MemberState.Joined joined = ((MemberState.CohortAnswer.Join) answer).joined();
        VerifiedCohort cohort = joined.cohort();
        gates.joined(scope, cohort.open(), cohort.context(), MemberSet.of(cohort.members()));
        Optional<RingVector> x =
                contributions.load(scope, configuration, prepared.orElseThrow().input(), record.input());
        if (x.isEmpty()) {
            context.log().ignored("cohort", "the stored contribution is gone; this round goes on without us");
            return;
        }
        RingVector y = x.orElseThrow().copy();
        MemberState.Uploaded uploaded = party.upload(joined, y);
        if (!charged(record.in(Optional.of(uploaded)), scope, configuration)) {
            return;
        }
        context.log().step("upload", uploaded.open().body().scope());
        upload(uploaded, y.asReadOnlyBuffer());
    }

    /** One write of the statement and its charge to the privacy ledger; false if the ledger allows no more. */
    private boolean charged(SessionRecord next, Scope scope, RoundConfiguration configuration) {
        // Spec: docs/protocol.md#upload.charge
        if (context.privacy().isEmpty()) {
            session.save(next);
            return true;
        }
        Optional<Release> release = configuration.noise().map(NoiseShare::release);
        // all tasks share the store and its ledger: what one asks for must not change before it is charged
        Optional<Admission.Declined> spent;
        synchronized (context.store()) {
            spent = context.overspent(scope, release);
            if (spent.isEmpty()) {
                session.save(next, context.privacy().orElseThrow().charge(scope, release.orElseThrow()));
                return true;
            }
        }
        context.log().declined("round " + scope.round(), spent.orElseThrow().sentence());
        answers.refuse(scope, spent.orElseThrow().code(), () -> session.isAt(scope));
        return false;
    }

    /** x and every mask seed are durable and the statement fixes y: it is made again and must have the signed root. */
    private void reupload(MemberState.Uploaded uploaded) {
        RoundConfiguration configuration = session.configurationOf(uploaded);
        Optional<RingVector> y = contributions
                .load(
                        uploaded.open().body().scope(),
                        configuration,
                        uploaded.input(),
                        session.record().input())
                .map(RingVector::copy)
                .filter(x -> session.party(configuration).remask(uploaded, x));
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
                () -> session.isAt(scope)
                        && session.round(MemberState.Uploaded.class).isPresent());
    }

    void survivors(Signed<RoundBody.Survivors> proposal) {
        Scope scope = proposal.body().scope();
        waiting = Optional.empty();
        if (!session.isAt(scope)) {
            return;
        }
        Optional<MemberState.Uploaded> uploaded = session.round(MemberState.Uploaded.class);
        if (uploaded.isEmpty()) {
            resend();
            return;
        }
        if (!mayTake(new CoordinatorMessage.Survivors(proposal), scope)) {
            return;
        }
        SessionRecord record = session.record();
        RoundGuard guard = record.guard()
                .mayEndorse(scope)
                .orElseThrow(() -> new IllegalStateException("the round was endorsed already"));
        gates.survivors(
                uploaded.orElseThrow().open().body().model(),
                uploaded.orElseThrow().cohort().context(),
                proposal);
        MemberState.Endorsed endorsed = session.party(session.configurationOf(uploaded.orElseThrow()))
                .survivors(uploaded.orElseThrow(), proposal);
        session.save(record.with(guard).with(record.progress().endorsing()).in(Optional.of(endorsed)));
        context.log().step("survivors", scope);
        submit("survivors", scope, new MemberMessage.Endorsement(endorsed.message()));
    }

    /** After a start nothing new is said in a round before a quorum has cosigned the log; nor where it tells of more than the disk. */
    private boolean mayTake(CoordinatorMessage message, Scope scope) {
        if (gates.vouch().isPresent()) {
            waiting = Optional.of(message);
            return false;
        }
        if (!gates.isOpen(scope)) {
            context.log().ignored("a step", LogGates.SHUT);
            answers.refuse(scope, MemberMessage.Refusal.Reason.PROTOCOL, () -> session.isAt(scope));
            return false;
        }
        return true;
    }

    /** Looks again at what came before a quorum had cosigned the log. */
    void logGrew() {
        Optional<CoordinatorMessage> again = waiting;
        waiting = Optional.empty();
        if (again.isPresent() && again.orElseThrow() instanceof CoordinatorMessage.Cohort cohort) {
            cohort(cohort);
        } else if (again.isPresent() && again.orElseThrow() instanceof CoordinatorMessage.Survivors survivors) {
            survivors(survivors.signed());
        }
    }

    void reveal(CoordinatorMessage.Certificate certificate) {
        // Spec: docs/protocol.md#reveal.erase
        Scope scope = certificate.scope();
        if (!session.isAt(scope)) {
            return;
        }
        Optional<MemberState.Endorsed> endorsed = session.round(MemberState.Endorsed.class);
        if (endorsed.isEmpty()) {
            resend();
            return;
        }
        gates.reveal(
                scope,
                endorsed.orElseThrow().uploaded().cohort().context(),
                endorsed.orElseThrow().survivors().members(),
                session.configurationOf(endorsed.orElseThrow()).noise());
        MemberState.Revealed revealed = session.party(session.configurationOf(endorsed.orElseThrow()))
                .reveal(endorsed.orElseThrow(), certificate);
        session.save(session.record().withInput(Optional.empty()).in(Optional.of(revealed)));
        vectors.forget();
        contributions.forget();
        context.log().step("reveal", scope);
        submit("reveal", scope, revealed.message());
    }

    /** Sends what the current state has to say once more, byte for byte; x of a round just entered is the opener's part. */
    void resend() {
        // Spec: docs/protocol.md#durable.resend
        MemberState state = session.record().round().orElseThrow();
        Scope scope = state.open().body().scope();
        if (state instanceof MemberState.Prepared prepared) {
            submit("ready", scope, prepared.message());
        } else if (state instanceof MemberState.Complained complained) {
            submit("complaint", scope, new MemberMessage.Complaint(complained.message()));
        } else if (state instanceof MemberState.Uploaded uploaded) {
            reupload(uploaded);
        } else if (state instanceof MemberState.Endorsed endorsed) {
            submit("survivors", scope, new MemberMessage.Endorsement(endorsed.message()));
        } else if (state instanceof MemberState.Revealed revealed) {
            submit("reveal", scope, revealed.message());
        }
    }

    private void submit(String step, Scope scope, MemberMessage message) {
        answers.submit(step, scope, message, () -> session.isAt(scope));
    }
}
