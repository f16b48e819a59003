// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochCoordinator;
import org.cordon.sum.epoch.Inbox;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundCoordinator;

/** The phases of epoch set-up that take messages; the driver swaps them. */
record EpochIntake(
        int number,
        Optional<EpochCoordinator.Adverts> adverts,
        Optional<EpochCoordinator.Encapsulations> encapsulations,
        Optional<EpochCoordinator.Confirms> confirms,
        Optional<EpochCoordinator.Accepts> accepts,
        Optional<Complaints> complaints) {

    static EpochIntake of(int number) {
        return new EpochIntake(
                number, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    EpochIntake with(EpochCoordinator.Adverts phase) {
        return new EpochIntake(number, Optional.of(phase), encapsulations, confirms, accepts, complaints);
    }

    /** From here on a member of the roster may complain. */
    EpochIntake with(EpochCoordinator.Encapsulations phase, Roll roll) {
        Complaints open = new Complaints(number, phase.roster(), roll);
        return new EpochIntake(number, adverts, Optional.of(phase), confirms, accepts, Optional.of(open));
    }

    EpochIntake with(EpochCoordinator.Confirms phase) {
        return new EpochIntake(number, adverts, encapsulations, Optional.of(phase), accepts, complaints);
    }

    EpochIntake with(EpochCoordinator.Accepts phase) {
        return new EpochIntake(number, adverts, encapsulations, confirms, Optional.of(phase), complaints);
    }

    /** The epoch stands: what was sent may be sent again, a complaint comes too late. */
    EpochIntake established() {
        return new EpochIntake(number, adverts, encapsulations, confirms, accepts, Optional.empty());
    }

    /** Hands the message to the phase that waits for it; empty if none does. */
    Optional<Intake> offer(int member, MemberMessage message) {
        if (message instanceof MemberMessage.Advert m) {
            return adverts.map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Encapsulation m) {
            return encapsulations.map(p -> p.accept(member, m.batch()));
        } else if (message instanceof MemberMessage.Confirm m) {
            return confirms.map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Accepted m) {
            return accepts.map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Complaint m) {
            return complaints.map(p -> p.accept(member, m.signed()));
        }
        return Optional.empty();
    }

    /** One complaint of each member of the roster, about another one. Guarded by the task's lock. */
    static final class Complaints {
        private final int epoch;
        private final List<Integer> roster;
        private final Roll roll;
        private final Inbox<Signed<RoundBody.Complaint>> inbox;

        Complaints(int epoch, List<Integer> roster, Roll roll) {
            this.epoch = epoch;
            this.roster = roster;
            this.roll = roll;
            this.inbox = new Inbox<>(roster);
        }

        Intake accept(int member, Signed<RoundBody.Complaint> complaint) {
            return inbox.offer(member, complaint, () -> {
                int accused = complaint.body().accused();
                boolean fits = complaint.body().scope().equals(roll.epochScope(epoch, member))
                        && accused != member
                        && roster.contains(accused);
                if (!fits) {
                    return Intake.MALFORMED;
                }
                return roll.isSigned(complaint) ? Intake.ACCEPTED : Intake.BAD_SIGNATURE;
            });
        }

        /** Who complains, and of whom. */
        List<RoundCoordinator.Pair> pairs() {
            return inbox.messages().stream()
                    .map(c -> new RoundCoordinator.Pair(
                            c.body().scope().sender(), c.body().accused()))
                    .toList();
        }
    }
}
