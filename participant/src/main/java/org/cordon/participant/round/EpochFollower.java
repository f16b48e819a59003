// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Optional;
import java.util.function.Consumer;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.EpochNumbers;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundGuard;
import org.cordon.task.EpochTerms;

/**
 * A member in epoch set-up. Only the counter and the established keys are durable: who crashes in between waits for the next
 * epoch.
 */
final class EpochFollower {
    private final SessionContext context;
    private final Answers answers;
    private Optional<EpochMember.Advertised> advertised = Optional.empty();
    private Optional<EpochMember.Agreed> agreed = Optional.empty();
    private Optional<EpochMember.Confirming> confirming = Optional.empty();
    private Optional<Signed<EpochBody.Accepted>> accepted = Optional.empty();
    private Optional<EpochTerms> terms = Optional.empty();
    private int epoch;

    EpochFollower(SessionContext context, Answers answers) {
        this.context = context;
        this.answers = answers;
    }

    /** Acts on an epoch message; what must be durable goes through {@code save} first. */
    SessionRecord handle(CoordinatorMessage message, SessionRecord record, Consumer<SessionRecord> save) {
        try {
            if (message instanceof CoordinatorMessage.Summons summons) {
                return summons(summons.signed(), record, save);
            } else if (message instanceof CoordinatorMessage.Roster roster) {
                roster(roster.signed());
            } else if (message instanceof CoordinatorMessage.Encapsulations delivery) {
                confirm(delivery);
            } else if (message instanceof CoordinatorMessage.Confirms confirms) {
                return establish(confirms, record, save);
            }
        } catch (ProtocolViolation violation) {
            complain(violation);
            throw violation;
        }
        return record;
    }

    private SessionRecord summons(
            Signed<EpochBody.Summons> summons, SessionRecord record, Consumer<SessionRecord> save) {
        int number = summons.body().scope().epoch();
        if (number == epoch) {
            advertised.ifPresent(a -> submit(new MemberMessage.Advert(a.message())));
            return record;
        }
        Optional<RoundGuard> guard = record.guard().mayAdvertise(number);
        if (guard.isEmpty()) {
            context.log().ignored("summons", "epoch " + number + " was set up, or begun, before");
            if (record.guard().isShut()) {
                askForLaterEpoch(summons.body().scope());
            }
            return record;
        }
        Optional<EpochTerms> under = terms(summons, record);
        if (under.isEmpty()) {
            return record;
        }
        EpochMember.Advertised next = member(under.orElseThrow())
                .advertise(
                        summons,
                        record.guard().epoch(),
                        EpochNumbers.latest(context.clock().instant()),
                        context.witnessKey());
        record.round().ifPresent(MemberState::close);
        record.keys().ifPresent(EpochKeys::close);
        VerifiedManifest manifest = under.orElseThrow().manifest();
        SessionRecord waiting = record.advertising(
                guard.orElseThrow(),
                new SessionRecord.Under(manifest.digest(), manifest.manifest().version()));
        save.accept(waiting);
        forget();
        epoch = number;
        terms = under;
        advertised = Optional.of(next);
        submit(new MemberMessage.Advert(next.message()));
        return waiting;
    }

    private EpochMember member(EpochTerms under) {
        return new EpochMember(
                under.roll(), context.self(), under.crowd().minSurvivors(), under.speaker(), context.randomness());
    }

    /**
     * What the epoch would run under. A manifest that no quorum made, or that is older than one this member used in this
     * session, is the coordinator's fault; an epoch under another than the newest known is not joined; nor is one that this
     * exchange does not want.
     */
    private Optional<EpochTerms> terms(Signed<EpochBody.Summons> summons, SessionRecord record) {
        // Spec: docs/protocol.md#epoch.manifest
        Scope where = summons.body().scope();
        VerifiedManifest manifest = RoundFollower.interruptible(
                        () -> context.consortium().find(summons.body().manifest()))
                .orElseThrow(() -> violation(
                        Violation.MANIFEST_UNKNOWN, where, "the members have not signed the manifest of the summons"));
        if (manifest.manifest().version() < record.epoch().version()) {
            throw violation(
                    Violation.MANIFEST_ROLLED_BACK,
                    where,
                    "version " + manifest.manifest().version() + " of the manifest is older than version "
                            + record.epoch().version() + ", which was used before");
        }
        VerifiedManifest newest = context.consortium().current();
        if (!manifest.digest().equals(newest.digest())) {
            context.log()
                    .ignored(
                            "summons",
                            "version " + newest.manifest().version() + " of the manifest is the newest known here");
            return Optional.empty();
        }
        Optional<EpochTerms> found = context.terms(manifest);
        if (found.isEmpty()) {
            context.log().noVoice(manifest);
            return Optional.empty();
        }
        found.orElseThrow().roll().require(summons, where.from(Scope.COORDINATOR), Scope.COORDINATOR);
        Optional<Admission.Declined> no = context.admission().toEpoch(manifest);
        no.ifPresent(declined -> decline(where, declined));
        return no.isPresent() ? Optional.empty() : found;
    }

