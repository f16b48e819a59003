// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Optional;
import java.util.function.Consumer;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.EpochNumbers;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundGuard;

/**
 * A member in epoch set-up. Only the counter and the established keys are durable: who crashes in between waits for the next
 * epoch.
 */
final class EpochFollower {
    private final SessionContext context;
    private final Answers answers;
    private final EpochMember member;
    private Optional<EpochMember.Advertised> advertised = Optional.empty();
    private Optional<EpochMember.Agreed> agreed = Optional.empty();
    private Optional<EpochMember.Confirming> confirming = Optional.empty();
    private Optional<Signed<EpochBody.Accepted>> accepted = Optional.empty();
    private int epoch;

    EpochFollower(SessionContext context, Answers answers) {
        this.context = context;
        this.answers = answers;
        this.member = new EpochMember(
                context.roll(),
                context.self(),
                context.charter().minSurvivors(),
                context.speaker(),
                context.randomness());
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
        EpochMember.Advertised next = member.advertise(
                summons,
                record.guard().epoch(),
                EpochNumbers.latest(context.clock().instant()));
        record.round().ifPresent(MemberState::close);
        record.keys().ifPresent(EpochKeys::close);
        SessionRecord waiting = record.with(guard.orElseThrow())
                .withKeys(Optional.empty())
                .withInput(Optional.empty())
                .in(Optional.empty());
        save.accept(waiting);
        forget();
        epoch = number;
        advertised = Optional.of(next);
        submit(new MemberMessage.Advert(next.message()));
        return waiting;
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
            agreed = Optional.of(advertised.orElseThrow().agree(roster));
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
            accepted = kept.map(keys -> context.speaker()
                    .say(new EpochBody.Accepted(context.roll().epochScope(number, context.self()), keys.rosterHash())));
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
        if (violation.party() == Scope.COORDINATOR) {
            return;
        }
        RoundBody.Complaint.Reason reason = switch (violation.kind()) {
            case TAG_MISMATCH -> RoundBody.Complaint.Reason.CONFIRMATION;
            default -> RoundBody.Complaint.Reason.KEY_AGREEMENT;
        };
        submit(new MemberMessage.Complaint(context.speaker()
                .say(new RoundBody.Complaint(
                        context.roll().epochScope(Math.max(1, epoch), context.self()),
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
