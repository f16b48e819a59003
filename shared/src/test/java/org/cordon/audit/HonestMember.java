// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.Optional;
import java.util.Set;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.OpenCheck;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundGuard;
import org.cordon.sum.round.RoundMember;
import org.cordon.sum.round.SpoiltShares;

/** A member in one task, with what it keeps between steps. */
final class HonestMember {
    final int index;
    final Randomness randomness;
    private final Secret local;
    private Optional<EpochKeys> keys = Optional.empty();
    private Optional<MemberState> state = Optional.empty();
    private long[] values = {};
    RoundGuard guard = RoundGuard.NEW;

    HonestMember(int index, Secret local, Randomness randomness) {
        this.index = index;
        this.local = local;
        this.randomness = randomness;
    }

    /** Goes on with the keys of a new epoch. */
    void stand(EpochKeys next) {
        state.ifPresent(MemberState::close);
        state = Optional.empty();
        keys = Optional.of(next);
    }

    /** Who it is in a round. */
    record Part(Roll roll, RoundConfiguration configuration, Speaker speaker) {}

    private RoundMember party(Part part) {
        return new RoundMember(part.roll(), index, part.configuration(), part.speaker(), randomness);
    }

    private <S extends MemberState> S state(Class<S> kind) {
        return state.filter(kind::isInstance)
                .map(kind::cast)
                .orElseThrow(() -> new AssertionError("state of member " + index + " is " + state));
    }

    /** Enters the attempt, with new values unless it is a retry. */
    void enter(Part part, Signed<RoundBody.Open> open, Digest model, long[] fresh) {
        Optional<Signed<RoundBody.Open>> first = state.flatMap(HonestMember::first)
                .filter(f -> f.body().scope().round() == open.body().scope().round());
        EpochKeys mine = keys.orElseThrow();
        guard = lenient(part, open)
                ? guard.mayEnter(open.body().scope()).orElseThrow()
                : new OpenCheck(part.roll(), model, part.configuration(), mine.rosterHash()).check(open, guard, first);
        if (first.isPresent()) {
            state = Optional.of(party(part).retry(state.orElseThrow(), open));
            return;
        }
        state.ifPresent(MemberState::close);
        EpochKeys.Entry entry = mine.enter(open.body().scope().round());
        keys = Optional.of(entry.rest());
        state = Optional.of(new MemberState.Entered(open, open, entry.keys()));
        values = fresh;
    }

    /** A member that lets the coordinator name another roster or configuration than there is. */
    private boolean lenient(Part part, Signed<RoundBody.Open> open) {
        return !open.body().roster().equals(keys.orElseThrow().rosterHash())
                || !open.body().configuration().equals(part.configuration().digest());
    }

    private static Optional<Signed<RoundBody.Open>> first(MemberState state) {
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

    /** Step ready; shares for the victims do not open. */
    MemberMessage.Ready ready(Part part, Set<Integer> victims) {
        MemberState.Prepared prepared = party(part)
                .ready(
                        state(MemberState.Entered.class),
                        local,
                        part.configuration().contribution(values).hash());
        if (!victims.isEmpty()) {
            prepared = SpoiltShares.in(prepared, part.speaker(), victims);
        }
        state = Optional.of(prepared);
        return prepared.message();
    }

    /** What a member answers to a cohort: a vector with its statement, or a complaint. */
    sealed interface Answer {
        record Vector(Signed<RoundBody.Upload> statement, RingVector masked) implements Answer {}

        record Complaint(Signed<RoundBody.Complaint> signed) implements Answer {}
    }

    Answer cohort(Part part, CoordinatorMessage.Cohort cohort, Digest published) {
        MemberState.CohortAnswer answer = party(part).cohort(state(MemberState.Prepared.class), cohort, published);
        if (answer instanceof MemberState.CohortAnswer.Complain complain) {
            state = Optional.of(complain.state());
            return new Answer.Complaint(complain.message());
        }
        RingVector vector = part.configuration().contribution(values);
        MemberState.Uploaded uploaded = party(part).upload(((MemberState.CohortAnswer.Join) answer).joined(), vector);
        state = Optional.of(uploaded);
        return new Answer.Vector(uploaded.message(), vector);
    }

    Signed<RoundBody.Endorsement> endorse(Part part, Signed<RoundBody.Survivors> proposal) {
        MemberState.Uploaded uploaded = state(MemberState.Uploaded.class);
        MemberState.Endorsed endorsed = party(part).survivors(uploaded, proposal);
        guard = guard.mayEndorse(proposal.body().scope()).orElseThrow();
        state = Optional.of(endorsed);
        return endorsed.message();
    }

    MemberMessage.Reveal reveal(Part part, CoordinatorMessage.Certificate certificate) {
        MemberState.Revealed revealed = party(part).reveal(state(MemberState.Endorsed.class), certificate);
        state = Optional.of(revealed);
        return revealed.message();
    }

    /** The values of the round, for a test that adds them up in the open. */
    long[] values() {
        return values.clone();
    }
}