    private void decline(Scope where, Admission.Declined declined) {
        context.log().declined("epoch " + where.epoch(), declined.sentence());
        answers.submit(
                "refusal",
                where,
                new MemberMessage.Refusal(where.from(context.self()), declined.code()),
                () -> epoch < where.epoch());
    }

    private static ProtocolViolation violation(Violation kind, Scope where, String sentence) {
        return new ProtocolViolation(kind, Scope.COORDINATOR, where, sentence);
    }

    /** This member was restored from a backup: only an epoch that was not there before is safe. */
    private void askForLaterEpoch(Scope scope) {
        answers.submit(
                "refusal",
                scope,
                new MemberMessage.Refusal(scope.from(context.self()), MemberMessage.Refusal.Reason.PROTOCOL),
                () -> epoch == 0);
    }

    private void roster(Signed<EpochBody.Roster> roster) {
        if (roster.body().scope().epoch() != epoch || advertised.isEmpty()) {
            return;
        }
        if (agreed.isEmpty()) {
            EpochMember.Agreed next = advertised.orElseThrow().agree(roster);
            WitnessKeys.bind(roster, terms.orElseThrow().manifest().manifest(), context.mirror());
            agreed = Optional.of(next);
        }
        agreed.flatMap(EpochMember.Agreed::message).ifPresent(batch -> submit(new MemberMessage.Encapsulation(batch)));
    }

    private void confirm(CoordinatorMessage.Encapsulations delivery) {
        if (delivery.scope().epoch() != epoch || agreed.isEmpty()) {
            return;
        }
        if (confirming.isEmpty()) {
            confirming = Optional.of(agreed.orElseThrow().confirm(delivery.from()));
        }
        submit(new MemberMessage.Confirm(confirming.orElseThrow().message()));
    }

    private SessionRecord establish(
            CoordinatorMessage.Confirms confirms, SessionRecord record, Consumer<SessionRecord> save) {
        int number = confirms.scope().epoch();
        Optional<EpochKeys> kept = record.keys().filter(keys -> keys.epoch() == number);
        if (kept.isPresent() && accepted.isEmpty()) {
            epoch = number;
            EpochTerms under = context.terms(record);
            accepted = kept.map(keys -> under.speaker()
                    .say(new EpochBody.Accepted(under.roll().epochScope(number, context.self()), keys.rosterHash())));
        }
        if (number != epoch || (confirming.isEmpty() && accepted.isEmpty())) {
            return record;
        }
        if (accepted.isPresent()) {
            submit(new MemberMessage.Accepted(accepted.orElseThrow()));
            return record;
        }
        EpochMember.Established established = confirming.orElseThrow().establish(confirms.tags());
        SessionRecord next = record.withKeys(Optional.of(established.keys()));
        save.accept(next);
        accepted = Optional.of(established.message());
        context.log().epochEstablished(epoch, established.keys().roster());
        submit(new MemberMessage.Accepted(established.message()));
        return next;
    }

    /** A pair that does not fit is named to the coordinator; what it did itself is for the operator's log alone. */
    private void complain(ProtocolViolation violation) {
        if (violation.party() == Scope.COORDINATOR || terms.isEmpty()) {
            return;
        }
        EpochTerms under = terms.orElseThrow();
        RoundBody.Complaint.Reason reason = switch (violation.kind()) {
            case TAG_MISMATCH -> RoundBody.Complaint.Reason.CONFIRMATION;
            default -> RoundBody.Complaint.Reason.KEY_AGREEMENT;
        };
        submit(new MemberMessage.Complaint(under.speaker()
                .say(new RoundBody.Complaint(
                        under.roll().epochScope(Math.max(1, epoch), context.self()),
                        Digest.of(new byte[Digest.BYTES]),
                        violation.party(),
                        reason))));
    }

    private void forget() {
        advertised.ifPresent(EpochMember.Advertised::close);
        agreed.ifPresent(EpochMember.Agreed::close);
        confirming.ifPresent(EpochMember.Confirming::close);
        advertised = Optional.empty();
        agreed = Optional.empty();
        confirming = Optional.empty();
        accepted = Optional.empty();
    }

    private void submit(MemberMessage message) {
        int during = epoch;
        answers.submit("epoch", message.scope(), message, () -> epoch == during);
    }
}
