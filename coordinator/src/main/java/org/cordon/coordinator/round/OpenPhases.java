// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.cordon.member.Threshold;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundCoordinator;

/** The phases of a task that take messages now, one of each kind at the most. Guarded by the task's lock. */
final class OpenPhases {
    private Optional<EpochIntake> epoch = Optional.empty();
    private int newestEpoch;
    private Optional<Scope> attempt = Optional.empty();
    private final Set<Integer> absent = new TreeSet<>();
    private Optional<RoundCoordinator.ReadyPhase> ready = Optional.empty();
    private Optional<RoundCoordinator.UploadPhase> uploading = Optional.empty();
    private Optional<Uploads> uploads = Optional.empty();
    private Optional<RoundCoordinator.SurvivorsPhase> survivors = Optional.empty();
    private Optional<RevealPhase> reveal = Optional.empty();
    private Optional<RoundCoordinator.ReceiptPhase> receipts = Optional.empty();
    private Optional<Summed> summed = Optional.empty();
    private Optional<CoordinatorMessage.Published> published = Optional.empty();

    /** What serves fetches: the newest sum and the vectors it was made of. */
    record Summed(Scope scope, RingVector sum, List<Integer> survivors, Uploads uploads) {
        boolean isOf(Scope where) {
            return scope.from(Scope.COORDINATOR).equals(where.from(Scope.COORDINATOR));
        }
    }

    void epoch(EpochIntake intake) {
        if (intake.number() != newestEpoch) {
            absent.clear();
        }
        epoch = Optional.of(intake);
        newestEpoch = intake.number();
    }

    void dropEpoch() {
        epoch = Optional.empty();
    }

    /** The pairs complained of in the set-up that runs. */
    List<RoundCoordinator.Pair> epochComplaints() {
        return epoch.flatMap(EpochIntake::complaints)
                .map(EpochIntake.Complaints::pairs)
                .orElse(List.of());
    }

    void open(Scope scope, RoundCoordinator.ReadyPhase phase) {
        close();
        attempt = Optional.of(scope);
        ready = Optional.of(phase);
        uploads = Optional.empty();
        absent.clear();
    }

    void uploading(RoundCoordinator.UploadPhase phase, Uploads vectors) {
        ready = Optional.empty();
        uploading = Optional.of(phase);
        uploads = Optional.of(vectors);
    }

    void survivors(RoundCoordinator.SurvivorsPhase phase) {
        uploading = Optional.empty();
        survivors = Optional.of(phase);
    }

    void reveal(RevealPhase phase) {
        survivors = Optional.empty();
        reveal = Optional.of(phase);
    }

    void summed(Summed newest, RoundCoordinator.ReceiptPhase phase) {
        reveal = Optional.empty();
        summed = Optional.of(newest);
        receipts = Optional.of(phase);
        published = Optional.empty();
    }

    void published(CoordinatorMessage.Published publication) {
        published = Optional.of(publication);
    }

    /** Closes the attempt: whatever is sent for it now is late. */
    void close() {
        ready = Optional.empty();
        uploading = Optional.empty();
        survivors = Optional.empty();
        reveal = Optional.empty();
    }

    Optional<Summed> summed() {
        return summed;
    }

    /** Whether the newest sum's state is published; true before the first sum. */
    boolean isPublished() {
        return summed.isEmpty() || published.isPresent();
    }

    /** The publication that the receipts now make, if it was not made before. */
    Optional<CoordinatorMessage.Published> publication() {
        return published.isPresent() ? Optional.empty() : receipts.flatMap(RoundCoordinator.ReceiptPhase::close);
    }

    Optional<Uploads> uploads(Scope scope) {
        return uploads.filter(u -> u.scope().from(0).equals(scope.from(0)));
    }

    Optional<RoundCoordinator.UploadPhase> uploadPhase(Scope scope) {
        return current(scope, uploading);
    }

    /** Who has said that it does not come to the set-up or the attempt that is open. */
    Set<Integer> absent() {
        return absent;
    }

    /** Who is no member any more does not come to the open attempt. */
    void removed(IntPredicate isMember) {
        IntStream.rangeClosed(1, Threshold.MAX_MEMBERS)
                .filter(isMember.negate())
                .forEach(absent::add);
    }

    /** The member does not come; nobody waits for it. */
    boolean declined(int member, Scope scope) {
        boolean now = scope.round() == 0 ? intake(scope).isPresent() : isCurrent(scope);
        if (now) {
            absent.add(member);
        }
        return now;
    }

    /** Hands the message to the phase that waits for it; empty if none does. */
    Optional<Intake> offer(int member, MemberMessage message) {
        if (message.scope().round() == 0) {
            return intake(message.scope()).flatMap(open -> open.offer(member, message));
        } else if (message instanceof MemberMessage.Ready m) {
            return current(m.scope(), ready).map(p -> p.accept(member, m));
        } else if (message instanceof MemberMessage.Complaint m) {
            return current(m.scope(), uploading).map(p -> p.complain(member, m.signed()));
        } else if (message instanceof MemberMessage.Endorsement m) {
            return current(m.scope(), survivors).map(p -> p.accept(member, m.signed()));
        } else if (message instanceof MemberMessage.Reveal m) {
            return current(m.scope(), reveal).map(p -> p.accept(member, m));
        } else if (message instanceof MemberMessage.Receipt m) {
            return receipts.filter(p -> summed.filter(s -> s.isOf(m.scope())).isPresent())
                    .map(p -> p.accept(member, m.signed()));
        }
        return Optional.empty();
    }

    /** Whether an epoch of this number, or a later one, was begun. */
    boolean hasBegun(int number) {
        return number <= newestEpoch;
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

    private Optional<EpochIntake> intake(Scope scope) {
        return epoch.filter(e -> e.number() == scope.epoch() && scope.round() == 0);
    }

    private boolean isCurrent(Scope scope) {
        return attempt.filter(a -> a.from(0).equals(scope.from(0))).isPresent();
    }

    private <P> Optional<P> current(Scope scope, Optional<P> phase) {
        return isCurrent(scope) ? phase : Optional.empty();
    }
}
